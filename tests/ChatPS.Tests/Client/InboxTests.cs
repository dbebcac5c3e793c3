using ChatPS.Client;

namespace ChatPS.Tests.Client;

public sealed class InboxTests
{
    private readonly Inbox _inbox = new();

    [Fact]
    public void Messages_come_out_as_they_went_in_through_many_turns_of_the_ring()
    {
        long seen = 0;
        int next = 0;
        for (int i = 0; i < 5000; i++)
        {
            _inbox.Add(Message(i));
            if (i % 3 != 0)
                Assert.Equal(Text(next++), _inbox.Take(null, ref seen)!.Text);
        }

        Assert.Equal(5000 - next, _inbox.Count);
        while (_inbox.Take(null, ref seen) is { } message)
            Assert.Equal(Text(next++), message.Text);
        Assert.Equal((5000, 0), (next, _inbox.Count));
    }

    [Fact]
    public void What_does_not_match_stays_in_its_order_and_is_looked_at_once()
    {
        var odd = new Counting(message => message.Text.EndsWith('1'));
        long seen = 0;
        for (int i = 0; i < 1000; i++)
            _inbox.Add(Message(i));
        for (int i = 1; i < 1000; i += 10)
            Assert.Equal(Text(i), _inbox.Take(odd, ref seen)!.Text);
        Assert.Null(_inbox.Take(odd, ref seen));
        _inbox.Add(Message(1001));
        Assert.Equal(Text(1001), _inbox.Take(odd, ref seen)!.Text);
        Assert.Equal((1001, 900), (odd.Looks, _inbox.Count));

        long other = 0;
        Assert.Equal([Text(0), Text(2), Text(3)], Enumerable.Range(0, 3).Select(_ => _inbox.Take(null, ref other)!.Text));
    }

    [Fact]
    public void Gaps_behind_a_message_nobody_wants_do_not_pile_up()
    {
        var notTheFirst = new Counting(message => message.Text != Text(0));
        long seen = 0;
        for (int i = 0; i < 100_000; i++)
        {
            _inbox.Add(Message(i));
            if (i > 0)
                Assert.Equal(Text(i), _inbox.Take(notTheFirst, ref seen)!.Text);
        }

        Assert.Equal((1, 100_000), (_inbox.Count, notTheFirst.Looks));
    }

    private static string Text(int number) => "n" + number;

    private static ChatMessage Message(int number) =>
        new(ChatMessageKind.Message, "fo", Text(number), [1], isOwn: false, sessionId: 1, DateTimeOffset.UnixEpoch);

    private sealed class Counting(Func<ChatMessage, bool> matches) : IMessageFilter
    {
        public int Looks { get; private set; }

        public bool Matches(ChatMessage message)
        {
            Looks++;
            return matches(message);
        }
    }
}
