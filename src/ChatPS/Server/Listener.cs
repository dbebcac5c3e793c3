using System;
using System.Net;
using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>The listening socket: what it binds, how it accepts, and when it pauses.</summary>
internal sealed class Listener : IDisposable
{
    private const int PauseMs = 1000;

    private readonly ServerOptions _options;
    private long _resumeAt = long.MinValue;

    private Listener(Socket socket, ServerOptions options)
    {
        Socket = socket;
        _options = options;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    public Socket Socket { get; }

    /// <summary>With the real port.</summary>
    public IPEndPoint EndPoint { get; }

    /// <exception cref="ChatException">The address cannot be listened on.</exception>
    public static Listener Open(ServerOptions options)
    {
        IPAddress address = options.Address;
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };

            // Never two servers on a port. .NET lets a port be bound again while old connections linger, on every system; ReuseAddress,
            // which looks as if it were for that, lets two listeners share it.
            socket.ExclusiveAddressUse = true;
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, options.Port));
            socket.Listen(int.MaxValue);
            return new Listener(socket, options);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new ChatException(
                ChatFailure.AddressInUse,
                $"Cannot listen on {new IPEndPoint(address, options.Port)}: {e.Message}. Choose another port, or 0 for any free one.",
                e);
        }
    }

    /// <summary>False while it pauses; then it is not to be selected, since it would be ready all the time.</summary>
    public bool IsOpen(long now) => now >= _resumeAt;

    /// <summary>When the pause ends; in the past when there is none.</summary>
    public long ResumeAt => _resumeAt;

    /// <summary>A descriptor came free.</summary>
    public void Resume() => _resumeAt = long.MinValue;

    /// <summary>The next connection, or null when there is none now.</summary>
    public Socket? Accept(long now)
    {
        if (!IsOpen(now) || !Socket.Poll(0, SelectMode.SelectRead))
            return null;
        try
        {
            return Prepare(_options.Accept(Socket));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset
            or SocketError.WouldBlock or SocketError.Interrupted)
        {
            return null; // who knocked is gone already
        }
        catch (SocketException)
        {
            // Out of descriptors or memory, as a rule. Who knocks stays in the system's queue; trying again at once would spin.
            _resumeAt = now + PauseMs;
            return null;
        }
    }

    public void Dispose() => Socket.Dispose();

    private Socket Prepare(Socket socket)
    {
        try
        {
            socket.Blocking = false;
            socket.NoDelay = true;
            socket.SendBufferSize = _options.SendBufferSize;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }
}
