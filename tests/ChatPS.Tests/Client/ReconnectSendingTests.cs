using ChatPS.Client;
using ChatPS.Tests.Reliability;
using static ChatPS.Tests.Client.ReconnectHarness;

namespace ChatPS.Tests.Client;

/// <summary>What is said around a break: what had left is in doubt and not said again, what had not is said when there is a server again.</summary>
public sealed class ReconnectSendingTests : IDisposable
{
    private readonly ReconnectHarness _chat = new(sendBuffer: 4096);

    public void Dispose() => _chat.Dispose();

    /// <summary>The server reads nothing, so of many texts some are in the socket, some are accepted, and one waits.</summary>
    [Fact]
    public async Task Each_text_is_said_once_or_in_doubt()
    {
        const int Count = 8000;
        MessageBatch batch = _chat.Session.BeginBatch();
        int said = 0;
        Task saying = Task.Run(() =>
        {
            for (; said < Count; Interlocked.Increment(ref said))
                batch.Say(Text(said), Sessions.Call(3600));
            batch.AwaitAll(Sessions.Call(3600));
        });
        int before = -1;
        Until(() => before == (before = Volatile.Read(ref said)) && Blocked(before));
        _chat.Break();
        _chat.ComeBack();
        var heard = new List<string>();
        Task echoing = ScriptedServer.Run(() =>
        {
            while (heard.Count == 0 || heard[^1] != Text(Count - 1))
            {
                heard.Add(_chat.Peer.Read()["MSG ".Length..]);
                _chat.Peer.Say("fo: " + heard[^1]);
            }
        });
        await Task.WhenAll(saying, echoing).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        IReadOnlyList<string> doubts = batch.TakeDoubts();
        Assert.NotEmpty(doubts);
        Assert.Equal(Enumerable.Range(0, Count).Select(Text), doubts.Concat(heard));
        Assert.True(heard.Count > Count - before, "What was accepted and had not left went out.");
        Assert.Equal((Count - doubts.Count, null), (batch.ConfirmedCount, batch.End));
        Assert.Empty(batch.TakeUnconfirmed());

        static string Text(int i) => i.ToString("D90");

        bool Blocked(int at) => !SpinWait.SpinUntil(() => Volatile.Read(ref said) != at, 300) && at > 0;
    }

    [Fact]
    public async Task What_waits_for_its_echo_or_its_receipt_is_in_doubt()
    {
        Task<ChatException>[] asking =
        [
            Bounded(() => Assert.Throws<ChatException>(() => _chat.Session.SayAndAwait("hi", Sessions.Call(3600)))),
            Bounded(() => Assert.Throws<ChatException>(() => _chat.Session.Whisper("be", "psst", Sessions.Call(3600)))),
        ];
        Assert.Equal(["MSG hi", "W be psst"], new[] { _chat.Peer.Read(), _chat.Peer.Read() }.Order());
        _chat.Break();
        foreach (Task<ChatException> one in asking)
            Assert.Equal(ChatFailure.InDoubt, (await one).Failure);
        _chat.ComeBack();
        Assert.Contains("2 texts are in doubt", Assert.Single(_chat.Session.Receive(1)).Text, StringComparison.Ordinal);
        Assert.False(_chat.Session.HasPending);
    }

    /// <summary>To ask twice who is there does no harm.</summary>
    [Fact]
    public async Task A_list_is_asked_for_again()
    {
        Task<IReadOnlyList<string>> asking = Bounded(() => _chat.Session.ListUsers(Sessions.Call(3600)));
        Assert.Equal("WHO", _chat.Peer.Read());
        _chat.Peer.Say("USERS 4: fo be");
        _chat.Break();
        _chat.ComeBack();
        Assert.Equal("WHO", _chat.Peer.Read());
        _chat.Peer.Say("USERS 2: doc fo");
        Assert.Equal(["doc", "fo"], await asking);
    }

    [Fact]
    public async Task Who_speaks_in_the_gap_waits_for_its_end()
    {
        _chat.Break();
        Task<ChatMessage>[] speaking =
        [
            Bounded(() => _chat.Session.SayAndAwait("hi", Sessions.Call(3600))),
            Bounded(() => _chat.Session.Whisper("be", "psst", Sessions.Call(3600))),
        ];
        _chat.ComeBack();
        Assert.Equal(["MSG hi", "W be psst"], new[] { _chat.Peer.Read(), _chat.Peer.Read() }.Order());
        _chat.Peer.Say("fo: hi", "OK - whispered to be");
        Assert.Equal(["hi", "psst"], new[] { (await speaking[0]).Text, (await speaking[1]).Text });
    }

    [Fact]
    public async Task Who_waits_in_the_gap_waits_no_longer_than_asked_to()
    {
        _chat.Break();
        _chat.IsDown = true;
        Task<ChatException> speaking = Bounded(() => Assert.Throws<ChatException>(() => _chat.Session.SayAndAwait("hi", Sessions.Call(15))));
        while (!speaking.IsCompleted)
        {
            _chat.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(speaking, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        Assert.Equal(ChatFailure.Timeout, (await speaking).Failure);
        Assert.Contains("reconnecting", (await speaking).Message, StringComparison.Ordinal);
        _chat.IsDown = false;
        _chat.ComeBack();
        _chat.Session.Say("next", Sessions.Call());
        Assert.Equal("MSG next", _chat.Peer.Read());
    }

    [Fact]
    public async Task A_stop_ends_each_wait_in_the_gap()
    {
        _chat.Break();
        using var stop = new CancellationTokenSource();
        var call = new CallOptions(TimeSpan.FromHours(1), stop.Token);
        Task<Exception?>[] waiting =
        [
            Bounded(() => Record.Exception(() => _chat.Session.SayAndAwait("hi", call))),
            Bounded(() => Record.Exception(() => _chat.Session.ListUsers(call))),
            Bounded(() => Record.Exception(() => _chat.Session.BeginBatch().Say("ho", call))),
        ];
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(waiting), one => Assert.IsAssignableFrom<OperationCanceledException>(one));
        _chat.ComeBack();
        _chat.Session.Say("next", Sessions.Call());
        Assert.Equal("MSG next", _chat.Peer.Read());
    }

    /// <summary>Of what nobody waited for, whoever closes the session tells.</summary>
    [Fact]
    public void Closing_tells_what_is_in_doubt_and_nobody_has_told()
    {
        _chat.Session.Say("hi", Sessions.Call());
        Assert.Equal("MSG hi", _chat.Peer.Read());
        _chat.Break();
        _chat.ComeBack();
        _chat.Clock.PerLook = 10;
        Assert.Equal(["hi"], _chat.Session.CloseGently(Sessions.Call()));
    }

    /// <summary>A word that came back is settled, whatever happens then.</summary>
    [Fact]
    public void What_has_come_back_is_not_in_doubt()
    {
        MessageBatch batch = _chat.Session.BeginBatch();
        batch.Say("one", Sessions.Call());
        batch.Say("two", Sessions.Call());
        Assert.Equal("MSG one", _chat.Peer.Read());
        _chat.Peer.Say("fo: one");
        Assert.Equal("MSG two", _chat.Peer.Read());
        _chat.Break();
        _chat.ComeBack();
        batch.AwaitAll(Sessions.Call());
        Assert.Equal(["two"], batch.TakeDoubts());
        Assert.Equal(1, batch.ConfirmedCount);
    }
}
