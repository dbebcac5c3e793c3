using ChatPS.Client;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>The session's loop in a terminal of cells, logged in at a scripted server as <c>fo</c>.</summary>
internal sealed class LiveChat : IDisposable
{
    /// <summary>The first row of every session.</summary>
    public const string Greeting = "-- You are fo at 127.0.0.1. /help lists the commands, /quit leaves.";

    private readonly LoopOptions _options;
    private readonly TimeSpan _timeout;
    private readonly NetworkEnvironment _network;
    private readonly Func<CallOptions, ChatSession>? _logInAgain;
    private CancellationTokenSource _stop = new();
    private readonly ScriptedServer _otherServer = new();
    private Task _running;

    /// <param name="options">Without them: no colour, no time, no bell.</param>
    /// <param name="timeout">How long an answer is waited for.</param>
    /// <param name="before">What happens between login and entering.</param>
    /// <param name="terminal">Of another size than usual.</param>
    /// <param name="canLogInAgain">Whether a credential is at hand.</param>
    /// <param name="clock">The sessions' clock; the system's when left out.</param>
    /// <param name="also">Who is logged in at a second server, whose session is the second of the loop; null for one session.</param>
    public LiveChat(LoopOptions? options = null, TimeSpan? timeout = null, Action<LiveChat>? before = null, LiveTerminal? terminal = null, bool canLogInAgain = false, string? also = null, ManualClock? clock = null)
    {
        _network = clock is null ? NetworkEnvironment.System : new NetworkEnvironment { Clock = clock.Read };
        Terminal = terminal ?? new LiveTerminal();
        (Session, Peer) = LogIn();
        if (also is not null)
            (Other, OtherPeer) = LogIn(_otherServer, also);
        before?.Invoke(this);
        _options = options ?? new LoopOptions(Color: false, TimeFormat: "", Bell: false, ShowLast: 0);
        _timeout = timeout ?? ScriptedServer.Bound;
        _logInAgain = canLogInAgain ? LogInAgain : null;
        _running = Enter();
    }

    public ScriptedServer Server { get; } = new();

    public ChatSession Session { get; private set; }

    /// <summary>The server's end of the last login.</summary>
    public ScriptedPeer Peer { get; private set; }

    /// <summary>The second session.</summary>
    public ChatSession? Other { get; }

    /// <summary>The server's end of the second session.</summary>
    public ScriptedPeer? OtherPeer { get; }

    public LiveTerminal Terminal { get; }

    public LiveChat Type(string characters)
    {
        Terminal.Type(characters);
        return this;
    }

    /// <summary>Lines that are more than the sockets take: their buffers are small from now on, so that it takes moments to fill them.</summary>
    public string TooMuch(int lines)
    {
        Session.Socket!.SendBufferSize = Peer.Socket.ReceiveBufferSize = 4096;
        return string.Join('\n', Enumerable.Repeat(new string('x', 80), lines));
    }

    /// <summary>A marked paste.</summary>
    public LiveChat Paste(string text) => Type("\x1b[200~" + text + "\x1b[201~");

    /// <summary>Waits until the input row is so.</summary>
    public LiveChat Reads(string row)
    {
        Terminal.Until(cells => cells.CursorRow == row);
        return this;
    }

    /// <summary>Waits until these are the rows below the greeting, the input row being the last.</summary>
    public LiveChat Shows(params string[] rows)
    {
        Terminal.Until(cells => cells.All.SequenceEqual([Greeting, .. rows]));
        return this;
    }

    /// <summary>One of all rows so far.</summary>
    public string Row(int number) => Terminal.Look(cells => cells.All[number]);

    public void Stop() => _stop.Cancel();

    /// <summary>Enters the session a second time.</summary>
    public LiveChat EnterAgain()
    {
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _running = Enter();
        return this;
    }

    /// <summary>Waits for the loop to end, and that it left the terminal as it was.</summary>
    /// <returns>What it threw, if it threw.</returns>
    public async Task<Exception?> End()
    {
        Exception? thrown = await Record.ExceptionAsync(() => _running.WaitAsync(ScriptedServer.Bound));
        Assert.IsNotType<TimeoutException>(thrown);
        Assert.False(Terminal.Look(cells => cells.MarksPastes));
        Assert.Equal(("", 0, ""), Terminal.Look(cells => (cells.CursorRow, cells.Column, cells.Style)));
        return thrown;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _ = _running.ContinueWith(t => t.Exception, TaskScheduler.Default);
        Session.Dispose();
        Other?.Dispose();
        Peer.Dispose();
        OtherPeer?.Dispose();
        Server.Dispose();
        _otherServer.Dispose();
    }

    private Task Enter()
    {
        CancellationToken stop = _stop.Token;
        var loop = new ChatLoop(Other is null ? [Session] : [Session, Other], Terminal, _options, new CallOptions(_timeout, stop), _logInAgain);
        return ScriptedServer.Run(() => loop.Run(stop));
    }

    private (ChatSession Session, ScriptedPeer Peer) LogIn() => LogIn(Server, "fo");

    private (ChatSession Session, ScriptedPeer Peer) LogIn(ScriptedServer server, string name)
    {
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        var session = ChatSession.Connect(new ConnectOptions("127.0.0.1", server.Port, name) { Network = _network }, "secret", new CallOptions(ScriptedServer.Bound, default));
        return (session, accepting.GetAwaiter().GetResult());
    }

    private ChatSession LogInAgain(CallOptions call)
    {
        Session.Dispose();
        (Session, Peer) = LogIn();
        return Session;
    }
}
