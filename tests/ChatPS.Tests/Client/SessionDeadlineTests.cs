using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Tests.Reliability;

namespace ChatPS.Tests.Client;

/// <summary>What a session waits for, how long, and what is left of a wait that has ended, by a clock of its own.</summary>
public sealed class SessionDeadlineTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ScriptedServer _server = new();
    private readonly ScriptedPeer _peer;
    private readonly ChatSession _session;

    public SessionDeadlineTests()
    {
        Task<ScriptedPeer> accepting = Task.Run(_server.AcceptLogin);
        var options = new ConnectOptions("127.0.0.1", _server.Port, "fo") { Network = new NetworkEnvironment { Clock = _clock.Read } };
        _session = ChatSession.Connect(options, "pw", Sessions.Call());
        _peer = accepting.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _session.Dispose();
        _peer.Dispose();
        _server.Dispose();
    }

    /// <summary>It neither says anything nor closes.</summary>
    [Fact]
    public async Task Closing_waits_a_quarter_of_a_second_for_a_quiet_server()
    {
        _clock.PerLook = 10;
        Assert.Empty(await Bounded(() => _session.CloseGently(Sessions.Call(3600))));
        Assert.InRange(_clock.Elapsed, 250, 1000);
    }

    /// <summary>Each of its words begins the quiet anew.</summary>
    [Fact]
    public async Task Closing_reads_on_while_the_server_speaks()
    {
        const int Words = 5;
        int said = 0;
        _clock.PerLook = 10;
        _clock.Looking = () =>
        {
            if (said < Words && _clock.Elapsed >= 200 * (said + 1))
                _peer.Say("be: word " + said++);
        };
        await Bounded(() =>
        {
            _session.HoldReader(TestContext.Current.CancellationToken); // so that nothing else reads
            return _session.CloseGently(Sessions.Call(3600));
        });
        Assert.Equal(Words, _session.UnreadCount);
        Assert.InRange(_clock.Elapsed, (200 * Words) + 200, (200 * Words) + 1000);
    }

    [Fact]
    public async Task Closing_listens_two_seconds_to_a_server_that_speaks_without_end_and_owes_nothing()
    {
        int said = 0;
        _clock.PerLook = 10;
        _clock.Looking = () =>
        {
            if (_clock.Elapsed >= 100 * (said + 1))
                _peer.Say("be: word " + said++);
        };
        await Bounded(() => _session.CloseGently(Sessions.Call(3600)));
        Assert.InRange(_clock.Elapsed, 2000, 2500);
    }

    [Fact]
    public async Task Closing_waits_two_seconds_for_a_server_that_never_echoes()
    {
        _session.Say("hi", Sessions.Call());
        Assert.Equal("MSG hi", _peer.Read());
        _clock.PerLook = 50;
        Assert.Empty(await Bounded(() => _session.CloseGently(Sessions.Call(3600))));
        Assert.InRange(_clock.Elapsed, 2000, 20_000);
    }

    [Fact]
    public async Task A_reply_that_does_not_come_is_a_timeout_at_the_limit()
    {
        _clock.PerLook = 500;
        ChatException e = await Bounded(() => Assert.Throws<ChatException>(() => _session.ListUsers(Sessions.Call(15))));
        Assert.Equal(ChatFailure.Timeout, e.Failure);
        Assert.InRange(_clock.Elapsed, 15_000, 20_000);
        Assert.False(_session.HasPending);
    }

    [Fact]
    public async Task What_is_answered_is_owed_no_longer()
    {
        _clock.PerLook = 10; // a receipt that could be something else counts after a moment
        Task answering = ScriptedServer.Run(() =>
        {
            foreach (string reply in (string[])["be, fo", "Whisper sent", "fo: hi", "NO - no such user"])
            {
                _peer.Read();
                _peer.Say(reply);
            }
        });
        Assert.Equal(["be", "fo"], _session.ListUsers(Sessions.Call()));
        Assert.False(_session.HasPending);
        _session.Whisper("be", "psst", Sessions.Call());
        Assert.False(_session.HasPending);
        _session.SayAndAwait("hi", Sessions.Call());
        Assert.False(_session.HasPending);
        Assert.Throws<ChatException>(() => _session.Whisper("nobody", "psst", Sessions.Call()));
        Assert.False(_session.HasPending);
        Assert.Equal(0, _session.UnconfirmedCount);
        await answering;
    }

    /// <summary>Ctrl+C: nobody waits any more, and the reply that comes late is not taken for that of the next request.</summary>
    [Fact]
    public async Task A_request_that_was_stopped_is_given_up()
    {
        using var stop = new CancellationTokenSource();
        Task<Exception?> asking = Task.Run(
            () => Record.Exception(() => _session.ListUsers(new CallOptions(ScriptedServer.Bound, stop.Token))), TestContext.Current.CancellationToken);
        Assert.Equal("WHO", _peer.Read());
        Assert.True(_session.HasPending);
        stop.Cancel();
        Assert.IsAssignableFrom<OperationCanceledException>(await asking.WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken));
        Assert.False(_session.HasPending);
        _peer.Say("be, fo");
        Until(() => _session.UnreadCount == 1);
    }

    /// <summary>A server that never pauses must not keep for ever who wants what is there now.</summary>
    [Fact]
    public void What_is_read_at_a_stretch_is_limited()
    {
        _session.HoldReader(TestContext.Current.CancellationToken); // so that nothing else reads
        const int Frames = 4000;
        byte[] frame = FrameCodec.Encode("be: a word of some length, as people say it"u8.ToArray());
        _peer.Write([.. Enumerable.Repeat(frame, Frames).SelectMany(bytes => bytes)]);
        Assert.True(_session.ReadAvailable(buffers: 2));
        int most = 2 * ClientLimits.ReceiveBytes / frame.Length;
        Assert.InRange(_session.UnreadCount, 1, most);
        Until(() => !_session.ReadAvailable() && _session.UnreadCount == Frames);
        _session.ReleaseReader();
    }

    private static void Until(Func<bool> condition) => Server.RawClient.Until(condition, "what was awaited");

    private static Task<T> Bounded<T>(Func<T> call) =>
        Task.Run(call, TestContext.Current.CancellationToken).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
}
