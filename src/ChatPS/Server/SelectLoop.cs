using System;
using System.Net.Sockets;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// One thread, one wait for the listener, the wake socket and the peers. A turn looks at the peers that are ready, due, or were
/// delivered to: it reads each once, handles what they sent, and then sends each peer all it is owed in one call.
/// </summary>
internal sealed class SelectLoop : IDisposable
{
    private readonly ServerOptions _options;
    private readonly Listener _listener;
    private readonly ChatRoom _room;
    private readonly WakeSocket _wake = new();
    private readonly BufferPool _pool = new();
    private readonly OutgoingFrames _outgoing = new();
    private readonly byte[] _buffer = new byte[ServerLimits.ReadSize];
    private readonly PeerList _peers = new();
    private readonly DeadlineQueue<Peer> _deadlines = new();
    private readonly MemoryPolicy _memory;
    private readonly IReadinessSet _readiness;
    private readonly WatchedSocket _wakeWatch;
    private readonly WatchedSocket _listenerWatch;
    private volatile bool _stopping;

    public SelectLoop(Listener listener, ServerOptions options)
    {
        _listener = listener;
        _options = options;
        _room = new ChatRoom(new LoginList(options.Logins), options.AnnouncePresence);
        _memory = new MemoryPolicy(_peers, _pool, options.MaxQueuedBytes);
        _readiness = options.CreateReadinessSet();
        _wakeWatch = new WatchedSocket(_wake.Socket, _wake);
        _listenerWatch = new WatchedSocket(listener.Socket, listener);
        _readiness.Watch(_wakeWatch, Interest.Read);
    }

    /// <summary>What other threads may see.</summary>
    public ServerStatus Status { get; } = new();

    /// <summary>Who is logged in. From any thread.</summary>
    public string[] GetNames() => _room.Roster.GetNames();

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run()
    {
        while (!_stopping)
            Turn();
        _readiness.Watch(_wakeWatch, Interest.None);
        _readiness.Watch(_listenerWatch, Interest.None);
        _listener.Dispose();
        ServerShutdown.Shutdown(_peers, _buffer, _readiness);
    }

    /// <summary>Ends <see cref="Run"/> soon. From any thread.</summary>
    public void Stop()
    {
        _stopping = true;
        _wake.Wake();
    }

    /// <summary>Makes the loop look at its clock. From any thread.</summary>
    public void Wake() => _wake.Wake();

    public void Dispose()
    {
        _readiness.Dispose();
        _listener.Dispose();
        _peers.ReleaseAll();
        _wake.Dispose();
        _room.Roster.Clear();
        Status.ClientCount = 0;
    }

    private void Turn()
    {
        Wait(_options.Clock());
        Status.CountTurn();
        long now = _options.Clock();
        ProcessReady(now);
        ProcessDue(now);
        if (_peers.Touched.Count >= ServerLimits.ReadAgainFrom)
            ReadAgain(now);
        CloseExpired(now);
        Status.ClientCount = _peers.OpenCount;
        _peers.Flush(now);
        Settle(now);
    }

    private void Wait(long now)
    {
        _readiness.Watch(_listenerWatch, CanAccept(now) ? Interest.Read : Interest.None);
        long next = _listener.IsOpen(now) ? _deadlines.Next : Math.Min(_deadlines.Next, _listener.ResumeAt);
        _readiness.Wait(next == DeadlineQueue<Peer>.Never ? -1 : (int)Math.Max(0, Math.Min(next - now, ServerLimits.LongestWaitMs)));
    }

    private bool CanAccept(long now) => _listener.IsOpen(now)
        && _peers.Count < Math.Min(_options.MaxClient, _readiness.Capacity - ServerLimits.ExtraPeers) + ServerLimits.ExtraPeers;

    private void ProcessReady(long now)
    {
        bool hasNewConnection = false;
        for (int i = 0; i < _readiness.ReadyCount; i++)
        {
            WatchedSocket ready = _readiness[i];
            if (ready.Owner is Peer peer)
                ProcessReady(peer, ready.Ready, now);
            else if (ready == _wakeWatch)
                _wake.Drain();
            else
                hasNewConnection = true;
        }

        if (hasNewConnection)
            Accept(now);
    }

    private void ProcessReady(Peer peer, Interest ready, long now)
    {
        _peers.Touch(peer);
        if ((ready & Interest.Write) != 0)
            peer.Unblock();
        if ((ready & Interest.Read) != 0 && peer.Receive(_buffer))
            Serve(peer, now);
    }

    private void ProcessDue(long now)
    {
        while (_deadlines.TakeDue(now) is Peer peer)
        {
            _peers.Touch(peer);
            if (peer.HasWork(now))
                Serve(peer, now);
        }
    }

    // Who spoke may have gone on. What it says now shares the sends of this turn.
    private void ReadAgain(long now)
    {
        int count = _peers.Touched.Count;
        for (int i = 0; i < count; i++)
        {
            Peer peer = _peers.Touched[i];
            if (peer.HasSpoken && peer.WantsRead(now) && peer.Receive(_buffer))
                Serve(peer, now);
        }
    }

    private void Accept(long now)
    {
        for (int i = 0; i < ServerLimits.AcceptsPerTurn && CanAccept(now); i++)
        {
            if (_listener.Accept(now) is not Socket socket)
                return;
            bool isFull = _peers.OpenCount >= _options.MaxClient;
            long loginBy = now + (long)_options.LoginTimeout.TotalMilliseconds;
            var peer = new Peer(socket, _pool, new RateLimiter(_options.EffectiveMessagesPerSecond), loginBy);
            _peers.Add(peer);
            if (isFull)
                Disconnect(peer, ServerText.ServerIsFull, now);
        }
    }

    // What one peer sends must never end the others. An error of ours while handling it closes that peer, and is kept to be looked at.
    private void Serve(Peer peer, long now)
    {
        try
        {
            HandleRequests(peer, now);
        }
        catch (ChatProtocolException)
        {
            Disconnect(peer, ServerText.NotUnderstood, now);
        }
        catch (Exception ours)
        {
            Status.Fault = ours;
            _outgoing.Clear();
            peer.Abort();
        }
    }

    private void HandleRequests(Peer peer, long now)
    {
        try
        {
            while (peer.TryRead(now, out ArraySegment<byte> payload))
            {
                _room.Handle(peer, payload, _outgoing);
                if (_outgoing.ByteCount > ServerLimits.DispatchAbove)
                    Dispatch(now);
                if (peer.HasTriedEnough)
                    Disconnect(peer, null, now);
            }
        }
        finally
        {
            Dispatch(now);
        }

        peer.FinishRead(now);
    }

    private void Dispatch(long now)
    {
        _peers.Dispatch(_outgoing);
        if (_memory.IsExceeded)
            _memory.EnforceMemoryLimit(now);
    }

    // The peer is told the reason, leaves the room, and is closed when all of that is sent.
    private void Disconnect(Peer peer, string? reason, long now)
    {
        if (reason is not null)
            ChatRoom.Refuse(peer, reason, _outgoing);
        Dispatch(now);
        peer.Close(now);
        _room.Leave(peer, _outgoing);
        Dispatch(now);
        _peers.CountOpen(peer);
    }

    // Peers that closed, or are late. Those for whom the news of that is too much are due in the next turn.
    private void CloseExpired(long now)
    {
        for (int i = 0; i < _peers.Touched.Count; i++)
        {
            Peer peer = _peers.Touched[i];
            bool late = peer.IsOverdue(now, out string? reason);
            if (late && reason is null)
                peer.Abort();
            if (peer.State == PeerState.Closed || late || (peer.RemoteClosed && peer.State == PeerState.Open))
                Disconnect(peer, reason, now);
        }
    }

    // The end of the turn: what is waited for next, and by when; and those that are closed are released.
    private void Settle(long now)
    {
        foreach (Peer peer in _peers.Touched)
        {
            peer.UpdateInterest(now);
            bool isGone = peer.State == PeerState.Closed && !peer.IsInside;
            _readiness.Watch(peer.Watch, isGone ? Interest.None : peer.Interest);
            _deadlines.Set(peer, isGone ? DeadlineQueue<Peer>.Never : peer.NextDeadline(now));
            if (!isGone)
                continue;
            _peers.Remove(peer);
            _listener.Resume();
        }

        _peers.ClearTouched();
    }
}
