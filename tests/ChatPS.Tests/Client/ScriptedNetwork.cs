using System.Net;
using System.Net.Sockets;
using ChatPS.Client;

namespace ChatPS.Tests.Client;

/// <summary>
/// A name with some addresses that do not answer, and behind them one that does. A socket that listens looks as one that is still
/// connecting: it never becomes writable, and there is no error.
/// </summary>
internal sealed class ScriptedNetwork : IDisposable
{
    private readonly ScriptedServer _server = new();

    public ScriptedNetwork(int silent, bool answering = true)
    {
        IPAddress[] addresses = [.. Enumerable.Range(1, silent).Select(i => IPAddress.Parse("192.0.2." + i)), .. answering ? [IPAddress.Loopback] : Array.Empty<IPAddress>()];
        Lookup = Task.FromResult(addresses);
    }

    public ManualClock Clock { get; } = new();

    public Task<IPAddress[]> Lookup { get; set; }

    public List<IPAddress> Dialled { get; } = [];

    /// <summary>What a call does again and again while it waits: here half a second has passed then.</summary>
    public void Tick() => Clock.Advance(TimeSpan.FromMilliseconds(500));

    public Socket Connect(TimeSpan timeout, Action progress, CancellationToken token = default)
    {
        var network = new NetworkEnvironment { Resolve = _ => Lookup, Dial = Dial, Clock = Clock.Read };
        return new Connector(network).Connect("chat.example", _server.Port, new CallOptions(timeout, token, progress: progress), out _);
    }

    public void Dispose() => _server.Dispose();

    private Socket Dial(IPEndPoint address)
    {
        Dialled.Add(address.Address);
        return IPAddress.IsLoopback(address.Address) ? NetworkEnvironment.System.Dial(address) : Silent();
    }

    private static Socket Silent()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }
}
