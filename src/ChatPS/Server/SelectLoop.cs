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
    private readonly Func<long> _clock;
    private readonly Listener _listener;
    private readonly WakeSocket _wake = new();
    private readonly BufferPool _pool = new();
    private readonly Congestion _congestion;
    private readonly PeerList _peers;
    private readonly Acceptor _acceptor;
    private readonly Roster _roster;
    private readonly BanList _bans = new();
    private readonly CommandQueue _commands;
    private readonly ServerLog _log;
    private readonly LoginChecker? _checker;
    private readonly DeadlineQueue<Peer> _deadlines = new();
    private readonly PeerHandler _handler;
    private readonly IReadinessSet _readiness;
    private readonly WatchedSocket _wakeWatch;
    private readonly WatchedSocket _listenerWatch;
    private volatile bool _stopping;

    public SelectLoop(Listener listener, ServerOptions options, ServerLog log, LoginFile? logins = null)
    {
        _log = log;
        _commands = new CommandQueue(_wake);
        _checker = logins is null ? null : new LoginChecker(logins, log);
        _listener = listener;
        _clock = options.Clock;
        _congestion = new Congestion(options.RateWhileCongested);
        _peers = new PeerList(_congestion);
        var room = new ChatRoom(_checker is null ? new LoginList(options.Logins) : LoginList.CheckedElsewhere, options.AnnouncePresence, _bans, new RoomHistory(options.History, static () => DateTime.Now)) { Motd = options.Motd };
        _roster = room.Roster;
        _handler = new PeerHandler(room, _peers, new MemoryPolicy(_peers, _pool, options.MaxQueuedBytes), Status, log, _checker, Post, _clock);
        _readiness = options.CreateReadinessSet();
        var settings = new ServerSettings(options);
        var admission = new Admission(options, settings, _peers, _readiness.Capacity);
        _acceptor = new Acceptor(listener, admission, _peers, _handler, new PeerFactory(settings, options.Certificate, options.Faults, _pool, _congestion), _bans, log);
        Control = new ServerControl(_peers, _handler, room, _bans, settings, admission, log, _clock);
        _wakeWatch = new WatchedSocket(_wake.Socket, _wake);
        _listenerWatch = new WatchedSocket(listener.Socket, listener);
        _readiness.Watch(_wakeWatch, Interest.Read);
    }

    /// <summary>What other threads may see.</summary>
    public ServerStatus Status { get; } = new();

    /// <summary>For the commands that are posted, on the loop's thread.</summary>
    public ServerControl Control { get; }

    /// <summary>Has the loop's thread run something soon, which must not throw. From any thread.</summary>
    public void Post(Action command) => _commands.Post(command);

    /// <summary>Who is logged in. From any thread.</summary>
    public string[] GetNames() => _roster.GetNames();

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run()
    {
        while (!_stopping)
            Turn();
        _readiness.Watch(_wakeWatch, Interest.None);
        _readiness.Watch(_listenerWatch, Interest.None);
        _listener.Dispose();
        _handler.NoteStop();
        ServerShutdown.Shutdown(_peers, _readiness);
    }

    /// <summary><see cref="Stop"/> was called.</summary>
    public bool IsStopping => _stopping;

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
        _checker?.Dispose();
        _readiness.Dispose();
        _listener.Dispose();
        _peers.ReleaseAll();
        _wake.Dispose();
        _roster.Clear();
        Status.ClientCount = 0;
    }

    private void Turn()
    {
        Wait(_clock());
        Status.CountTurn();
        long now = _clock();
        _congestion.Update(now);
        foreach (string ended in _bans.Expire(now))
            _log.Add(ChatServerEventKind.Unbanned, ended, reason: "its time is over");
        _handler.BeginTurn();
        ProcessReady(now);
        _commands.RunAll();
        ProcessDue(now);
        if (_peers.Touched.Count >= ServerLimits.ReadAgainFrom)
            ReadAgain(now);
        CloseExpired(now);
        Status.ClientCount = _peers.OpenCount;
        _peers.Flush(now);
        _acceptor.ReleaseFinished();
        Settle(now);
    }

    private void Wait(long now)
    {
        _readiness.Watch(_listenerWatch, _acceptor.CanAccept(now) ? Interest.Read : Interest.None);
        long next = _listener.IsOpen(now) ? _deadlines.Next : Math.Min(_deadlines.Next, _listener.ResumeAt);
        _readiness.Wait(next == DeadlineQueue<Peer>.Never ? -1 : (int)Math.Max(0, Math.Min(next - now, ServerLimits.LongestWaitMs)));
    }

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
            _acceptor.Accept(now);
    }

    private void ProcessReady(Peer peer, Interest ready, long now)
    {
        _peers.Touch(peer);
        if ((ready & Interest.Write) != 0)
            peer.Output.Unblock();
        if ((ready & Interest.Read) != 0)
            _handler.Read(peer, now);
    }

    private void ProcessDue(long now)
    {
        while (_deadlines.TakeDue(now) is Peer peer)
        {
            _peers.Touch(peer);
            if (peer.HasWork(now))
                _handler.Serve(peer, now);
        }
    }

    // Who spoke may have gone on. What it says now shares the sends of this turn.
    private void ReadAgain(long now)
    {
        int count = _peers.Touched.Count;
        for (int i = 0; i < count; i++)
        {
            Peer peer = _peers.Touched[i];
            if (peer.HasSpoken && peer.WantsRead(now))
                _handler.Read(peer, now);
        }
    }

    // Peers that closed, were replaced, or are late. Those for whom the news of that is too much are due in the next turn.
    private void CloseExpired(long now)
    {
        for (int i = 0; i < _peers.Touched.Count; i++)
            _handler.CloseIfExpired(_peers.Touched[i], now);
    }

    // The end of the turn: what is waited for next, and by when; and those that are closed are released.
    private void Settle(long now)
    {
        foreach (Peer peer in _peers.Touched)
        {
            try
            {
                Settle(peer, now);
            }
            catch (SocketException refused)
            {
                // The system does not watch this one. It is released in the next turn; the others go on.
                Status.Fault = refused;
                peer.Abort();
                _deadlines.Set(peer, now);
            }
        }

        _peers.ClearTouched();
        _congestion.Update(now);
        Status.ClientCount = _peers.OpenCount; // some may have been found closed by sending
    }

    private void Settle(Peer peer, long now)
    {
        bool isGone = peer.State == PeerState.Closed && !peer.IsInside;
        peer.UpdateInterest(now);
        _readiness.Watch(peer.Watch, isGone ? Interest.None : peer.Interest);
        _deadlines.Set(peer, isGone ? DeadlineQueue<Peer>.Never : peer.NextDeadline(now));
        if (!isGone)
            return;
        _peers.Remove(peer);
        _listener.Resume();
    }
}
