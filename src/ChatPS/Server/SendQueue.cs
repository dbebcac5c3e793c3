using System;
using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>Bytes for one socket: gathered during a turn and sent in one call. It holds no memory while it is empty.</summary>
internal sealed class SendQueue(BufferPool pool)
{
    private byte[]? _buffer;
    private int _head;
    private int _tail;

    public int Count => _tail - _head;

    /// <summary>Bytes of memory that it holds, however little of that is filled.</summary>
    public int Capacity => _buffer?.Length ?? 0;

    public void Add(byte[] bytes, int offset, int count)
    {
        if (_buffer is null || _tail + count > _buffer.Length)
            MakeRoom(count);
        Buffer.BlockCopy(bytes, offset, _buffer!, _tail, count);
        _tail += count;
    }

    /// <summary>Sends as much as the socket, which does not block, takes.</summary>
    /// <returns>How many bytes it took.</returns>
    public int Flush(Socket socket, out SocketError error)
    {
        error = SocketError.Success;
        if (_buffer is null)
            return 0;
        int taken = socket.Send(_buffer, _head, Count, SocketFlags.None, out error);
        _head += taken;
        if (_head == _tail)
            Clear();
        return taken;
    }

    public void Clear()
    {
        if (_buffer is not null)
            pool.Return(_buffer);
        _buffer = null;
        _head = _tail = 0;
    }

    // The rest moves to the front only when that frees half of the buffer: otherwise each byte would move often.
    private void MakeRoom(int count)
    {
        int left = Count;
        byte[]? old = _buffer;
        byte[] room = old is not null && left + count <= old.Length / 2 ? old : pool.Rent(left + count);
        if (old is not null)
            Buffer.BlockCopy(old, _head, room, 0, left);
        if (old is not null && old != room)
            pool.Return(old);
        _buffer = room;
        _head = 0;
        _tail = left;
    }
}
