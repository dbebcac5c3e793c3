using System.Collections.Generic;
using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>
/// Readiness by Socket.Select, which every system has. Each wait costs a look at every watched socket. The lists of a select keep their
/// order, so one walk over the watched sockets finds the owner of each ready one without a table.
/// </summary>
internal sealed class SelectSet : IReadinessSet
{
    // A million milliseconds are still an int of microseconds.
    private const int LongestWait = 1_000_000;

    private readonly List<WatchedSocket> _watched = [];
    private readonly List<WatchedSocket> _ready = [];
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];

    /// <inheritdoc/>
    public int Capacity => ServerLimits.MaxSelected;

    /// <inheritdoc/>
    public int ReadyCount => _ready.Count;

    /// <inheritdoc/>
    public WatchedSocket this[int index] => _ready[index];

    /// <inheritdoc/>
    public void Watch(WatchedSocket socket, Interest interest)
    {
        if (socket.Interest == Interest.None && interest != Interest.None)
            Add(socket);
        else if (socket.Interest != Interest.None && interest == Interest.None)
            Remove(socket);
        socket.Interest = interest;
    }

    /// <inheritdoc/>
    public void Wait(int milliseconds)
    {
        _readable.Clear();
        _writable.Clear();
        _ready.Clear();
        foreach (WatchedSocket socket in _watched)
        {
            if ((socket.Interest & Interest.Read) != 0)
                _readable.Add(socket.Socket);
            if ((socket.Interest & Interest.Write) != 0)
                _writable.Add(socket.Socket);
        }

        if (_watched.Count == 0)
            return;
        int microseconds = milliseconds < 0 ? -1 : System.Math.Min(milliseconds, LongestWait) * 1000;
        Socket.Select(_readable, _writable.Count > 0 ? _writable : null, null, microseconds);
        CollectReady();
    }

    public void Dispose()
    {
    }

    private void CollectReady()
    {
        int read = 0;
        int write = 0;
        foreach (WatchedSocket socket in _watched)
        {
            socket.Ready = Take(_readable, ref read, socket, Interest.Read) | Take(_writable, ref write, socket, Interest.Write);
            if (socket.Ready != Interest.None)
                _ready.Add(socket);
        }
    }

    private static Interest Take(List<Socket> ready, ref int at, WatchedSocket socket, Interest interest)
    {
        if (at >= ready.Count || !ReferenceEquals(ready[at], socket.Socket))
            return Interest.None;
        at++;
        return interest;
    }

    private void Add(WatchedSocket socket)
    {
        socket.Slot = _watched.Count;
        _watched.Add(socket);
    }

    private void Remove(WatchedSocket socket)
    {
        WatchedSocket last = _watched[_watched.Count - 1];
        _watched[socket.Slot] = last;
        last.Slot = socket.Slot;
        _watched.RemoveAt(_watched.Count - 1);
    }
}
