using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatPS.Benchmarks;

/// <summary>A server for one client, as small as can be, so that what is measured is the client.</summary>
internal sealed class ChatPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _received = new byte[4096];
    private Socket? _socket;

    public ChatPeer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Lets one client in, whoever it is.</summary>
    public void AcceptLogin()
    {
        _socket = _listener.AcceptSocket();
        _socket.NoDelay = true;
        _socket.Receive(_received);
        Say("Welcome!");
    }

    public void Say(string payload) => _socket!.Send(Encoding.UTF8.GetBytes($"{payload.Length:00}{payload}"));

    public void Dispose()
    {
        _socket?.Dispose();
        _listener.Dispose();
    }
}
