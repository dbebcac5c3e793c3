using System;

namespace ChatPS.Net;

/// <summary>Bytes in at the end, out at the front. It holds no memory while it is empty. For one thread.</summary>
internal sealed class ByteQueue
{
    private const int Smallest = 1024;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    public int Count => _end - _start;

    /// <summary>What is in it, to be looked at before <see cref="Skip"/>.</summary>
    public ArraySegment<byte> Content => new(_bytes, _start, Count);

    public void Add(byte[] bytes, int offset, int count)
    {
        if (_bytes.Length - _end < count)
            MakeRoom(count);
        Buffer.BlockCopy(bytes, offset, _bytes, _end, count);
        _end += count;
    }

    /// <summary>Takes as many bytes as there are and fit.</summary>
    public int Take(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(count, Count);
        Buffer.BlockCopy(_bytes, _start, buffer, offset, taken);
        Skip(taken);
        return taken;
    }

    /// <summary>Drops bytes from the front.</summary>
    public void Skip(int count)
    {
        _start += count;
        if (_start == _end)
            Clear();
    }

    public void Clear()
    {
        _bytes = [];
        _start = _end = 0;
    }

    private void MakeRoom(int count)
    {
        int needed = Count + count;
        byte[] room = needed <= _bytes.Length / 2 ? _bytes : new byte[Math.Max(Smallest, needed + (needed / 2))];
        Buffer.BlockCopy(_bytes, _start, room, 0, Count);
        _end = Count;
        _start = 0;
        _bytes = room;
    }
}
