using System.Collections.Generic;

namespace ChatPS.Server;

/// <summary>
/// Byte arrays for the send queues, in sizes of powers of two from 1 KiB to 1 MiB, so that a connection with nothing to send holds none.
/// For one thread. (netstandard2.0 has no ArrayPool, and the module has no dependencies.)
/// </summary>
internal sealed class BufferPool
{
    private const int SmallestBits = 10;
    private const int Sizes = 11;

    // What each size keeps for later at most, so that a burst does not hold its memory for ever.
    private const int KeptBytes = 4 * 1024 * 1024;

    private readonly Stack<byte[]>[] _free = new Stack<byte[]>[Sizes];

    public BufferPool()
    {
        for (int i = 0; i < Sizes; i++)
            _free[i] = new Stack<byte[]>();
    }

    /// <summary>An array of at least <paramref name="count"/> bytes, with anything in it.</summary>
    public byte[] Rent(int count)
    {
        int size = 0;
        while (1 << (SmallestBits + size) < count)
            size++;
        if (size >= Sizes)
            return new byte[count];
        return _free[size].Count > 0 ? _free[size].Pop() : new byte[1 << (SmallestBits + size)];
    }

    public void Return(byte[] buffer)
    {
        int size = 0;
        while (size < Sizes && 1 << (SmallestBits + size) != buffer.Length)
            size++;
        if (size < Sizes && (_free[size].Count + 1) * buffer.Length <= KeptBytes)
            _free[size].Push(buffer);
    }
}
