using System;
using System.Collections.Generic;
using System.Net.Sockets;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// One connected socket and its decoder. Nothing here blocks but <see cref="Wait"/>, for one slice.
/// One thread may read while another writes; each side alone is for one thread at a time.
/// </summary>
internal sealed class FrameTransport : IDisposable
{
    // Some 700 short messages. More at a time would save next to nothing, and their objects would outlive many collections.
    private const int ReceiveSize = 16 * 1024;
    private const int SendSize = 32 * 1024;

    // Gathered frames are sent at this amount at the latest.
    private const int GatherUpTo = SendSize / 2;

    private readonly FrameCodec _codec = new();
    private readonly byte[] _received = new byte[ReceiveSize];
    private readonly object _outgoing = new();
    private readonly byte[] _unsent = new byte[SendSize];
    private int _unsentAt;
    private int _unsentEnd;

    public FrameTransport(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    /// <summary>True while bytes of an accepted frame wait for room in the socket.</summary>
    public bool HasUnsent
    {
        get
        {
            lock (_outgoing)
                return _unsentAt < _unsentEnd;
        }
    }

    /// <summary>Accepts a frame behind those that are not sent yet, and sends what the socket takes.</summary>
    /// <param name="frame">The frame; copied.</param>
    /// <param name="gather">Leaves it to a later <see cref="Flush"/> to send, unless much has been gathered.</param>
    /// <returns>False, with nothing accepted, while there is no room for it.</returns>
    /// <exception cref="SocketException">The connection is gone.</exception>
    public bool TryAccept(byte[] frame, bool gather)
    {
        lock (_outgoing)
        {
            if (!HasRoom(frame.Length))
                Flush();
            if (!HasRoom(frame.Length))
                return false;
            Buffer.BlockCopy(frame, 0, _unsent, _unsentEnd, frame.Length);
            _unsentEnd += frame.Length;
            if (!gather || _unsentEnd - _unsentAt >= GatherUpTo)
                Flush();
            return true;
        }
    }

    /// <summary>Sends what the socket takes of the accepted bytes.</summary>
    /// <returns>True when nothing is left unsent.</returns>
    /// <exception cref="SocketException">The connection is gone.</exception>
    public bool Flush()
    {
        lock (_outgoing)
        {
            while (_unsentAt < _unsentEnd)
            {
                int taken = Socket.Send(_unsent, _unsentAt, _unsentEnd - _unsentAt, SocketFlags.None, out SocketError error);
                if (error == SocketError.WouldBlock)
                    return false;
                if (error != SocketError.Success)
                    throw new SocketException((int)error);
                _unsentAt += taken;
            }

            return true;
        }
    }

    /// <summary>Takes the frame accepted last back, as long as none of its bytes was sent.</summary>
    /// <returns>False when some were: the rest of it goes out with the next <see cref="Flush"/>.</returns>
    public bool TryWithdraw(byte[] frame)
    {
        lock (_outgoing)
        {
            if (_unsentEnd - _unsentAt < frame.Length)
                return false;
            _unsentEnd -= frame.Length;
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

    // Moves what is unsent to the front when that gives the room.
    private bool HasRoom(int count)
    {
        int unsent = _unsentEnd - _unsentAt;
        if (SendSize - _unsentEnd < count && unsent + count <= SendSize)
        {
            Buffer.BlockCopy(_unsent, _unsentAt, _unsent, 0, unsent);
            _unsentAt = 0;
            _unsentEnd = unsent;
        }

        return SendSize - _unsentEnd >= count;
    }

    /// <summary>Tells the other side that nothing more will be sent.</summary>
    /// <returns>False while something is still unsent.</returns>
    /// <exception cref="SocketException">The connection is gone.</exception>
    public bool TryEndSending()
    {
        if (!Flush())
            return false;
        Socket.Shutdown(SocketShutdown.Send);
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
