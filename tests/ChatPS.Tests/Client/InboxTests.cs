using ChatPS.Client;
using ChatPS.Protocol;

namespace ChatPS.Tests.Client;

public sealed class InboxTests
{
    private static readonly SessionIdentity s_session = new("fo");

    private readonly Inbox _inbox = new(s_session);

    [Fact]
    public void Messages_come_out_as_they_went_in_through_many_turns_of_the_ring()
    {
        InboxPlace place = default;
        int next = 0;
        for (int i = 0; i < 5000; i++)
        {
            _inbox.Add(Message(i));
            if (i % 3 != 0)
                Assert.Equal(Text(next++), _inbox.Take(null, ref place)!.Text);
        }

        Assert.Equal(5000 - next, _inbox.Count);
        while (_inbox.Take(null, ref place) is { } message)
            Assert.Equal(Text(next++), message.Text);
        Assert.Equal((5000, 0), (next, _inbox.Count));
    }

    [Fact]
    public void What_does_not_match_stays_in_its_order_and_is_looked_at_once()
    {
        var odd = new Counting(message => message.Text.EndsWith('1'));
        InboxPlace place = default;
        for (int i = 0; i < 1000; i++)
            _inbox.Add(Message(i));
        for (int i = 1; i < 1000; i += 10)
            Assert.Equal(Text(i), _inbox.Take(odd, ref place)!.Text);
        Assert.Null(_inbox.Take(odd, ref place));
        _inbox.Add(Message(1001));
        Assert.Equal(Text(1001), _inbox.Take(odd, ref place)!.Text);
        Assert.Equal((1001, 900), (odd.Looks, _inbox.Count));

        InboxPlace other = default;
        Assert.Equal([Text(0), Text(2), Text(3)], Enumerable.Range(0, 3).Select(_ => _inbox.Take(null, ref other)!.Text));
    }

    [Fact]
    public void Gaps_behind_a_message_nobody_wants_do_not_pile_up()
    {
        var notTheFirst = new Counting(message => message.Text != Text(0));
        InboxPlace place = default;
        for (int i = 0; i < 100_000; i++)
        {
            _inbox.Add(Message(i));
            if (i > 0)
                Assert.Equal(Text(i), _inbox.Take(notTheFirst, ref place)!.Text);
        }

        Assert.Equal((1, 100_000), (_inbox.Count, notTheFirst.Looks));
    }

    [Fact]
    public void A_message_that_is_put_back_is_in_its_place_again()
    {
        InboxPlace place = default;
        for (int i = 0; i < 10; i++)
            _inbox.Add(Message(i));
        ChatMessage first = _inbox.Take(null, ref place)!;
        ChatMessage second = _inbox.Take(null, ref place)!;
        _inbox.Add(first);
        Assert.Equal((Text(0), Text(2)), (_inbox.Take(null, ref place)!.Text, _inbox.Take(null, ref place)!.Text));
        _inbox.Add(second);
        Assert.Equal((Text(1), Text(3)), (_inbox.Take(null, ref place)!.Text, _inbox.Take(null, ref place)!.Text));
    }

    [Fact]
    public void A_reader_that_has_passed_a_place_sees_what_is_put_there()
    {
        InboxPlace place = default;
        var none = new Counting(_ => false);
        for (int i = 1; i < 10; i++)
            _inbox.Add(Message(i));
        Assert.Null(_inbox.Take(none, ref place));
        _inbox.Add(Message(0));
        Assert.Null(_inbox.Take(none, ref place));
        Assert.Equal(19, none.Looks);
    }

    [Fact]
    public void A_full_inbox_drops_own_echoes_first_and_then_its_oldest_and_says_so()
    {
        InboxPlace place = default;
        for (int i = 0; i < ClientLimits.InboxCapacity; i++)
            _inbox.Add(Message(i, isOwn: i is 5 or 70_000));
        for (int i = 0; i < 12; i++)
            _inbox.Add(Message(ClientLimits.InboxCapacity + i));
        Assert.Equal((10, ClientLimits.InboxCapacity), (_inbox.DroppedCount, _inbox.Count));
        ChatMessage notice = _inbox.Take(null, ref place)!;
        Assert.Equal(ChatMessageKind.Notice, notice.Kind);
        Assert.StartsWith("10 messages were dropped", notice.Text, StringComparison.Ordinal);
        var texts = new List<string>();
        long last = notice.Sequence;
        while (_inbox.Take(null, ref place) is { } message)
        {
            Assert.True(message.Sequence > last);
            last = message.Sequence;
            texts.Add(message.Text);
        }

        Assert.Equal(ClientLimits.InboxCapacity, texts.Count);
        Assert.Equal(Text(11), texts[0]);
        Assert.DoesNotContain(Text(70_000), texts);
    }

    private static string Text(int number) => "n" + number;

    private static ChatMessage Message(int number, bool isOwn = false) =>
        new(new ServerMessage(ChatMessageKind.Message, isOwn ? "fo" : "be", Text(number)), [1], isOwn, s_session, number + 1, DateTime.UnixEpoch);

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
