using System;
using System.Collections.Generic;
using System.Net.Sockets;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// One connected socket and its decoder. Nothing here blocks but <see cref="Wait"/>, for one slice.
/// One thread may read while another writes; each side alone is for one thread at a time.
/// </summary>
internal sealed class ChatConnection : IDisposable
{
    private const int ReceiveSize = 64 * 1024;

    private readonly FrameCodec _codec = new();
    private readonly byte[] _received = new byte[ReceiveSize];
    private readonly object _outgoing = new();
    private byte[] _unsent = Array.Empty<byte>();
    private int _unsentAt;

    public ChatConnection(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    /// <summary>True while bytes of an accepted frame wait for room in the socket.</summary>
    public bool HasUnsent
    {
        get
        {
            lock (_outgoing)
                return _unsentAt < _unsent.Length;
        }
    }

    /// <summary>
    /// Accepts the bytes of whole frames and sends as much as the socket takes; <see cref="Flush"/> sends the rest.
    /// </summary>
    /// <returns>False, with nothing accepted, while bytes accepted before are still unsent.</returns>
    /// <exception cref="SocketException">The connection is gone.</exception>
    public bool TrySend(byte[] frames)
    {
        lock (_outgoing)
        {
            if (!Flush())
                return false;
            _unsent = frames;
            _unsentAt = 0;
            Flush();
            return true;
        }
    }

    /// <summary>Sends what the socket takes of the unsent bytes.</summary>
    /// <returns>True when nothing is left unsent.</returns>
    /// <exception cref="SocketException">The connection is gone.</exception>
    public bool Flush()
    {
        lock (_outgoing)
        {
            while (_unsentAt < _unsent.Length)
            {
                int taken = Socket.Send(_unsent, _unsentAt, _unsent.Length - _unsentAt, SocketFlags.None, out SocketError error);
                if (error == SocketError.WouldBlock)
                    return false;
                if (error != SocketError.Success)
                    throw new SocketException((int)error);
                _unsentAt += taken;
            }

            return true;
        }
    }

    /// <summary>Takes accepted bytes back, as long as none of them was sent.</summary>
    /// <returns>False when some were: <see cref="Flush"/> must send the rest, or the frames are cut.</returns>
    public bool TryWithdraw()
    {
        lock (_outgoing)
        {
            if (_unsentAt > 0)
                return false;
            _unsent = Array.Empty<byte>();
            return true;
        }
    }

    /// <summary>Waits until there is something to read, or room to write where that is asked for.</summary>
    public void Wait(bool read, bool write, int milliseconds)
    {
        if (!write)
        {
            Socket.Poll(milliseconds * 1000, SelectMode.SelectRead);
            return;
        }

        List<Socket>? readable = read ? [Socket] : null;
        List<Socket> writable = [Socket];
        Socket.Select(readable, writable, null, milliseconds * 1000);
    }

    /// <summary>Reads once, what is there, and hands every whole frame to <paramref name="onFrame"/>; the payload is good during the call only.</summary>
    /// <returns>False when there was nothing to read.</returns>
    /// <exception cref="ChatException">The other side closed, maybe within a frame.</exception>
    /// <exception cref="ChatProtocolException">A bad header; the frames before it were handed out.</exception>
    /// <exception cref="SocketException">The connection is gone.</exception>
    public bool TryReceive(Action<ArraySegment<byte>> onFrame)
    {
        int count = Socket.Receive(_received, 0, ReceiveSize, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return false;
        if (error != SocketError.Success)
            throw new SocketException((int)error);
        if (count == 0)
            throw new ChatException(ChatFailure.ConnectionLost, "The server closed the connection" + (_codec.InsideFrame ? " in the middle of a frame." : "."));
        _codec.Feed(_received, 0, count);
        while (_codec.TryRead(out ArraySegment<byte> payload))
            onFrame(payload);
        return true;
    }

    /// <summary>Ends the connection. Waits of other threads on it end at once or within their slice.</summary>
    public void Dispose()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side was faster.
        }

        Socket.Dispose();
    }
}
