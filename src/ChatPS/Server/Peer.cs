using System;
using System.Net.Sockets;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>How far a connection is.</summary>
internal enum PeerState
{
    /// <summary>Requests are read and answered.</summary>
    Open,

    /// <summary>It has left the room; what it is owed still goes out.</summary>
    Closing,

    /// <summary>Nothing more is read or written.</summary>
    Closed,
}

/// <summary>
/// One connection: what it sent and was not handled yet, and what waits to be sent to it.
/// Times are milliseconds of the loop's clock. For the loop's thread.
/// </summary>
internal sealed class Peer : Participant, IScheduled
{
    private readonly FrameCodec _decoder = new();
    private readonly PeerDeadlines _deadlines;
    private readonly SendQueue _output;
    private readonly int _descriptor;
    private RateLimiter _limiter;
    private int _framesBeforeLogin;
    private bool _hasBacklog;
    private bool _isBlocked;
    private bool _hasShutDownSend;

    public Peer(Socket socket, BufferPool pool, RateLimiter limiter, long loginBy)
    {
        Watch = new WatchedSocket(socket, this);
        _descriptor = LinuxSystem.IsLinux ? (int)socket.Handle : -1;
        _output = new SendQueue(pool);
        _limiter = limiter;
        _deadlines = new PeerDeadlines(loginBy);
    }

    /// <summary>The socket, and what the loop waits for on it.</summary>
    public WatchedSocket Watch { get; }

    /// <summary>Its place in the <see cref="PeerList"/>, for that list's use.</summary>
    public int ListIndex { get; set; }

    /// <summary>The loop has to look at it in this turn. For the <see cref="PeerList"/>.</summary>
    public bool IsTouched { get; set; }

    /// <summary>It counts as one of the clients. For the <see cref="PeerList"/>.</summary>
    public bool IsCounted { get; set; }

    /// <inheritdoc/>
    public long DueAt { get; set; }

    /// <inheritdoc/>
    public int QueueIndex { get; set; } = -1;

    public PeerState State { get; private set; }

    /// <summary>The other side has closed its half: nothing more comes.</summary>
    public bool RemoteClosed { get; private set; }

    /// <summary>Whether its input is waited for, as of the last <see cref="UpdateInterest"/>.</summary>
    public bool IsReading { get; private set; }

    /// <summary>The socket did not take all output; another try is worth it only when it says that it has room.</summary>
    public bool IsBlocked => _isBlocked && State != PeerState.Closed;

    /// <summary>What its socket is to be waited for, as of the last <see cref="UpdateInterest"/>.</summary>
    public Interest Interest => (IsReading ? Interest.Read : Interest.None) | (IsBlocked ? Interest.Write : Interest.None);

    /// <summary>Bytes that wait to be sent.</summary>
    public int QueuedBytes => _output.Count;

    /// <summary>Bytes of memory that these take.</summary>
    public int HeldBytes => _output.Capacity;

    /// <summary>It sent something since the last <see cref="Flush"/>.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>It has used up the frames and refused logins of a connection that does not log in.</summary>
    public bool HasTriedEnough => !IsInside
        && (_framesBeforeLogin >= ServerLimits.MaxFramesBeforeLogin || RefusedLogins >= ServerLimits.MaxRefusedLogins);

    /// <summary>Whether its input is worth waiting for. A closing peer is read until it has closed its side too.</summary>
    public bool WantsRead(long now) =>
        !RemoteClosed && (State == PeerState.Closing || (State == PeerState.Open && !_hasBacklog && !IsPaused(now)));

    /// <summary>Whether frames of an earlier turn can be handled now.</summary>
    public bool HasWork(long now) => _hasBacklog && State == PeerState.Open && !IsPaused(now);

    /// <summary>Decides whether its input is waited for; to be called at the end of a turn in which anything happened to it.</summary>
    public void UpdateInterest(long now)
    {
        bool wasReading = IsReading;
        IsReading = WantsRead(now);
        if (!wasReading || !IsReading)
            _deadlines.PostponeFrame(now);
    }

    /// <summary>Reads once, into a buffer that all peers share.</summary>
    /// <returns>True when there is something to handle.</returns>
    public bool Receive(byte[] buffer)
    {
        int count = Watch.Socket.Receive(buffer, 0, buffer.Length, SocketFlags.None, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
            return false;
        if (error != SocketError.Success)
            State = PeerState.Closed;
        else if (count == 0)
            RemoteClosed = true;
        else if (State == PeerState.Open)
            _decoder.Feed(buffer, 0, count);
        return HasSpoken = count > 0 && State == PeerState.Open;
    }

    /// <summary>Takes the next request.</summary>
    /// <returns>False when there is none, or it has to wait.</returns>
    /// <exception cref="ChatProtocolException">The bytes are not frames.</exception>
    public bool TryRead(long now, out ArraySegment<byte> payload)
    {
        payload = default;
        if (State != PeerState.Open || IsPaused(now) || !_decoder.TryRead(out payload))
            return false;
        if (IsInside)
            _limiter.Take(now);
        else
            _framesBeforeLogin++;
        return true;
    }

    /// <summary>
    /// Ends the reading of this turn: copies what a pause left unhandled, since the next peer needs the buffer, and starts the deadline
    /// of a frame that is not whole.
    /// </summary>
    public void FinishRead(long now)
    {
        _hasBacklog = _decoder.Keep();
        if (_hasBacklog || !_decoder.InsideFrame)
            _deadlines.ForgetFrame();
        else
            _deadlines.ExpectRestOfFrame(_decoder.FrameCount, now);
    }

    /// <summary>Queues frames. A peer whose queue would become too long is closed at once.</summary>
    public void Deliver(byte[] frames, int offset, int count)
    {
        if (State != PeerState.Open)
            return;
        if (_output.Count + count > ServerLimits.MaxQueue)
            Abort();
        else
            _output.Add(frames, offset, count);
    }

    /// <summary>Queues a block that others get as well. It does not count for the limit of the queue: a peer with so much to read is not read.</summary>
    public void DeliverShared(byte[] frames)
    {
        if (State == PeerState.Open)
            _output.AddShared(frames);
    }

    /// <summary>Sends what the socket takes. A closing peer with nothing left is told that this was all.</summary>
    public void Flush(long now)
    {
        HasSpoken = false;
        if (State == PeerState.Closed)
            return;
        bool progressed = _output.Count > 0 && Send();
        _deadlines.NoteFlush(_output.Count, progressed, now);
        if (State == PeerState.Closing && _output.Count == 0)
            ShutdownSend();
    }

    /// <summary>The socket has room again.</summary>
    public void Unblock() => _isBlocked = false;

    /// <summary>Whether a deadline has passed, and what to say about it: nothing to a peer that does not read.</summary>
    public bool IsOverdue(long now, out string? reason)
    {
        reason = null;
        return State == PeerState.Closing
            ? _deadlines.IsCloseOverdue(now)
            : _deadlines.IsOverdue(now, IsInside, IsReading, out reason);
    }

    /// <summary>When the loop must look at this peer again although nothing happens.</summary>
    public long NextDeadline(long now)
    {
        if (State != PeerState.Open)
            return State == PeerState.Closing ? _deadlines.NextWhileClosing : now;
        long next = _deadlines.Next(IsInside, IsReading);
        if (IsReading || _output.Count > ServerLimits.PauseAbove)
            return next;
        return Math.Min(next, IsInside ? Math.Max(now, _limiter.NextAt) : now);
    }

    /// <summary>Lets it go once its output is sent, after <see cref="ServerLimits.ClosingMs"/> at the latest.</summary>
    public void Close(long now)
    {
        if (State != PeerState.Open)
            return;
        State = PeerState.Closing;
        _deadlines.StartClosing(now);
    }

    /// <summary>Sends what it is owed, then the end of the stream, and reads away what it said, so that the close does not become a reset.</summary>
    /// <returns>False when the socket did not take everything yet.</returns>
    public bool TryFlushAndClose(byte[] buffer)
    {
        _isBlocked = false;
        if (_output.Count > 0)
            Send();
        if (State != PeerState.Closed && _output.Count > 0)
            return false;
        if (State != PeerState.Closed)
            ShutdownSend();
        if (State != PeerState.Closed)
            Watch.Socket.Receive(buffer, 0, buffer.Length, SocketFlags.None, out _);
        State = PeerState.Closed;
        return true;
    }

    /// <summary>Closes it at once; what it is owed is lost.</summary>
    public void Abort()
    {
        State = PeerState.Closed;
        _output.Clear();
    }

    /// <summary>Frees socket and memory.</summary>
    public void Release()
    {
        Abort();
        Watch.Socket.Dispose();
    }

    private bool IsPaused(long now) => _output.Count > ServerLimits.PauseAbove || (IsInside && now < _limiter.NextAt);

    /// <returns>True when the socket took something.</returns>
    private bool Send()
    {
        if (_isBlocked)
            return false;
        int taken = _output.Flush(Watch.Socket, _descriptor, out SocketError error);
        _isBlocked = _output.Count > 0;
        if (error is not (SocketError.Success or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable or SocketError.Interrupted))
            State = PeerState.Closed;
        return taken > 0;
    }

    // Closing a socket with unread input resets the connection, which may destroy the last frames on their way.
    // So the end is announced, and the input read away until the other side has closed too.
    private void ShutdownSend()
    {
        if (RemoteClosed)
            State = PeerState.Closed;
        if (State == PeerState.Closed || _hasShutDownSend)
            return;
        _hasShutDownSend = true;
        try
        {
            Watch.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            State = PeerState.Closed; // the other side has reset the connection meanwhile
        }
    }
}
