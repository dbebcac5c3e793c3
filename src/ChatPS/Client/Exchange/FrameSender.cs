using System;

namespace ChatPS.Client;

/// <summary>
/// Frames on their way out: they are gathered, so that many share a send, and go out whole and in order. Never blocks.
/// The connection's lock guards it.
/// </summary>
internal sealed class FrameSender
{
    private readonly FrameTransport _transport;
    private readonly byte[] _unsent = new byte[ClientLimits.SendBytes];
    private int _start;
    private int _end;

    public FrameSender(FrameTransport transport) => _transport = transport;

    /// <summary>Bytes that the socket has taken.</summary>
    public long SentCount { get; private set; }

    /// <summary>Bytes that were accepted.</summary>
    public long AcceptedCount => SentCount + (_end - _start);

    /// <summary>True while bytes of an accepted frame wait for room in the socket.</summary>
    public bool HasUnsent => _start < _end || !_transport.IsFlushed;

    /// <summary>Accepts a frame behind those that are not sent yet, and sends what the socket takes.</summary>
    /// <param name="frame">The frame; copied.</param>
    /// <param name="gather">Leaves it to a later <see cref="TryFlush"/> to send, unless much has been gathered.</param>
    /// <returns>False, with nothing accepted, while there is no room for it.</returns>
    public bool TryAccept(byte[] frame, bool gather)
    {
        if (!MakeRoom(frame.Length))
            TryFlush();
        if (!MakeRoom(frame.Length))
            return false;
        Buffer.BlockCopy(frame, 0, _unsent, _end, frame.Length);
        _end += frame.Length;
        if (!gather || _end - _start >= ClientLimits.GatherBytes)
            TryFlush();
        return true;
    }

    /// <summary>Sends what the socket takes of the accepted bytes.</summary>
    /// <returns>True when nothing is left unsent.</returns>
    public bool TryFlush()
    {
        while (_start < _end)
        {
            int taken = _transport.Send(_unsent, _start, _end - _start);
            if (taken == 0)
                return false;
            Array.Clear(_unsent, _start, taken); // a login is not kept
            _start += taken;
            SentCount += taken;
        }

        return _transport.Flush();
    }

    /// <summary>Takes the frame accepted last back, as long as none of its bytes was sent.</summary>
    /// <returns>False when some were: the rest of it goes out with the next <see cref="TryFlush"/>.</returns>
    public bool TryWithdraw(byte[] frame)
    {
        if (_end - _start < frame.Length)
            return false;
        _end -= frame.Length;
        Array.Clear(_unsent, _end, frame.Length);
        return true;
    }

    // Moves what is unsent to the front when that makes the room.
    private bool MakeRoom(int count)
    {
        int unsent = _end - _start;
        if (_unsent.Length - _end < count && unsent + count <= _unsent.Length)
        {
            Buffer.BlockCopy(_unsent, _start, _unsent, 0, unsent);
            _start = 0;
            _end = unsent;
        }

        return _unsent.Length - _end >= count;
    }
}
