using ChatPS.Client;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>The session's loop in a terminal of cells, logged in at a scripted server as <c>fo</c>.</summary>
internal sealed class LiveChat : IDisposable
{
    /// <summary>The first row of every session.</summary>
    public const string Greeting = "-- You are fo at 127.0.0.1. /help lists the commands, /quit leaves.";

    private readonly ScriptedServer _server = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="options">Without them: no colour, no time, no bell.</param>
    /// <param name="timeout">How long an answer is waited for.</param>
    /// <param name="before">What happens between login and entering.</param>
    /// <param name="terminal">Of another size than usual.</param>
    public LiveChat(LoopOptions? options = null, TimeSpan? timeout = null, Action<LiveChat>? before = null, LiveTerminal? terminal = null)
    {
        Terminal = terminal ?? new LiveTerminal();
        var call = new CallOptions(timeout ?? ScriptedServer.Bound, _stop.Token);
        Task<ScriptedPeer> accepting = Task.Run(_server.AcceptLogin);
        Session = ChatSession.Connect(new ConnectOptions("127.0.0.1", _server.Port, "fo"), "secret", new CallOptions(ScriptedServer.Bound, default));
        Peer = accepting.GetAwaiter().GetResult();
        before?.Invoke(this);
        var loop = new ChatLoop(Session, Terminal, options ?? new LoopOptions(Color: false, TimeFormat: "", Bell: false, ShowLast: 0), call);
        _running = ScriptedServer.Run(() => loop.Run(_stop.Token));
    }

    public ChatSession Session { get; }

    public ScriptedPeer Peer { get; }

    public LiveTerminal Terminal { get; }

    public LiveChat Type(string characters)
    {
        Terminal.Type(characters);
        return this;
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

    public void Stop() => _stop.Cancel();

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
        Peer.Dispose();
        _server.Dispose();
    }
}
