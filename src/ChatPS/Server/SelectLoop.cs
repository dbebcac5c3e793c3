using System;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// One thread, one select over the listener, the wake socket and the peers. A turn takes at most one buffer from each peer,
/// handles it, and then hands each peer what it is owed in one call.
/// </summary>
internal sealed class SelectLoop : IDisposable
{
    private const int ReadSize = 16 * 1024;
    private const int AcceptsPerTurn = 256;

    // Above what the room has said, it is carried out, so that a peer's own queue is seen to grow while its requests are handled.
    private const int CarryOutAbove = 4 * 1024;

    // Those who are told that the server is full, or are on their way out, come on top of the clients.
    private const int ExtraPeers = 64;

    // Socket.Select refuses lists of more than 65536.
    private const int MostPeers = 65_000;

    private const int FarewellMs = 1000;

    private readonly ServerOptions _options;
    private readonly Listener _listener;
    private readonly ChatRoom _room;
    private readonly WakeSocket _wake = new();
    private readonly BufferPool _pool = new();
    private readonly OutgoingFrames _deliveries = new();
    private readonly byte[] _buffer = new byte[ReadSize];
    private readonly PeerList _peers = new();
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
    }

    /// <summary>Connections that are not on their way out. From any thread.</summary>
    public int ClientCount => _clientCount;

    /// <summary>Who is logged in; not to be changed. From any thread.</summary>
    public string[] Names => _names;

    /// <summary>An error of the program, not of a peer: the last one. From any thread.</summary>
    public Exception? Fault => _fault;

    /// <summary>How often something happened; what does not spin has few. From any thread.</summary>
    public long TurnCount => Volatile.Read(ref _turnCount);

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run()
    {
        while (!_stopping)
            Turn();
        _listener.Dispose();
        _peers.SayFarewell(FarewellMs, _buffer, _ready);
    }

    /// <summary>Ends <see cref="Run"/> soon. From any thread.</summary>
    public void Stop()
    {
        _stopping = true;
        _wake.Wake();
    }

    /// <summary>Has the loop look at its clock. From any thread.</summary>
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
        Attend(now);
        Judge(now);
        Publish();
        _peers.Flush(now);
        if (_peers.RemoveGone())
            _listener.Resume();
    }

    private void Wait(long now)
    {
        _ready.Clear();
        _ready.AddReader(_wake.Socket);
        if (MayAccept(now))
            _ready.AddReader(_listener.Socket);
        long next = _listener.IsOpen(now) ? long.MaxValue : _listener.ResumeAt;
        foreach (Peer peer in _peers)
        {
            if (peer.Listen(now))
                _ready.AddReader(peer.Socket);
            if (peer.IsBlocked)
                _ready.AddWriter(peer.Socket);
            next = Math.Min(next, peer.NextDeadline(now));
        }

        _ready.Select(Microseconds(now, next));
    }

    private bool MayAccept(long now) =>
        _listener.IsOpen(now) && _peers.Count < Math.Min(_options.MaxClient, MostPeers - ExtraPeers) + ExtraPeers;

    // -1 is for ever; nothing waits longer than a quarter of an hour, so that the number fits.
    private static int Microseconds(long now, long next) =>
        next == long.MaxValue ? -1 : (int)Math.Max(0, Math.Min(next - now, 900_000)) * 1000;

    private void Attend(long now)
    {
        if (_ready.TakeReader(_wake.Socket))
            _wake.Drain();
        bool knocked = _ready.TakeReader(_listener.Socket);
        foreach (Peer peer in _peers)
        {
            if (_ready.TakeWriter(peer.Socket))
                peer.Unblock();
            bool came = _ready.TakeReader(peer.Socket) && peer.Receive(_buffer);
            if (came || peer.HasWork(now))
                Serve(peer, now);
        }

        if (knocked)
            Accept(now);
    }

    private void Accept(long now)
    {
        for (int i = 0; i < AcceptsPerTurn && MayAccept(now); i++)
        {
            if (_listener.Accept(now) is not Socket socket)
                return;
            long loginBy = now + (long)_options.LoginTimeout.TotalMilliseconds;
            var peer = new Peer(socket, _pool, new RateLimiter(_options.EffectiveMessagesPerSecond), loginBy);
            _peers.Add(peer);
            if (_clientCount >= _options.MaxClient)
                Dismiss(peer, ServerDialect.ServerIsFull, now);
            else
                _clientCount++;
        }
    }

    // What one peer sends must never end the others. An error of ours while handling it ends that peer, and is kept to be seen.
    private void Serve(Peer peer, long now)
    {
        try
        {
            HandleRequests(peer, now);
        }
        catch (ChatProtocolException)
        {
            Dismiss(peer, ServerDialect.NotUnderstood, now);
        }
        catch (Exception ours)
        {
            _fault = ours;
            _deliveries.Clear();
            peer.Drop();
        }
    }

    private void HandleRequests(Peer peer, long now)
    {
        try
        {
            while (peer.TryRead(now, out ArraySegment<byte> payload))
            {
                _room.Handle(peer, payload, _deliveries);
                if (_deliveries.ByteCount > CarryOutAbove)
                    CarryOut(now);
                if (peer.HasTriedEnough)
                    Dismiss(peer, null, now);
            }
        }
        finally
        {
            CarryOut(now);
        }

        peer.EndInput(now);
    }

    private void CarryOut(long now)
    {
        _peers.CarryOut(_deliveries);
        if (_pool.RentedBytes <= _options.MaxQueuedBytes)
            return;
        Publish();
        _peers.Relieve(_pool, _options.MaxQueuedBytes, now);
    }

    // Last words, out of the room, and gone when they are out.
    private void Dismiss(Peer peer, string? reason, long now)
    {
        if (reason is not null)
            ChatRoom.Refuse(peer, reason, _deliveries);
        CarryOut(now);
        peer.Close(now);
        _room.Leave(peer, _deliveries);
        CarryOut(now);
    }

    // Who is gone, has said all, or is late. Those whom the news of that is too much for are found in the next turn.
    private void Judge(long now)
    {
        int open = 0;
        foreach (Peer peer in _peers)
        {
            bool late = peer.IsOverdue(now, out string? reason);
            if (late && reason is null)
                peer.Drop();
            if (peer.State == PeerState.Gone || late || (peer.InputEnded && peer.State == PeerState.Open))
                Dismiss(peer, reason, now);
            if (peer.State == PeerState.Open)
                open++;
        }

        _clientCount = open;
    }

    // Before the answers go out, so that who has its welcome finds its name here.
    private void Publish()
    {
        if (_publishedVersion == _room.Version)
            return;
        _publishedVersion = _room.Version;
        _names = _room.GetNames();
    }
}
