using System;
using System.Net;
using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>
/// A socket that is connected to itself: a byte sent from any thread ends the wait of the loop's thread, so the loop can wait
/// without a time limit and still stop at once. UDP, because that needs neither a listener nor a second socket.
/// </summary>
internal sealed class WakeSocket : IDisposable
{
    private readonly byte[] _signal = new byte[1];

    public WakeSocket()
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            Socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Socket.Connect(Socket.LocalEndPoint!);
        }
        catch (SocketException)
        {
            Socket.Dispose();
            throw;
        }
    }

    /// <summary>Readable once <see cref="Wake"/> was called.</summary>
    public Socket Socket { get; }

    /// <summary>Safe from any thread, also after the loop has ended.</summary>
    public void Wake()
    {
        try
        {
            // A full buffer refuses the byte; then others are in it, and one is enough.
            Socket.Send([0], 0, 1, SocketFlags.None, out _);
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>Reads the signals away. For the loop's thread.</summary>
    public void Drain()
    {
        while (Socket.Receive(_signal, 0, 1, SocketFlags.None, out SocketError error) > 0 && error == SocketError.Success)
        {
        }
    }

    public void Dispose() => Socket.Dispose();
}
