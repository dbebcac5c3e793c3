using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Tests;

/// <summary>A server that does what one test tells it: accepts, reads frames, writes any bytes. Every wait has a bound.</summary>
internal sealed class ScriptedServer : IDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ScriptedServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Accepts one client.</summary>
    public ScriptedPeer Accept()
    {
        using var bound = new CancellationTokenSource(Bound);
        return new ScriptedPeer(_listener.AcceptSocketAsync(bound.Token).AsTask().GetAwaiter().GetResult());
    }

    /// <summary>Accepts one client and welcomes whatever login it sends.</summary>
    public ScriptedPeer AcceptLogin()
    {
        ScriptedPeer peer = Accept();
        string[] login = peer.Read().Split(' ');
        Assert.Equal("LOGIN", login[0]);
        peer.Say("Hi " + login[1]);
        return peer;
    }

    /// <summary>Runs the server's part of a test beside the client's.</summary>
    public static Task Run(Action part) => Task.Factory.StartNew(part, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _listener.Dispose();
}

/// <summary>The server's end of one connection.</summary>
internal sealed class ScriptedPeer : IDisposable
{
    private readonly byte[] _buffer = new byte[4096];
    private readonly FrameCodec _codec = new();

    public ScriptedPeer(Socket socket)
    {
        Socket = socket;
        Socket.NoDelay = true;
        Socket.ReceiveTimeout = Socket.SendTimeout = (int)ScriptedServer.Bound.TotalMilliseconds;
    }

    public Socket Socket { get; }

    /// <summary>The next payload of the client; null when it has closed.</summary>
    public string? TryRead()
    {
        ArraySegment<byte> payload;
        while (!_codec.TryRead(out payload))
        {
            int count = Socket.Receive(_buffer);
            if (count == 0)
                return null;
            _codec.Feed(_buffer, 0, count);
        }

        return Encoding.UTF8.GetString(payload);
    }

    public string Read() => TryRead() ?? throw new InvalidOperationException("The client has closed.");

    public void Say(params string[] payloads)
    {
        foreach (string payload in payloads)
            Write(FrameCodec.Encode(Encoding.UTF8.GetBytes(payload)));
    }

    public void Write(params byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
            at += Socket.Send(bytes, at, bytes.Length - at, SocketFlags.None);
    }

    /// <summary>Ends the connection so that the client sees a reset, not an end.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Close();
    }

    public void Dispose() => Socket.Dispose();
}
