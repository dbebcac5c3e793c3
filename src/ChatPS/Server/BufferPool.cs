using System.Collections.Generic;

namespace ChatPS.Server;

/// <summary>
/// Byte arrays for the send queues, so that a connection with nothing to send holds none. Arrays of 1 to 32 KiB, in
/// powers of two, are reused; larger ones are needed only for peers that are far behind.
/// For one thread. (netstandard2.0 has no ArrayPool, and the module has no dependencies.)
/// </summary>
internal sealed class BufferPool
{
    private const int SmallestBits = 10;
    private const int Sizes = 6;

    // The most that each size keeps for later, so that the memory of a burst is freed again.
    private const int KeptBytes = 4 * 1024 * 1024;

    private readonly Stack<byte[]>[] _free = new Stack<byte[]>[Sizes];

    public BufferPool()
    {
        for (int i = 0; i < Sizes; i++)
            _free[i] = new Stack<byte[]>();
    }

    /// <summary>Bytes that are rented and not returned.</summary>
    public long RentedBytes { get; private set; }

    /// <summary>An array of at least <paramref name="count"/> bytes, with arbitrary content.</summary>
    public byte[] Rent(int count)
    {
        int size = SizeFor(count);
        byte[] buffer = size < Sizes && _free[size].Count > 0 ? _free[size].Pop() : new byte[1 << (SmallestBits + size)];
        RentedBytes += buffer.Length;
        return buffer;
    }

    public void Return(byte[] buffer)
    {
        RentedBytes -= buffer.Length;
        int size = SizeFor(buffer.Length);
        if (size < Sizes && (_free[size].Count + 1) * buffer.Length <= KeptBytes)
            _free[size].Push(buffer);
    }

    private static int SizeFor(int count)
    {
        int size = 0;
        while (1 << (SmallestBits + size) < count)
            size++;
        return size;
    }
}
