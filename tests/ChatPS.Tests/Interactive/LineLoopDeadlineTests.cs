using ChatPS.Client;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>How long the end of the lines waits, by a clock of the session's own.</summary>
public sealed class LineLoopDeadlineTests : IDisposable
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly ManualClock _clock = new();
    private readonly ScriptedServer _server = new();
    private readonly LineFeed _lines = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ScriptedPeer _peer;
    private readonly ChatSession _session;

    public LineLoopDeadlineTests()
    {
        Task<ScriptedPeer> accepting = Task.Run(_server.AcceptLogin);
        var options = new ConnectOptions("127.0.0.1", _server.Port, "fo") { Network = new NetworkEnvironment { Clock = _clock.Read } };
        _session = ChatSession.Connect(options, "secret", Call);
        _peer = accepting.GetAwaiter().GetResult();
    }

    private CallOptions Call => new(2 * s_hour, _stop.Token);

    [Fact]
    public async Task A_reply_that_never_comes_is_waited_for_until_the_last_words_are_over()
    {
        _lines.Give("/who", null);
        Task running = Run();
        Assert.Equal("WHO", _peer.Read());
        _clock.PerLook = 60_000;
        await running.WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        Assert.InRange(_clock.Elapsed, s_hour.TotalMilliseconds, 1.5 * s_hour.TotalMilliseconds);
    }

    [Fact]
    public async Task With_nothing_pending_it_ends_when_it_has_been_quiet_for_300_milliseconds()
    {
        _lines.Give((string?)null);
        _clock.PerLook = 50;
        await Run().WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        Assert.InRange(_clock.Elapsed, 300, 1000);
    }

    /// <summary>Each message begins the quiet anew.</summary>
    [Fact]
    public async Task While_somebody_speaks_it_is_not_quiet()
    {
        const int Words = 5;
        int said = 0;
        _clock.PerLook = 50;
        _clock.Looking = () =>
        {
            if (said < Words && _clock.Elapsed >= 200 * (said + 1))
                _peer.Say("be: word " + said++);
        };
        _lines.Give((string?)null);
        await Run().WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, Words).Select(i => "be: word " + i), _lines.Shown);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _session.Dispose();
        _peer.Dispose();
        _server.Dispose();
    }

    private Task Run()
    {
        var loop = new LineLoop([_session], _lines, _lines.Show, new LoopOptions(Color: false, TimeFormat: "", Bell: false, ShowLast: 0), Call) { LastWords = s_hour };
        return ScriptedServer.Run(loop.Run);
    }
}
