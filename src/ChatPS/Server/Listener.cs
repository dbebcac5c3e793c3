using System;
using System.Net;
using System.Net.Sockets;
using ChatPS.Net;

namespace ChatPS.Server;

/// <summary>The listening socket: how it binds and accepts, and when it pauses.</summary>
internal sealed class Listener : IDisposable
{
    private readonly ServerOptions _options;
    private long _resumeAt = long.MinValue;

    private Listener(Socket socket, ServerOptions options)
    {
        Socket = socket;
        _options = options;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    public Socket Socket { get; }

    /// <summary>The address, and the real port.</summary>
    public IPEndPoint EndPoint { get; }

    /// <exception cref="ChatException">The address cannot be listened on.</exception>
    public static Listener Open(ServerOptions options)
    {
        IPAddress address = options.Address;
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };

            // Never two servers on a port, so this and never ReuseAddress. On Linux and macOS .NET takes it as said already, and sets
            // SO_REUSEADDR in Bind (SystemNative_Bind of dotnet/runtime): there that lets a port be bound while closed connections
            // linger, and never two listeners on an address. On Windows it is SO_EXCLUSIVEADDRUSE. Microsoft ("Using SO_REUSEADDR
            // and SO_EXCLUSIVEADDRUSE") wants it in every server, as without it the same user's next server on 127.0.0.1 shares
            // the port of one on 0.0.0.0; its price is that the port stays taken until the accepted connections have ended.
            socket.ExclusiveAddressUse = true;
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;

            // Accepted sockets inherit it. Set on them, it would come too late: the other side has seen a larger window by then, sends
            // segments that do not fit in this one, and waits a fifth of a second for each.
            socket.ReceiveBufferSize = IPAddress.IsLoopback(address) ? ServerLimits.LoopbackReceiveBufferSize : ServerLimits.ReceiveBufferSize;
            socket.Bind(new IPEndPoint(address, options.Port));
            socket.Listen(int.MaxValue);
            return new Listener(socket, options);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            if (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
                throw NoDescriptors(e);
            throw new ChatException(
                ChatFailure.AddressInUse,
                $"Cannot listen on {new IPEndPoint(address, options.Port)}: {e.Message}. Choose another port, or 0 for any free one.",
                e);
        }
    }

    public static ChatException NoDescriptors(SocketException e) => new(
        ChatFailure.OutOfResources,
        $"The system has no socket left for a server: {e.Message}. Close what is not needed, or raise the limit of open files.",
        e);

    /// <summary>False while it pauses; then it must not be waited for, because it would be ready all the time.</summary>
    public bool IsOpen(long now) => now >= _resumeAt;

    /// <summary>When the pause ends; in the past when there is no pause.</summary>
    public long ResumeAt => _resumeAt;

    /// <summary>Accepts nobody for a while, or until <see cref="Resume"/>.</summary>
    public void Pause(long now) => _resumeAt = now + ServerLimits.AcceptPauseMs;

    /// <summary>Ends the pause: a descriptor was freed.</summary>
    public void Resume() => _resumeAt = long.MinValue;

    /// <summary>Takes the next connection; null when there is none.</summary>
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
            return null; // the client has given up already
        }
        catch (SocketException)
        {
            // Normally out of descriptors or memory. The connection stays in the system's queue.
            Pause(now);
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
            TcpKeepAlive.Apply(socket, ServerLimits.OwedMs);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }
}
