using System;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// One thread, one select over the listener, the wake socket and the peers. A turn reads each peer at most once, handles what it sent,
/// and then sends each peer all it is owed in one call.
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
    private readonly MemoryPolicy _memory;
    private readonly SelectSet _ready = new();
    private long _publishedVersion;
    private long _turnCount;
    private volatile bool _stopping;
    private volatile int _clientCount;
    private volatile string[] _names = [];
    private volatile Exception? _fault;

    public SelectLoop(Listener listener, ServerOptions options)
    {
        _listener = listener;
        _options = options;
        _room = new ChatRoom(new LoginList(options.Logins), options.AnnouncePresence);
        _memory = new MemoryPolicy(_peers, _pool, options.MaxQueuedBytes);
    }

    /// <summary>Connections that are not on their way out. From any thread.</summary>
    public int ClientCount => _clientCount;

    /// <summary>Who is logged in; not to be changed. From any thread.</summary>
    public string[] Names => _names;

    /// <summary>The last error of the program, not of a peer. From any thread.</summary>
    public Exception? Fault => _fault;

    /// <summary>How often something happened; a loop that does not spin has few turns. From any thread.</summary>
    public long TurnCount => Volatile.Read(ref _turnCount);

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run()
    {
        while (!_stopping)
            Turn();
        _listener.Dispose();
        ServerShutdown.Shutdown(_peers, _buffer, _ready);
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
        _listener.Dispose();
        _peers.ReleaseAll();
        _wake.Dispose();
        _clientCount = 0;
        _names = [];
    }

    private void Turn()
    {
        Wait(_options.Clock());
        Volatile.Write(ref _turnCount, _turnCount + 1);
        long now = _options.Clock();
        ProcessReady(now);
        CloseExpired(now);
        Publish();
        _peers.Flush(now);
        if (_peers.RemoveClosed())
            _listener.Resume();
    }

    private void Wait(long now)
    {
        _ready.Clear();
        _ready.AddReader(_wake.Socket);
        if (CanAccept(now))
            _ready.AddReader(_listener.Socket);
        long next = _listener.IsOpen(now) ? long.MaxValue : _listener.ResumeAt;
        foreach (Peer peer in _peers)
        {
            peer.UpdateInterest(now);
            if (peer.IsReading)
                _ready.AddReader(peer.Socket);
            if (peer.IsBlocked)
                _ready.AddWriter(peer.Socket);
            next = Math.Min(next, peer.NextDeadline(now));
        }

        _ready.Select(Microseconds(now, next));
    }

    private bool CanAccept(long now) => _listener.IsOpen(now)
        && _peers.Count < Math.Min(_options.MaxClient, ServerLimits.MaxPeers - ServerLimits.ExtraPeers) + ServerLimits.ExtraPeers;

    // -1 waits for ever; nothing waits longer than a quarter of an hour, so that the number fits.
    private static int Microseconds(long now, long next) =>
        next == long.MaxValue ? -1 : (int)Math.Max(0, Math.Min(next - now, 900_000)) * 1000;

    private void ProcessReady(long now)
    {
        if (_ready.TakeReader(_wake.Socket))
            _wake.Drain();
        bool hasNewConnection = _ready.TakeReader(_listener.Socket);
        foreach (Peer peer in _peers)
        {
            if (_ready.TakeWriter(peer.Socket))
                peer.Unblock();
            bool received = _ready.TakeReader(peer.Socket) && peer.Receive(_buffer);
            if (received || peer.HasWork(now))
                Serve(peer, now);
        }

        if (hasNewConnection)
            Accept(now);
    }

    private void Accept(long now)
    {
        for (int i = 0; i < ServerLimits.AcceptsPerTurn && CanAccept(now); i++)
        {
            if (_listener.Accept(now) is not Socket socket)
                return;
            long loginBy = now + (long)_options.LoginTimeout.TotalMilliseconds;
            var peer = new Peer(socket, _pool, new RateLimiter(_options.EffectiveMessagesPerSecond), loginBy);
            _peers.Add(peer);
            if (_clientCount >= _options.MaxClient)
                Disconnect(peer, ServerText.ServerIsFull, now);
            else
                _clientCount++;
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
            _fault = ours;
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
        if (!_memory.IsExceeded)
            return;
        Publish();
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
    }

    // Peers that closed, or are late. Those for whom the news of that is too much are found in the next turn.
    private void CloseExpired(long now)
    {
        int open = 0;
        foreach (Peer peer in _peers)
        {
            bool late = peer.IsOverdue(now, out string? reason);
            if (late && reason is null)
                peer.Abort();
            if (peer.State == PeerState.Closed || late || (peer.RemoteClosed && peer.State == PeerState.Open))
                Disconnect(peer, reason, now);
            if (peer.State == PeerState.Open)
                open++;
        }

        _clientCount = open;
    }

    // Before the answers are sent: a client that has its welcome finds its name here.
    private void Publish()
    {
        if (_publishedVersion == _room.Version)
            return;
        _publishedVersion = _room.Version;
        _names = _room.GetNames();
    }
}
