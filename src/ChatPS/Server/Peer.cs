using System;
using System.Net.Sockets;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// One connection: what it sent and was not handled yet, and what waits to be sent to it.
/// Times are milliseconds of the loop's clock. For the loop's thread.
/// </summary>
internal sealed class Peer : Participant, IScheduled
{
    private readonly SocketChannel _channel;
    private readonly FrameCodec _decoder = new();
    private readonly PeerDeadlines _deadlines;
    private bool _hasBacklog;
    private bool _hasShutDownSend;

    public Peer(long id, SocketChannel channel, BufferPool pool, RequestGate gate, long now, long loginBy)
    {
        Id = id;
        _channel = channel;
        Facts = new PeerFacts(now);
        Watch = new WatchedSocket(channel.Socket, this);
        Gate = gate;
        Output = new PeerOutput(channel, pool);
        _deadlines = new PeerDeadlines(loginBy);
    }

    /// <summary>Ascending: who has come later has a larger one.</summary>
    public long Id { get; }

    public PeerFacts Facts { get; }

    /// <summary>The socket, and what the loop waits for on it.</summary>
    public WatchedSocket Watch { get; }

    public RequestGate Gate { get; }

    public PeerPlace Place { get; } = new();

    /// <summary>Its handshake is not done, which costs more than a request.</summary>
    public bool IsHandshaking => !_channel.IsReady;

    public long DueAt { get; set; }

    public int QueueIndex { get; set; } = -1;

    public PeerState State { get; private set; }

    /// <summary>The other side has closed its half: nothing more comes.</summary>
    public bool RemoteClosed { get; private set; }

    /// <summary>Whether its input is waited for, as of the last <see cref="UpdateInterest"/>.</summary>
    public bool IsReading { get; private set; }

    /// <summary>It sent something since the last <see cref="Flush"/>.</summary>
    public bool HasSpoken { get; private set; }

    public override bool KeepsUp => Output.Count <= ServerLimits.WhisperUpTo;

    /// <summary>What waits to be sent.</summary>
    public PeerOutput Output { get; }

    /// <summary>What its socket is to be waited for, as of the last <see cref="UpdateInterest"/>.</summary>
    public Interest Interest => (IsReading ? Interest.Read : Interest.None) | (Output.IsBlocked && State != PeerState.Closed ? Interest.Write : Interest.None);

    /// <summary>It has been sent its last word and the end of the stream, and has not closed its side yet.</summary>
    public bool IsFinished => State == PeerState.Closing && _hasShutDownSend;

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
        int count = _channel.Receive(buffer, 0, ServerLimits.ReadSize + _channel.Reserve, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
            return false;
        Facts.Received += count;
        if (error != SocketError.Success)
            Lose();
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
        Facts.LastRequest = now;
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
        if (State == PeerState.Open && Output.Count + count > ServerLimits.MaxQueue)
            Abort("it has fallen too far behind");
        else if (State == PeerState.Open)
            Output.Add(frames, offset, count);
    }

    /// <summary>Queues a block that others get as well. It does not count for the limit of the queue: a peer with so much to read is not read.</summary>
    public void DeliverShared(byte[] frames)
    {
        if (State == PeerState.Open)
            Output.AddShared(frames);
    }

    /// <summary>Sends what the socket takes. A closing peer with nothing left is told that this was all.</summary>
    public void Flush(long now)
    {
        HasSpoken = false;
        if (State == PeerState.Closed)
            return;
        bool progressed = Send(now);
        _deadlines.NoteFlush(Output.Count, progressed, now);
        if (State == PeerState.Closing && Output.IsSent)
            ShutdownSend();
    }

    /// <summary>Whether a deadline has passed, and what to say about it: nothing to a peer that does not read.</summary>
    public bool IsOverdue(long now, out string? reason)
    {
        reason = null;
        return State == PeerState.Closing ? _deadlines.IsCloseOverdue(now) : _deadlines.IsOverdue(now, !IsLoginExpected, IsReading, out reason);
    }

    /// <summary>When the loop must look at this peer again although nothing happens.</summary>
    public long NextDeadline(long now)
    {
        if (State != PeerState.Open)
            return State == PeerState.Closing ? _deadlines.NextWhileClosing : now;
        long next = _deadlines.Next(!IsLoginExpected, IsReading);
        bool waitsForRoom = IsReading || Unchecked is not null || Output.Count > ServerLimits.PauseAbove;
        return waitsForRoom ? next : Math.Min(next, Math.Max(now, Gate.NextAt(this)));
    }

    /// <summary>Lets it go once its output is sent, after <see cref="ServerLimits.ClosingMs"/> at the latest.</summary>
    public void Close(long now)
    {
        if (State != PeerState.Open)
            return;
        State = PeerState.Closing;
        _deadlines.StartClosing(now);
    }

    /// <summary>Sends what it is owed and the end of the stream, and reads away what comes until the other side has closed too.</summary>
    /// <returns>What it waits for: room, or the other side; nothing when it has closed.</returns>
    public Interest End(byte[] buffer)
    {
        Output.Unblock();
        if (!_hasShutDownSend)
            Send(0);
        if (State != PeerState.Closed && !Output.IsSent)
            return Interest.Write;
        ShutdownSend();
        if (State != PeerState.Closed)
            Receive(buffer);
        if (RemoteClosed)
            State = PeerState.Closed;
        return State == PeerState.Closed ? Interest.None : Interest.Read;
    }

    /// <summary>Closes it at once; what it is owed is lost. The reason is for the log, where that does not know it yet.</summary>
    public void Abort(string? reason = null)
    {
        Facts.AbortReason ??= reason;
        State = PeerState.Closed;
        Output.Clear();
    }

    /// <summary>Frees socket and memory.</summary>
    public void Release()
    {
        Abort();
        _channel.Dispose();
    }

    private bool IsPaused(long now) => Unchecked is not null || Output.Count > ServerLimits.PauseAbove || now < Gate.NextAt(this);

    private bool Send(long now)
    {
        bool failed = false;
        bool progressed = State != PeerState.Closed && Output.Send(now, out failed);
        if (failed)
            Lose();
        return progressed;
    }

    private void Lose()
    {
        Facts.LossReason = "the connection was lost";
        State = PeerState.Closed;
    }

    // A close with unread input resets the connection and may destroy the last frames: the end is announced, and the input read away.
    private void ShutdownSend()
    {
        if (RemoteClosed)
            State = PeerState.Closed;
        if (State == PeerState.Closed || _hasShutDownSend)
            return;
        _hasShutDownSend = true;
        try
        {
            _channel.ShutdownSend();
        }
        catch (SocketException)
        {
            State = PeerState.Closed; // the other side has reset the connection meanwhile
        }
    }
}
