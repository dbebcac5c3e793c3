using System;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Whole frames, one behind the other, and whom they are for.</summary>
internal struct Delivery
{
    /// <summary>Null for everybody inside.</summary>
    public Participant? To;

    /// <summary>The one who is left out when it is for everybody.</summary>
    public Participant? Except;
    /// <summary>The block that holds the frames, where it is one that others get as well; else null, and they are in <see cref="OutgoingFrames.Bytes"/>.</summary>
    public byte[]? Shared;
    public int Offset;
    public int Count;
}

/// <summary>
/// What the room says, as frames in one buffer, in order. Each frame is encoded once however many it is for, and neighbours
/// for the same participant are one delivery: a burst of messages to all is one copy for each peer.
/// <para>"Everybody" means those inside when it is dispatched, so dispatch and <see cref="Clear"/> before another one's request, or a leave.</para>
/// </summary>
internal sealed class OutgoingFrames(int initialSize = OutgoingFrames.InitialSize)
{
    private const int InitialSize = 8 * 1024;
    private Delivery[] _items = new Delivery[16];

    /// <summary>The frames; replaced when it has to grow.</summary>
    public byte[] Bytes { get; private set; } = new byte[initialSize];

    public int ByteCount { get; private set; }

    public int Count { get; private set; }

    /// <summary>All bytes that were ever added, for reckoning what a request caused.</summary>
    public long TotalBytes { get; private set; }

    public Delivery this[int index] => _items[index];

    /// <summary>Adds a frame with an ASCII payload.</summary>
    public void Add(Participant? to, string payload, Participant? except = null)
    {
        int at = Begin(payload.Length);
        ByteCount = at + Encoding.ASCII.GetBytes(payload, 0, payload.Length, Bytes, at);
        Address(to, ProtocolConstants.HeaderLength + payload.Length, except);
    }

    /// <summary>Adds a frame whose payload is a prefix and a piece of bytes, as they are.</summary>
    public void Add(Participant? to, byte[] prefix, byte[] bytes, int offset, int count)
    {
        int at = Begin(prefix.Length + count);
        Buffer.BlockCopy(prefix, 0, Bytes, at, prefix.Length);
        Buffer.BlockCopy(bytes, offset, Bytes, at + prefix.Length, count);
        ByteCount = at + prefix.Length + count;
        Address(to, ProtocolConstants.HeaderLength + prefix.Length + count);
    }

    /// <summary>Adds encoded frames in a block that never changes, without a copy.</summary>
    public void AddShared(Participant to, byte[] frames)
    {
        TotalBytes += frames.Length;
        Append(new Delivery { To = to, Shared = frames, Count = frames.Length });
    }

    public void Clear()
    {
        Array.Clear(_items, 0, Count);
        Count = 0;
        ByteCount = 0;
        if (Bytes.Length > 64 * InitialSize)
            Bytes = new byte[InitialSize];
    }

    private int Begin(int payloadLength)
    {
        Reserve(ProtocolConstants.MaxFrame);
        return FrameCodec.WriteHeader(Bytes, ByteCount, payloadLength);
    }

    private void Reserve(int count)
    {
        if (ByteCount + count <= Bytes.Length)
            return;
        var larger = new byte[Math.Max(Bytes.Length * 2, ByteCount + count)];
        Buffer.BlockCopy(Bytes, 0, larger, 0, ByteCount);
        Bytes = larger;
    }

    private void Address(Participant? to, int count, Participant? except = null)
    {
        TotalBytes += count;
        if (Count > 0 && _items[Count - 1].Shared is null
            && ReferenceEquals(_items[Count - 1].To, to) && ReferenceEquals(_items[Count - 1].Except, except))
        {
            _items[Count - 1].Count += count;
            return;
        }

        Append(new Delivery { To = to, Except = except, Offset = ByteCount - count, Count = count });
    }

    private void Append(in Delivery delivery)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = delivery;
    }
}
