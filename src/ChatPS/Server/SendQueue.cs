using System;
using System.Collections.Generic;
using System.Net.Sockets;
using ChatPS.Net;

namespace ChatPS.Server;

/// <summary>
/// Bytes for one socket: gathered during a turn and sent in one call. It holds no memory while it is empty. Long answers that many
/// get are queued as shared blocks, without a copy.
/// </summary>
internal sealed class SendQueue(BufferPool pool)
{
    // What goes before the buffer: shared blocks, and buffers that such a block came after. Normally there are none.
    private Queue<Block>? _blocks;
    private int _blockBytes;
    private int _blockCapacity;

    private byte[]? _buffer;
    private int _head;
    private int _tail;

    /// <summary>Bytes that wait.</summary>
    public int Count => _blockBytes + _tail - _head;

    /// <summary>Bytes of memory that it holds, however little of that is filled. Shared blocks do not count.</summary>
    public int Capacity => (_buffer?.Length ?? 0) + _blockCapacity;

    /// <summary>Copies bytes to the end.</summary>
    public void Add(byte[] bytes, int offset, int count)
    {
        if (_buffer is null || _tail + count > _buffer.Length)
            MakeRoom(count);
        Buffer.BlockCopy(bytes, offset, _buffer!, _tail, count);
        _tail += count;
    }

    /// <summary>Puts bytes that never change at the end, as they are.</summary>
    public void AddShared(byte[] bytes)
    {
        _blocks ??= new Queue<Block>();
        if (_buffer is not null)
            Push(new Block(_buffer, _head, _tail, isShared: false));
        _buffer = null;
        _head = _tail = 0;
        Push(new Block(bytes, 0, bytes.Length, isShared: true));
    }

    /// <summary>Sends as much as the channel takes.</summary>
    /// <param name="channel">Where to.</param>
    /// <param name="error">What the system said when it did not take all.</param>
    /// <returns>How many bytes it took.</returns>
    public int Flush(SocketChannel channel, out SocketError error)
    {
        error = SocketError.Success;
        int taken = 0;
        while (_blocks is { Count: > 0 } && error == SocketError.Success)
        {
            Block block = _blocks.Peek();
            int sent = channel.Send(block.Bytes, block.Head, block.Tail - block.Head, out error);
            taken += sent;
            _blockBytes -= sent;
            block.Head += sent;
            if (block.Head < block.Tail)
                return taken;
            Pop();
        }

        if (_buffer is null || error != SocketError.Success)
            return taken;
        int last = channel.Send(_buffer, _head, _tail - _head, out error);
        _head += last;
        if (_head == _tail)
            ReturnBuffer();
        return taken + last;
    }

    public void Clear()
    {
        ReturnBuffer();
        while (_blocks is { Count: > 0 })
            Pop();
        _blockBytes = 0;
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
            pool.Return(_buffer);
        _buffer = null;
        _head = _tail = 0;
    }

    private void Push(Block block)
    {
        _blocks!.Enqueue(block);
        _blockBytes += block.Tail - block.Head;
        _blockCapacity += block.IsShared ? 0 : block.Bytes.Length;
    }

    private void Pop()
    {
        Block block = _blocks!.Dequeue();
        if (_blocks.Count == 0)
            _blocks = null;
        if (block.IsShared)
            return;
        _blockCapacity -= block.Bytes.Length;
        pool.Return(block.Bytes);
    }

    // The rest moves to the front only when that frees half of the buffer: otherwise each byte would move often.
    private void MakeRoom(int count)
    {
        int left = _tail - _head;
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

    private sealed class Block(byte[] bytes, int head, int tail, bool isShared)
    {
        public byte[] Bytes { get; } = bytes;

        public int Head { get; set; } = head;

        public int Tail { get; } = tail;

        public bool IsShared { get; } = isShared;
    }
}
