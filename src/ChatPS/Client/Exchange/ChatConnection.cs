using System;
using System.Collections.Generic;
using System.Threading;
using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>
/// One connection to a server, safe from any thread: <see cref="_gate"/> guards who reads, the inbox, the requests without a reply
/// and what is unsent. It is handed to no other class, and never held over a wait.
/// </summary>
internal sealed class ChatConnection : IIdleOwner, ILinkOwner, IDisposable
{
    private readonly object _gate = new();
    private readonly FrameTransport _transport;
    private readonly FrameSender _sender;
    private readonly ReplyMatcher _matcher;
    private readonly Inbox _inbox;
    private readonly ConnectionReader _reader;
    private readonly LinkTimer _linkTimer;

    /// <summary>The interpreter passes frames to the matcher, the matcher what is no reply to the inbox; the transport is closed with it.</summary>
    public ChatConnection(FrameTransport transport, FrameInterpreter interpreter, ReplyMatcher matcher, Inbox inbox)
    {
        _transport = transport;
        _sender = new FrameSender(transport);
        _matcher = matcher;
        _inbox = inbox;
        _reader = new ConnectionReader(
            transport, new FrameReceiver(transport, interpreter), matcher, inbox, new IdleReader(this, transport.Socket), () => Monitor.PulseAll(_gate));
        _linkTimer = new LinkTimer(this);
    }

    /// <summary>A session that nobody has any more: what waits for its server would keep the socket until that speaks.</summary>
    ~ChatConnection() => _transport?.Socket.Dispose();

    public ChatSessionState State => _transport.State;

    public bool IsOpen => _transport.IsOpen;

    /// <summary>The error for a caller that needs the connection open; null while it is.</summary>
    public ChatException? Error => _transport.Error;

    /// <summary>What is unread, owed and done, at one moment.</summary>
    public ConnectionStatus Status => WithRequests(matcher => ConnectionStatus.Of(_inbox, matcher, _sender));

    /// <summary>The last messages that were taken, and the echoes that a caller waited for. Safe from any thread.</summary>
    public RecentMessages Recent { get; } = new();

    /// <exception cref="ChatException">The connection has ended.</exception>
    public void ThrowIfEnded() => _transport.ThrowIfEnded();

    /// <summary>Takes the first unread message that matches, without waiting.</summary>
    public ChatMessage? Take(IMessageFilter? filter, ref InboxPlace place)
    {
        lock (_gate)
        {
            _matcher.CompleteDue();
            bool wasFull = !_reader.WantsMore;
            ChatMessage? message = _inbox.Take(filter, ref place);
            if (wasFull && _reader.WantsMore)
                _reader.Wake();
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
            return !_reader.WantsMore && _inbox.IsSeen(place);
    }

    /// <summary>While there is a receiver, a full inbox makes the server wait; without any, it drops its oldest.</summary>
    public void SetReceiving(bool receives)
    {
        lock (_gate)
            _reader.SetReceiving(receives);
    }

    /// <summary>Reads what has arrived, without waiting: so many buffers at most, and none while the inbox makes the server wait.</summary>
    /// <returns>True when something was read.</returns>
    /// <param name="trace">Takes a line for each frame; null when nobody looks.</param>
    /// <param name="buffers">How many at most.</param>
    /// <param name="keep">Keeps the frames for the next caller that shows them.</param>
    public bool ReadAvailable(ICollection<string>? trace, int buffers = ClientLimits.ReadsAtAStretch, bool keep = false)
    {
        lock (_gate)
            return _reader.ReadAvailable(trace, buffers, keep);
    }

    /// <summary>Waits, for a slice at most, until something was read, by this caller or another; true then.</summary>
    public bool WaitAndRead(Deadline deadline, ICollection<string>? trace) => Wait(deadline, forRoom: false, trace);

    /// <summary>Waits, for a slice at most, for room in the socket, and reads meanwhile: a server that writes before it reads must not stop us.</summary>
    public void WaitWritable(Deadline deadline, ICollection<string>? trace) => Wait(deadline, forRoom: true, trace);

    /// <summary>Makes the calling thread the reader until <see cref="ReleaseReader"/>: who waits for keys as well must see what arrives.</summary>
    public void HoldReader(CancellationToken token)
    {
        lock (_gate)
        {
            for (; !_reader.TryHold(); token.ThrowIfCancellationRequested())
                Monitor.Wait(_gate, ClientLimits.SliceMilliseconds);
        }
    }

    /// <summary>Ends what <see cref="HoldReader"/> began.</summary>
    public void ReleaseReader()
    {
        lock (_gate)
            _reader.GiveBack();
    }

    /// <summary>Accepts the frame of a request and tracks the request. Gathered, it is left to a later <see cref="TryFlush"/>, unless there is much.</summary>
    /// <returns>False, with nothing accepted, while there is no room.</returns>
    /// <exception cref="ChatException">The connection has ended.</exception>
    public bool TrySend(PendingRequest request, byte[] frame, bool gather, ICollection<string>? trace)
    {
        lock (_gate)
        {
            _reader.ShowUnseen(trace);

            // An echo is known by its text; what else came before a request must not be taken for its reply.
            if (request is not PendingEcho)
                _reader.ReadAvailable(trace, ClientLimits.ReadsAtAStretch, keep: false);
            ThrowIfEnded();
            bool accepted = _sender.TryAccept(frame, gather);
            if (accepted)
                _matcher.Requests.Add(request);
            _linkTimer.Start();
            _reader.ReadWhenIdle();
            _reader.CloseIfFailed();
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
            _reader.CloseIfFailed();
            return flushed;
        }
    }

    /// <summary>True when a request has its reply.</summary>
    /// <exception cref="ChatException">The connection has ended without the reply.</exception>
    public bool Poll(PendingRequest request)
    {
        lock (_gate)
            return _matcher.Poll(request) || (Error is { } error ? throw error : false);
    }

    /// <summary>Does something with what the server owes, under the lock: it must be quick and call nobody.</summary>
    public T WithRequests<T>(Func<ReplyMatcher, T> use)
    {
        lock (_gate)
            return use(_matcher);
    }

    /// <summary>Announces that nothing more will be sent. From now on the inbox takes what comes, and drops its oldest.</summary>
    public void ShutdownSend()
    {
        lock (_gate)
            _reader.ShutdownSend();
    }

    /// <inheritdoc/>
    public void ReadIdle(bool byTimer)
    {
        lock (_gate)
            _reader.ReadIdle(byTimer);
    }

    /// <inheritdoc/>
    public bool LookAtLink(LinkWatch watch, Action rest)
    {
        lock (_gate)
        {
            if (IsOpen && LinkState.Of(_transport.Socket) is { } link && (link.IsOutstanding || _sender.HasUnsent))
            {
                if (watch.IsDead(link))
                    _reader.Close(new ChatException(ChatFailure.ConnectionLost, "The connection to the server was lost: its machine does not answer any more."));
                return IsOpen;
            }

            rest();
            return false;
        }
    }

    /// <summary>Closes from this side. Messages in the inbox stay.</summary>
    public void Dispose()
    {
        lock (_gate)
            _reader.Close(null);
        _linkTimer.Dispose();
        GC.SuppressFinalize(this);
    }

    private bool Wait(Deadline deadline, bool forRoom, ICollection<string>? trace)
    {
        int milliseconds = deadline.MillisecondsAtMost(ClientLimits.SliceMilliseconds);
        bool read, write, held;
        lock (_gate)
        {
            read = _reader.TryBegin(out held);
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
                read = read && _reader.End(held, trace);
            }
        }

        return read;
    }
}
