using System;
using System.Net.Sockets;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// One connection: what came and is not handled, what is to go out, and until when things must have happened.
/// Times are milliseconds of the loop's clock. For the loop's thread.
/// </summary>
internal sealed class Peer : Participant
{
    /// <summary>Above this it is not listened to: who floods is slowed by its own echo.</summary>
    public const int PauseAbove = 16 * 1024;

    /// <summary>Above this it is closed.</summary>
    public const int MaxQueue = 1024 * 1024;

    /// <summary>Above this it is closed when it takes nothing for <see cref="PatienceMs"/>.</summary>
    public const int StallAbove = 96 * 1024;

    public const int PatienceMs = 10_000;
    public const int ClosingMs = 10_000;
    public const int MaxFramesBeforeLogin = 10;
    public const int MaxRefusedLogins = 3;

    private const long Never = long.MaxValue;

    private readonly FrameCodec _decoder = new();
    private readonly SendQueue _output;
    private readonly long _loginBy;
    private RateLimiter _flood;
    private int _framesBeforeLogin;
    private bool _kept;
    private bool _blocked;
    private bool _saidLast;
    private long _partialFrame = -1;
    private long _partialBy = Never;
    private long _stalledBy = Never;
    private long _closeBy = Never;

    public Peer(Socket socket, BufferPool pool, RateLimiter flood, long loginBy)
    {
        Socket = socket;
        _output = new SendQueue(pool);
        _flood = flood;
        _loginBy = loginBy;
    }

    public Socket Socket { get; }

    public PeerState State { get; private set; }

    /// <summary>The other side says no more.</summary>
    public bool InputEnded { get; private set; }

    /// <summary>Whether this turn waits for its input; set by <see cref="Listen"/>.</summary>
    public bool IsListened { get; private set; }

    /// <summary>Output that the socket did not take: worth another try only when it says so.</summary>
    public bool IsBlocked => _blocked && State != PeerState.Gone;

    /// <summary>Bytes that wait for it.</summary>
    public int QueuedBytes => _output.Count;

    /// <summary>Bytes of memory that these take.</summary>
    public int HeldBytes => _output.Capacity;

    /// <summary>Something came from it that was not flushed for yet.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>Decides whether this turn waits for its input.</summary>
    public bool Listen(long now) =>
        IsListened = !InputEnded && (State == PeerState.Closing || (State == PeerState.Open && !_kept && !IsPaused(now)));

    /// <summary>Whether frames of an earlier turn are to be handled now.</summary>
    public bool HasWork(long now) => _kept && State == PeerState.Open && !IsPaused(now);

    /// <summary>Reads once, into a buffer that all peers share.</summary>
    /// <returns>True when there is something to handle.</returns>
    public bool Receive(byte[] buffer)
    {
        int count = Socket.Receive(buffer, 0, buffer.Length, SocketFlags.None, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
            return false;
        if (error != SocketError.Success)
            State = PeerState.Gone;
        else if (count == 0)
            InputEnded = true;
        else if (State == PeerState.Open)
            _decoder.Feed(buffer, 0, count);
        return HasSpoken = count > 0 && State == PeerState.Open;
    }

    /// <summary>The next request, unless there is none or it has to wait.</summary>
    /// <exception cref="ChatProtocolException">What it sends is no frames.</exception>
    public bool TryRead(long now, out ArraySegment<byte> payload)
    {
        payload = default;
        if (State != PeerState.Open || IsPaused(now) || !_decoder.TryRead(out payload))
            return false;
        if (IsInside)
            _flood.Take(now);
        else
            _framesBeforeLogin++;
        return true;
    }

    /// <summary>Who did not log in with so many tries has had enough of them.</summary>
    public bool HasTriedEnough => !IsInside && (_framesBeforeLogin >= MaxFramesBeforeLogin || RefusedLogins >= MaxRefusedLogins);

    /// <summary>Keeps what a pause left unhandled, since the buffer is for the next peer, and sets the deadline of a frame that is not whole.</summary>
    public void EndInput(long now)
    {
        _kept = _decoder.Keep();
        if (_kept || !_decoder.InsideFrame)
        {
            _partialBy = Never;
        }
        else if (_partialBy == Never || _partialFrame != _decoder.FrameCount)
        {
            _partialBy = now + PatienceMs;
            _partialFrame = _decoder.FrameCount;
        }
    }

    /// <summary>Puts frames into its queue; what would make that too long makes an end of the peer.</summary>
    public void Deliver(byte[] frames, int offset, int count)
    {
        if (State != PeerState.Open)
            return;
        if (_output.Count + count > MaxQueue)
            Drop();
        else
            _output.Add(frames, offset, count);
    }

    /// <summary>Hands the socket what it takes; with nothing left, a closing peer is told that this was all.</summary>
    public void Flush(long now)
    {
        HasSpoken = false;
        if (State == PeerState.Gone)
            return;
        if ((_output.Count > 0 && Send()) || _output.Count <= StallAbove)
            _stalledBy = Never;
        if (_output.Count > StallAbove && _stalledBy == Never)
            _stalledBy = now + PatienceMs;
        if (State == PeerState.Closing && _output.Count == 0)
            SayLast();
    }

    /// <summary>The socket has room again.</summary>
    public void Unblock() => _blocked = false;

    /// <summary>Whether a deadline has passed, and what to say about it; nothing is said to who does not read.</summary>
    public bool IsOverdue(long now, out string? reason)
    {
        reason = null;
        if (State == PeerState.Closing)
            return now >= _closeBy;
        if (now >= _stalledBy)
            return true;

        // While we do not listen, it is not its fault that the frame stays in pieces.
        if (!IsListened && _partialBy != Never)
            _partialBy = now + PatienceMs;
        if (!IsInside && now >= _loginBy)
            reason = ServerDialect.LogInFirst;
        else if (now >= _partialBy)
            reason = ServerDialect.NotUnderstood;
        return reason is not null;
    }

    /// <summary>When the loop must look at it again although nothing happens.</summary>
    public long NextDeadline(long now)
    {
        if (State == PeerState.Gone)
            return now;
        if (State == PeerState.Closing)
            return _closeBy;
        long next = Math.Min(_stalledBy, IsInside ? Never : _loginBy);
        if (IsListened)
            return Math.Min(next, _partialBy);
        return _output.Count > PauseAbove ? next : Math.Min(next, IsInside ? Math.Max(now, _flood.NextAt) : now);
    }

    /// <summary>Has it go when its output has gone out, at the latest after <see cref="ClosingMs"/>: as a rule that is little.</summary>
    public void Close(long now)
    {
        if (State != PeerState.Open)
            return;
        State = PeerState.Closing;
        _closeBy = now + ClosingMs;
    }

    /// <summary>Sends what it is owed, then the end, and is gone when both went out. What it said and nobody read is read away first.</summary>
    /// <returns>False when the socket did not take everything yet.</returns>
    public bool TryPart(byte[] buffer)
    {
        _blocked = false;
        if (_output.Count > 0)
            Send();
        if (State != PeerState.Gone && _output.Count > 0)
            return false;
        if (State != PeerState.Gone)
            SayLast();
        if (State != PeerState.Gone)
            Socket.Receive(buffer, 0, buffer.Length, SocketFlags.None, out _);
        State = PeerState.Gone;
        return true;
    }

    /// <summary>Makes an end at once.</summary>
    public void Drop()
    {
        State = PeerState.Gone;
        _output.Clear();
    }

    /// <summary>Gives socket and memory back.</summary>
    public void Release()
    {
        Drop();
        Socket.Dispose();
    }

    private bool IsPaused(long now) => _output.Count > PauseAbove || (IsInside && now < _flood.NextAt);

    private bool Send()
    {
        if (_blocked)
            return false;
        int taken = _output.Flush(Socket, out SocketError error);
        _blocked = _output.Count > 0;
        if (error is not (SocketError.Success or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable or SocketError.Interrupted))
            State = PeerState.Gone;
        return taken > 0;
    }

    // Closing a socket with unread input resets the connection and may take the last words with it.
    // So the end is announced, and the input read away until the other side has closed too.
    private void SayLast()
    {
        if (InputEnded)
        {
            State = PeerState.Gone;
        }
        else if (!_saidLast)
        {
            _saidLast = true;
            ShutdownSend();
        }
    }

    private void ShutdownSend()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            State = PeerState.Gone; // the other side was faster
        }
    }
}
