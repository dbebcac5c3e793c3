using System;
using System.Net.Sockets;
using ChatPS.Net;

namespace ChatPS.Server;

/// <summary>What waits to be sent to one connection, and how its reader keeps up. Times are milliseconds of the loop's clock.</summary>
internal sealed class PeerOutput(SocketChannel channel, BufferPool pool)
{
    private readonly SendQueue _queue = new(pool);
    private long _behindSince;
    private long _tookAt;

    /// <summary>Bytes that wait.</summary>
    public int Count => _queue.Count;

    /// <summary>Bytes that the system has taken.</summary>
    public long Sent { get; private set; }

    /// <summary>Nothing waits, encrypted or not.</summary>
    public bool IsSent => _queue.Count == 0 && channel.IsFlushed;

    /// <summary>Bytes of memory that these take.</summary>
    public int Capacity => _queue.Capacity;

    /// <summary>The socket did not take all; another try is worth it only when it says that it has room.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Its <see cref="Congestion"/> has noted that it is far behind.</summary>
    public bool IsBehind { get; private set; }

    public void Add(byte[] frames, int offset, int count) => _queue.Add(frames, offset, count);

    public void AddShared(byte[] frames) => _queue.AddShared(frames);

    public void Clear() => _queue.Clear();

    /// <summary>The socket has room again.</summary>
    public void Unblock() => IsBlocked = false;

    /// <summary>Sends what the socket takes.</summary>
    /// <param name="now">The time.</param>
    /// <param name="failed">The connection is broken.</param>
    /// <returns>True when the socket took something.</returns>
    public bool Send(long now, out bool failed)
    {
        failed = false;
        if (IsBlocked || IsSent)
            return false;
        int taken = _queue.Flush(channel, out SocketError error);
        if (error == SocketError.Success)
            channel.Flush(out error);
        IsBlocked = channel.IsReady ? !IsSent : !channel.IsFlushed; // before that, room in the socket helps nobody
        failed = error is not (SocketError.Success or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable or SocketError.Interrupted);
        if (taken == 0)
            return false;
        _tookAt = now;
        Sent += taken;
        return true;
    }

    public void StartBehind(long now)
    {
        IsBehind = true;
        _behindSince = now;
    }

    public void EndBehind() => IsBehind = false;

    /// <summary>Whether others wait for it: it took something lately, or has just fallen behind, and it has not been behind for too long.</summary>
    public bool IsSpared(long now) =>
        now - _behindSince <= ServerLimits.SpareMs && (!IsBlocked || now - Math.Max(_tookAt, _behindSince) <= ServerLimits.StillReadsMs);
}
