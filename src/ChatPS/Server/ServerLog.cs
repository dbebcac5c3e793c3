using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace ChatPS.Server;

/// <summary>
/// The newest events of a server, for all who read along: each keeps its own place. Written by the loop's thread, safe from any.
/// </summary>
internal sealed class ServerLog(Func<DateTime> clock, int capacity = ServerLimits.LogCapacity)
{
    // Guards the ring and the end; a reader waits on it.
    private readonly object _gate = new();
    private readonly ChatServerEvent[] _ring = new ChatServerEvent[capacity];
    private readonly List<WakeSocket> _watchers = [];
    private long _count;
    private bool _hasEnded;
    private int _messageReaders;

    /// <summary>How many events there have ever been: the place of the next one.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Whether somebody wants to know what is said.</summary>
    public bool RecordsMessages => Volatile.Read(ref _messageReaders) > 0;

    /// <summary>Records what is said until <see cref="EndMessages"/> was called as often.</summary>
    public void BeginMessages() => Interlocked.Increment(ref _messageReaders);

    public void EndMessages() => Interlocked.Decrement(ref _messageReaders);

    public void Add(ChatServerEventKind kind, string? name = null, string? address = null, string? reason = null)
    {
        var happened = new ChatServerEvent(clock(), kind, name, address, reason);
        lock (_gate)
        {
            _ring[_count++ % capacity] = happened;
            Monitor.PulseAll(_gate);
            foreach (WakeSocket watcher in _watchers)
                watcher.Wake();
        }
    }

    /// <summary>Has a socket become readable at each event, for one who waits for other sockets as well.</summary>
    public void Watch(WakeSocket watcher)
    {
        lock (_gate)
            _watchers.Add(watcher);
    }

    public void Unwatch(WakeSocket watcher)
    {
        lock (_gate)
            _watchers.Remove(watcher);
    }

    /// <summary>Adds what a connection did.</summary>
    public void Add(ChatServerEventKind kind, Peer peer, string? reason = null) =>
        Add(kind, peer.Name, peer.Gate.Address.Text, reason);

    /// <summary>There will be no more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The events from a place on, oldest first, at most 1000, and moves the place behind them. Where some are no longer kept, the first says so.</summary>
    public IReadOnlyList<ChatServerEvent> Read(ref long place)
    {
        const int Most = 1000;
        var events = new List<ChatServerEvent>();
        lock (_gate)
        {
            long first = Math.Max(place, _count - capacity);
            if (first > place)
                events.Add(new ChatServerEvent(clock(), ChatServerEventKind.Missing, null, null, $"{first - place} events are no longer kept"));
            for (place = first; place < _count && events.Count < Most; place++)
                events.Add(_ring[place % capacity]);
        }

        return events;
    }

    /// <summary>Waits for an event behind a place.</summary>
    /// <returns>False when there is none and will be none.</returns>
    public bool Wait(long place, int milliseconds)
    {
        lock (_gate)
        {
            if (place >= _count && !_hasEnded)
                Monitor.Wait(_gate, milliseconds);
            return place < _count || !_hasEnded;
        }
    }

    /// <summary>Waits until there will be no more.</summary>
    /// <returns>Whether that is so.</returns>
    public bool WaitForEnd(int milliseconds)
    {
        var waited = Stopwatch.StartNew();
        lock (_gate)
        {
            for (long left = milliseconds; !_hasEnded && left > 0; left = milliseconds - waited.ElapsedMilliseconds)
                Monitor.Wait(_gate, (int)left);
            return _hasEnded;
        }
    }
}
