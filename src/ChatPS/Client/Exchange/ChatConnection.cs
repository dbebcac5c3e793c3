using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;

namespace ChatPS.Client;

/// <summary>
/// One connection to a server: who reads, the inbox, and the requests without a reply. One caller at a time reads, for all who
/// wait; while none does, the connection reads by itself. Safe from any thread: <see cref="_gate"/> guards all that this class
/// holds, is handed to no other class, and is never held over a wait.
/// </summary>
internal sealed class ChatConnection : IIdleOwner, IDisposable
{
    private readonly object _gate = new();
    private readonly FrameTransport _transport;
    private readonly FrameSender _sender;
    private readonly FrameReceiver _receiver;
    private readonly ReplyMatcher _matcher;
    private readonly Inbox _inbox;
    private readonly RecentMessages _recent = new();
    private readonly IdleReader _idle;
    private int _readerThread; // 0 when nobody reads
    private int _receivers;
    private bool _isClosing;

    /// <param name="transport">Closed with the connection.</param>
    /// <param name="interpreter">Passes frames to <paramref name="matcher"/>.</param>
    /// <param name="matcher">What the server owes; passes the rest to <paramref name="inbox"/>.</param>
    /// <param name="inbox">What was received and not taken.</param>
    public ChatConnection(FrameTransport transport, FrameInterpreter interpreter, ReplyMatcher matcher, Inbox inbox)
    {
        _transport = transport;
        _sender = new FrameSender(transport);
        _receiver = new FrameReceiver(transport, interpreter);
        _matcher = matcher;
        _inbox = inbox;
        _idle = new IdleReader(this, transport.Socket);
    }

    public Socket Socket => _transport.Socket;

    public ChatSessionState State => _transport.State;

    public bool IsOpen => _transport.IsOpen;

    /// <summary>The error for a caller that needs the connection open; null while it is.</summary>
    public ChatException? Error => _transport.Error;

    /// <summary>What is unread, owed and done, at one moment.</summary>
    public ConnectionStatus Status
    {
        get
        {
            lock (_gate)
            {
                return new ConnectionStatus(
                    _inbox.Count, _inbox.DroppedCount, _matcher.Requests.OwedCount, _matcher.Requests.OwedEchoCount, _matcher.HasEchoed,
                    _sender.SentCount + _matcher.SettledCount);
            }
        }
    }

    // While something is owed, or nobody receives, reading never stops; the inbox drops its oldest then.
    private bool WantsMore => _isClosing || _receivers == 0 || !_inbox.IsFull || _matcher.Requests.OwedCount > 0;

    /// <exception cref="ChatException">The connection has ended.</exception>
    public void ThrowIfEnded() => _transport.ThrowIfEnded();

    /// <summary>Takes the first unread message that matches, without waiting.</summary>
    public ChatMessage? Take(IMessageFilter? filter, ref InboxPlace place)
    {
        lock (_gate)
        {
            _matcher.CompleteDue();
            bool wasFull = !WantsMore;
            ChatMessage? message = _inbox.Take(filter, ref place);
            if (message is not null)
                _recent.Add(message);
            if (wasFull && WantsMore)
                WakeReaders();
            return message;
        }
    }

    /// <summary>Puts a message back in its place that was taken and not passed on.</summary>
    public void PutBack(ChatMessage message)
    {
        lock (_gate)
            _inbox.Add(message);
    }

    /// <summary>True when the inbox is full and a receiver has looked at all of it.</summary>
    public bool IsBlockedBy(InboxPlace place)
    {
        lock (_gate)
            return !WantsMore && _inbox.IsSeen(place);
    }

    /// <summary>From now on a full inbox makes the server wait.</summary>
    public void AttachReceiver()
    {
        lock (_gate)
            _receivers++;
    }

    /// <summary>The receiver has ended. Without any, the inbox drops its oldest when it is full.</summary>
    public void DetachReceiver()
    {
        lock (_gate)
        {
            _receivers--;
            WakeReaders();
        }
    }

    /// <summary>The last messages that were taken, and the echoes that a caller waited for, oldest first: at most so many.</summary>
    public ChatMessage[] Recent(int count)
    {
        lock (_gate)
            return _recent.Last(count);
    }

    /// <summary>Keeps a message for <see cref="Recent"/> that never was in the inbox.</summary>
    public void Remember(ChatMessage message)
    {
        lock (_gate)
            _recent.Add(message);
    }

    /// <summary>Reads what has arrived, without waiting: so many buffers at most, and none while the inbox makes the server wait.</summary>
    /// <returns>True when something was read.</returns>
    public bool ReadAvailable(ICollection<string>? trace, int buffers = ClientLimits.ReadsAtAStretch)
    {
        lock (_gate)
        {
            int reads = 0;
            while (reads < buffers && Read(trace, keep: false))
                reads++;
            return reads > 0;
        }
    }

    /// <summary>Waits, for a slice at most, until something was read, by this caller or another; true then.</summary>
    public bool WaitAndRead(Deadline deadline, ICollection<string>? trace) => Wait(deadline, forRoom: false, trace);

    /// <summary>Waits, for a slice at most, for room in the socket, and reads meanwhile: a server that writes before it reads must not stop us.</summary>
    public void WaitWritable(Deadline deadline, ICollection<string>? trace) => Wait(deadline, forRoom: true, trace);

    /// <summary>
    /// Makes the calling thread the reader until it calls <see cref="ReleaseReader"/>: a loop that waits for the socket and for
    /// something else must be the one that sees what arrives.
    /// </summary>
    public void HoldReader()
    {
        lock (_gate)
        {
            while (_readerThread != 0 && IsOpen)
                Monitor.Wait(_gate, ClientLimits.SliceMilliseconds);
            _readerThread = Environment.CurrentManagedThreadId;
        }
    }

    /// <summary>Ends what <see cref="HoldReader"/> began.</summary>
    public void ReleaseReader()
    {
        lock (_gate)
            GiveRoleBack();
    }

    /// <summary>Accepts the frame of a request and tracks the request. Gathered, it is left to a later <see cref="TryFlush"/>, unless there is much.</summary>
    /// <returns>False, with nothing accepted, while there is no room.</returns>
    /// <exception cref="ChatException">The connection has ended.</exception>
    public bool TrySend(PendingRequest request, byte[] frame, bool gather, ICollection<string>? trace)
    {
        lock (_gate)
        {
            // An echo is known by its text; what else came before a request must not be taken for its reply.
            if (request is not PendingEcho)
                ReadAvailable(trace);
            ThrowIfEnded();
            bool accepted = _sender.TryAccept(frame, gather);
            if (accepted)
                _matcher.Requests.Add(request);
            CloseIfFailed();
            return accepted;
        }
    }

    /// <summary>Takes the request sent last back, unless some of its frame is on the wire.</summary>
    public void Withdraw(PendingRequest request, byte[] frame)
    {
        lock (_gate)
        {
            if (!request.IsDone && _sender.TryWithdraw(frame))
                _matcher.Withdraw(request);
        }
    }

    /// <summary>Sends what the socket takes of the accepted frames.</summary>
    /// <returns>True when nothing is left unsent.</returns>
    public bool TryFlush()
    {
        lock (_gate)
        {
            bool flushed = _sender.TryFlush();
            CloseIfFailed();
            return flushed;
        }
    }

    /// <summary>Overwrites what was sent: a login is not kept.</summary>
    public void ClearSent()
    {
        lock (_gate)
            _sender.ClearSent();
    }

    /// <summary>True when a request has its reply.</summary>
    /// <exception cref="ChatException">The connection has ended without the reply.</exception>
    public bool Poll(PendingRequest request)
    {
        lock (_gate)
        {
            _matcher.CompleteDue();
            if (!request.IsDone)
                ThrowIfEnded();
            return request.IsDone;
        }
    }

    /// <summary>Moves parts that are settled from the front of a queue to a list, as long as they are.</summary>
    public void Collect(Queue<PendingEcho> open, List<PendingEcho> settled)
    {
        lock (_gate)
        {
            _matcher.CompleteDue();
            while (open.Count > 0 && open.Peek().IsDone)
                settled.Add(open.Dequeue());
        }
    }

    /// <summary>Nobody waits for the reply any more: it goes to the inbox when it comes late.</summary>
    /// <returns>True when there is a reply all the same.</returns>
    public bool GiveUp(PendingRequest request)
    {
        lock (_gate)
            return _matcher.GiveUp(request);
    }

    /// <summary>Gives up every part that is not confirmed.</summary>
    /// <returns>Their texts, exact, in the order they were said.</returns>
    public IReadOnlyList<string> GiveUpEchoes()
    {
        lock (_gate)
            return _matcher.GiveUpEchoes();
    }

    /// <summary>Announces that nothing more will be sent. From now on the inbox takes what comes, and drops its oldest.</summary>
    public void ShutdownSend()
    {
        lock (_gate)
        {
            _isClosing = true;
            if (IsOpen)
                _transport.ShutdownSend();
            CloseIfFailed();
        }
    }

    /// <inheritdoc/>
    public void ReadIdle(bool byTimer)
    {
        lock (_gate)
        {
            _idle.Acknowledge(byTimer);
            if (_readerThread != 0 || !IsOpen)
                return;
            for (int reads = 0; reads < ClientLimits.IdleReads; reads++)
            {
                if (!Read(trace: null, keep: true) && (!IsOpen || !WantsMore || _idle.TryArm()))
                    return;
            }

            _idle.Schedule();
        }
    }

    /// <inheritdoc/>
    public void Fail(Exception fault)
    {
        lock (_gate)
            Close(new ChatException(ChatFailure.ConnectionLost, "The session has ended by a fault of its own: " + fault.Message, fault));
    }

    /// <summary>Closes from this side. Messages in the inbox stay.</summary>
    public void Dispose()
    {
        lock (_gate)
            Close(null);
    }

    private bool Wait(Deadline deadline, bool forRoom, ICollection<string>? trace)
    {
        int milliseconds = deadline.MillisecondsAtMost(ClientLimits.SliceMilliseconds);
        bool read, write, held;
        lock (_gate)
        {
            held = _readerThread == Environment.CurrentManagedThreadId;
            read = held || (IsOpen && _readerThread == 0 && WantsMore);
            if (read)
                _readerThread = Environment.CurrentManagedThreadId;
            write = forRoom || _sender.HasUnsent;
            if (!read && !write)
                return IsOpen && Monitor.Wait(_gate, milliseconds);
        }

        try
        {
            _transport.Wait(read, write, milliseconds);
        }
        finally
        {
            lock (_gate)
            {
                if (write)
                    TryFlush();
                if (read && !held)
                    GiveRoleBack();
                read = read && Read(trace, keep: false);
            }
        }

        return read;
    }

    // Under the gate, as all below.

    // Another caller may read now; if none does, the connection will.
    private void GiveRoleBack()
    {
        _readerThread = 0;
        WakeReaders();
    }

    private void WakeReaders()
    {
        if (IsOpen)
            _idle.Schedule();
        Monitor.PulseAll(_gate);
    }

    private bool Read(ICollection<string>? trace, bool keep)
    {
        if (!IsOpen || !WantsMore)
            return false;
        bool any = _receiver.TryReceive(trace, keep);
        CloseIfFailed();
        if (any)
            Monitor.PulseAll(_gate);
        return any && IsOpen;
    }

    private void CloseIfFailed()
    {
        if (_transport.Failure is not { } failure || !IsOpen)
            return;
        _receiver.Drain();

        // While we close, the other side's end is what we wait for.
        Close(_isClosing ? null : failure);
    }

    private void Close(ChatException? reason)
    {
        if (!IsOpen)
            return;
        _transport.Close(reason);
        _idle.Dispose();
        Monitor.PulseAll(_gate);
    }
}

/// <summary>What is unread, owed and done on a connection, at one moment.</summary>
/// <param name="UnreadCount">Messages that were received and not taken.</param>
/// <param name="DroppedCount">Messages that were dropped since nobody took them.</param>
/// <param name="OwedCount">Requests that the server owes somebody a reply to.</param>
/// <param name="UnconfirmedCount">Parts that were said to all and are not confirmed.</param>
/// <param name="HasEchoed">Whether the server has echoed anything.</param>
/// <param name="Progress">Changes whenever the socket takes bytes, or an owed reply comes.</param>
internal readonly record struct ConnectionStatus(
    int UnreadCount, long DroppedCount, int OwedCount, int UnconfirmedCount, bool HasEchoed, long Progress);
