using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;

namespace ChatPS.Client;

/// <summary>
/// One connection to a server: who reads, the inbox, and the requests without a reply. There is no reader in the background:
/// whoever waits reads, one caller at a time, for all who wait. Safe from any thread: <see cref="_gate"/> guards all that this
/// class holds, is handed to no other class, and is never held over a wait.
/// </summary>
internal sealed class ChatConnection : IDisposable
{
    private readonly object _gate = new();
    private readonly FrameTransport _transport;
    private readonly FrameSender _sender;
    private readonly FrameReceiver _receiver;
    private readonly Inbox _inbox = new();
    private readonly PendingRequestQueue _pending;
    private bool _hasReader;

    /// <summary>Owns the transport. The interpreter finds the replies to what is pending.</summary>
    public ChatConnection(FrameTransport transport, FrameInterpreter interpreter, PendingRequestQueue pending)
    {
        _transport = transport;
        _sender = new FrameSender(transport);
        _receiver = new FrameReceiver(transport, interpreter, _inbox);
        _pending = pending;
    }

    public Socket Socket => _transport.Socket;

    public ChatSessionState State => _transport.State;

    public bool IsOpen => _transport.IsOpen;

    /// <summary>The error for a caller that needs the connection open; null while it is.</summary>
    public ChatException? Error => _transport.Error;

    public int UnreadCount
    {
        get
        {
            lock (_gate)
                return _inbox.Count;
        }
    }

    public bool HasPending
    {
        get
        {
            lock (_gate)
                return _pending.Count > 0;
        }
    }

    /// <exception cref="ChatException">The connection has ended.</exception>
    public void ThrowIfEnded() => _transport.ThrowIfEnded();

    /// <summary>Takes the first unread message that matches, without waiting.</summary>
    public ChatMessage? Take(IMessageFilter? filter, ref long seen)
    {
        lock (_gate)
        {
            bool wasFull = !_receiver.WantsMore;
            ChatMessage? message = _inbox.Take(filter, ref seen);
            if (wasFull)
                Monitor.PulseAll(_gate);
            return message;
        }
    }

    /// <summary>The last messages that were taken, oldest first: at most so many.</summary>
    public ChatMessage[] Recent(int count)
    {
        lock (_gate)
            return _inbox.Recent(count);
    }

    /// <summary>Reads what has arrived, without waiting: so many buffers at most, none while the inbox is full; true when anything was read.</summary>
    public bool ReadAvailable(ICollection<string>? trace, int buffers = ClientLimits.ReadsAtAStretch)
    {
        lock (_gate)
        {
            int read = 0;
            while (read < buffers && Read(trace))
                read++;
            return read > 0;
        }
    }

    /// <summary>Waits, for a slice at most, until something was read, by this caller or another; true then.</summary>
    public bool WaitAndRead(Deadline deadline, ICollection<string>? trace, bool forRoom = false)
    {
        int milliseconds = deadline.MillisecondsAtMost(ClientLimits.SliceMilliseconds);
        bool read, write;
        lock (_gate)
        {
            read = IsOpen && !_hasReader && _receiver.WantsMore;
            _hasReader |= read;
            write = forRoom || _sender.HasUnsent;
            if (!read && !write)
                return IsOpen && Monitor.Wait(_gate, milliseconds);
        }

        bool any;
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
                _hasReader &= !read;
                any = read && Read(trace);
                Monitor.PulseAll(_gate); // another may read now
            }
        }

        return any;
    }

    /// <summary>Waits, for a slice at most, for room in the socket, and reads meanwhile: a server that writes before it reads must not stop us.</summary>
    public void WaitWritable(Deadline deadline, ICollection<string>? trace) => WaitAndRead(deadline, trace, forRoom: true);

    /// <summary>Accepts the frame of a request and tracks the request. Gathered, it is left to a later <see cref="TryFlush"/>, unless there is much.</summary>
    /// <returns>False, with nothing accepted, while there is no room.</returns>
    /// <exception cref="ChatException">The connection has ended.</exception>
    public bool TrySend(PendingRequest request, byte[] frame, bool gather, ICollection<string>? trace)
    {
        lock (_gate)
        {
            // An echo is known by its text; what else came before a request must not be taken for its reply.
            if (request.Kind != ReplyKind.Echo)
                ReadAvailable(trace);
            ThrowIfEnded();
            bool accepted = _sender.TryAccept(frame, gather);
            if (accepted)
                _pending.Track(request);
            CloseIfFailed();
            return accepted;
        }
    }

    /// <summary>Takes the request sent last back, unless some of its frame is on the wire.</summary>
    public void Withdraw(PendingRequest request, byte[] frame)
    {
        lock (_gate)
        {
            if (_sender.TryWithdraw(frame))
                _pending.Withdraw(request);
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

    /// <summary>True when a request has its reply.</summary>
    /// <exception cref="ChatException">The connection has ended without the reply.</exception>
    public bool Poll(PendingRequest request)
    {
        lock (_gate)
        {
            if (_pending.Poll(request))
                return true;
            ThrowIfEnded();
            return false;
        }
    }

    /// <summary>Nobody waits for the reply any more: it goes to the inbox when it comes late.</summary>
    /// <returns>True when there is a reply all the same.</returns>
    public bool GiveUp(PendingRequest request)
    {
        lock (_gate)
            return _pending.GiveUp(request);
    }

    /// <summary>Announces that nothing more will be sent. From now on messages are read away.</summary>
    /// <returns>False when there is nothing to wait for: another caller reads, not all could be sent, or the connection has ended.</returns>
    public bool TryBeginClosing()
    {
        lock (_gate)
        {
            if (_hasReader || !IsOpen)
                return false;
            _receiver.RepliesOnly = true;
            if (!TryFlush())
                return false;
            _transport.ShutdownSend();
            CloseIfFailed();
            return IsOpen;
        }
    }

    /// <summary>Closes from this side. Messages in the inbox stay.</summary>
    public void Dispose()
    {
        lock (_gate)
            Close(null);
    }

    // Under the gate, as all below.
    private bool Read(ICollection<string>? trace)
    {
        if (!IsOpen || !_receiver.WantsMore)
            return false;
        bool any = _receiver.TryReceive(trace);
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
        Close(_receiver.RepliesOnly ? null : failure);
    }

    private void Close(ChatException? reason)
    {
        if (!IsOpen)
            return;
        _transport.Close(reason);
        Monitor.PulseAll(_gate);
    }
}
