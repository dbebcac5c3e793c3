using System.Net;
using System.Net.Sockets;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>One way to harm a server, tried on several threads until it is over.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Threads">How many try it at once.</param>
/// <param name="Try">One try of a thread; returns how many connections or requests it was.</param>
/// <param name="Reason">Why healthy users may wait longer than three times alone; empty where they should not.</param>
internal sealed record Attack(string Name, int Threads, Func<AttackerSockets, int> Try, string Reason = "")
{
    private static readonly byte[] s_flood = RawClient.Frames([.. Enumerable.Repeat("MSG " + new string('x', 80), 50)]);
    private static readonly byte[] s_who = RawClient.Frames([.. Enumerable.Repeat("WHO", 100)]);
    private const string Shares = "the healthy have to read what is said to them as well";

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("silent connections, the newest 500 held", 2, static sockets => sockets.Hold(500)),
        new("slow loris: a byte of a login now and then, 500 held", 2, static sockets => sockets.Dribble(500)),
        new("connections that log in and reset", 2, static sockets => sockets.Send("LOGIN storm pw"u8.ToArray(), isFrame: true)),
        new("resets in the middle of a frame", 2, static sockets => sockets.Send("99MSG half"u8.ToArray(), isFrame: false)),
        new("bytes that are no frames", 2, static sockets => sockets.Send("xx"u8.ToArray(), isFrame: false)),
        new("guessed passwords", 2, static sockets => sockets.Guess()),
        new("flood by four who read", 4, static sockets => sockets.Flood(s_flood, reads: true), Shares),
        new("flood by four who do not read", 4, static sockets => sockets.Flood(s_flood, reads: false), Shares),
        new("lists of names asked for without end, and not read", 4, static sockets => sockets.Flood(s_who, reads: false)),
        new("whispers of a long name to one healthy user", 2, static sockets => sockets.Flood(RawClient.Frames([.. Enumerable.Repeat("W healthy0 " + new string('x', 80), 20)]), reads: true, name: new string('a', 60)), Shares),
    ];

    /// <summary>Tries until it is over.</summary>
    /// <returns>How often.</returns>
    public long Run(int port, CancellationToken over)
    {
        long count = 0;
        Task[] tries = [.. Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                using var sockets = new AttackerSockets(port, thread);
                while (!over.IsCancellationRequested)
                    Interlocked.Add(ref count, sockets.Do(Try));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WaitAll(tries, CancellationToken.None);
        return count;
    }
}

/// <summary>The sockets of one thread of an attack.</summary>
internal sealed class AttackerSockets(int port, int thread) : IDisposable
{
    private readonly Queue<Socket> _held = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _flooder;
    private int _at;

    /// <summary>A try that the server cuts off is a try.</summary>
    public int Do(Func<AttackerSockets, int> attempt)
    {
        try
        {
            return attempt(this);
        }
        catch (SocketException)
        {
            _flooder?.Dispose();
            _flooder = null;
            return 1;
        }
    }

    public int Hold(int most)
    {
        _held.Enqueue(Connect());
        if (_held.Count > most / 2)
            _held.Dequeue().Dispose();
        return 1;
    }

    public int Dribble(int most)
    {
        Hold(most);
        foreach (Socket socket in _held)
            socket.Send("1"u8.ToArray(), 0, 1, SocketFlags.None, out _);
        return 1;
    }

    public int Send(byte[] bytes, bool isFrame)
    {
        using Socket socket = Connect();
        socket.LingerState = new LingerOption(true, 0);
        socket.Send(isFrame ? RawClient.Frame(bytes) : bytes);
        return 1;
    }

    public int Guess()
    {
        using Socket socket = Connect();
        socket.Send(RawClient.Frames("LOGIN healthy0 1", "LOGIN healthy0 2", "LOGIN nobody 3"));
        return 3;
    }

    public int Flood(byte[] frames, bool reads, string? name = null)
    {
        _flooder ??= LogIn(name ?? "f");
        int sent = _flooder.Send(frames, _at, frames.Length - _at, SocketFlags.None, out SocketError full);
        _at = (_at + sent) % frames.Length;
        int read = reads ? _flooder.Receive(_buffer, 0, _buffer.Length, SocketFlags.None, out _) : 0;
        if (full == SocketError.WouldBlock && read == 0)
            _flooder.Poll(1000, reads ? SelectMode.SelectRead : SelectMode.SelectWrite);
        else if (full is not (SocketError.Success or SocketError.WouldBlock))
            throw new SocketException((int)full);
        return sent;
    }

    public void Dispose()
    {
        _flooder?.Dispose();
        while (_held.Count > 0)
            _held.Dequeue().Dispose();
    }

    private Socket LogIn(string name)
    {
        _at = 0;
        Socket socket = Connect();
        socket.ReceiveBufferSize = 16 * 1024;
        socket.Send(RawClient.Frame($"LOGIN {name}{thread} pw"));
        socket.Blocking = false;
        return socket;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }
}
