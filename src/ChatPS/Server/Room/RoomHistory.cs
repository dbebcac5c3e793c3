using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// The last messages to all, for who logs in later. Whoever was here before is not sent again what it was sent then. For the loop's thread.
/// </summary>
internal sealed class RoomHistory(int capacity, Func<DateTime> clock)
{
    // Names that are remembered; a storm of them makes the server forget all, and the next login is sent something twice.
    private const int MostNames = 10_000;

    private readonly byte[][] _frames = new byte[capacity][];
    private readonly Dictionary<string, long> _leftAt = new(StringComparer.OrdinalIgnoreCase);
    private long _count;
    private byte[]? _all;

    /// <summary>Adds what somebody says to all.</summary>
    public void Add(string name, ArraySegment<byte> text)
    {
        if (capacity == 0)
            return;
        var frames = new OutgoingFrames(2 * ProtocolConstants.MaxFrame);
        ChatRoom.Relay(null, Encoding.ASCII.GetBytes(ServerText.HistoryPrefix(clock().ToString("HH:mm", CultureInfo.InvariantCulture), name)), text, frames);
        var bytes = new byte[frames.ByteCount];
        Buffer.BlockCopy(frames.Bytes, 0, bytes, 0, bytes.Length);
        _frames[_count++ % capacity] = bytes;
        _all = null;
    }

    /// <summary>Somebody leaves who has been sent all so far.</summary>
    public void NoteLeave(string name)
    {
        if (capacity == 0)
            return;
        if (_leftAt.Count >= MostNames)
            _leftAt.Clear();
        _leftAt[name] = _count;
    }

    /// <summary>What somebody is to be sent that logs in: whole frames, perhaps none, in a block that never changes.</summary>
    public byte[] FramesFor(string name)
    {
        long first = Math.Max(0, _count - capacity);
        return _leftAt.TryGetValue(name, out long left) && left > first ? Join(left) : _all ??= Join(first);
    }

    private byte[] Join(long from)
    {
        int size = 0;
        for (long i = from; i < _count; i++)
            size += _frames[i % capacity].Length;
        var all = new byte[size];
        int at = 0;
        for (long i = from; i < _count; i++)
        {
            byte[] one = _frames[i % capacity];
            Buffer.BlockCopy(one, 0, all, at, one.Length);
            at += one.Length;
        }

        return all;
    }
}
