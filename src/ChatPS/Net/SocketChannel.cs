using System;
using System.Net.Sockets;

namespace ChatPS.Net;

/// <summary>The bytes of one connected, non-blocking socket, plain or encrypted. Nothing here blocks. The owner guards it.</summary>
internal abstract class SocketChannel : IDisposable
{
    protected SocketChannel(Socket socket) => Socket = socket;

    /// <summary>For waiting; what goes through it is the channel's.</summary>
    public Socket Socket { get; }

    /// <summary>False while bytes that <see cref="Send"/> took wait for room in the socket.</summary>
    public abstract bool IsFlushed { get; }

    /// <summary>False until bytes can be exchanged: until then <see cref="Send"/> takes none.</summary>
    public abstract bool IsReady { get; }

    /// <summary>What went wrong above the socket, for the error message; null while nothing did.</summary>
    public abstract Exception? Failure { get; }

    /// <summary>Room that <see cref="Receive"/> needs beyond what it takes from the socket: what had come before may become readable with it.</summary>
    public abstract int Reserve { get; }

    /// <summary>Takes what has arrived. With room for the reserve, nothing is left that the socket would not announce.</summary>
    /// <returns>How many bytes; 0 with <see cref="SocketError.Success"/> is the end of the stream.</returns>
    public abstract int Receive(byte[] buffer, int offset, int count, out SocketError error);

    /// <summary>Takes bytes to send, and sends what the socket takes.</summary>
    /// <returns>How many bytes were taken, perhaps none.</returns>
    public abstract int Send(byte[] bytes, int offset, int count, out SocketError error);

    /// <summary>Sends what was taken.</summary>
    /// <returns>True when nothing of it is left.</returns>
    public abstract bool Flush(out SocketError error);

    /// <summary>Announces that nothing more will be sent.</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public abstract void ShutdownSend();

    public virtual void Dispose() => Socket.Dispose();
}
