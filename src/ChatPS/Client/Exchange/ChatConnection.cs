using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>
/// A session's connection to its server, safe from any thread: <see cref="_gate"/> guards who reads, the inbox, the requests without a
/// reply and what is unsent. It is handed to no other class, and never held over a wait. With a reconnector it outlives its sockets.
/// </summary>
internal sealed class ChatConnection : IIdleOwner, ILinkOwner, IDisposable
{
    private readonly object _gate = new();
    private readonly Inbox _inbox;
    private readonly ConnectionReader _reader;
    private readonly LinkTimer _linkTimer;
    private readonly ServerLinks _links;

    /// <summary>The interpreter passes frames to its matcher, the matcher what is no reply to the inbox; the transport is closed with it.</summary>
    public ChatConnection(FrameTransport transport, FrameInterpreter interpreter, Inbox inbox)
    {
        _inbox = inbox;
        ServerLink first = CreateLink(transport, interpreter);
        _links = new ServerLinks(first, inbox, () => Monitor.PulseAll(_gate));
        _reader = _links.Reader;
        _linkTimer = new LinkTimer(this);
    }

    /// <summary>A session that nobody has any more: what waits for its server would keep the socket until that speaks.</summary>
    ~ChatConnection() => _links?.Current.Transport.Socket.Dispose();

    public ChatSessionState State => With(static links => links.State);

    /// <summary>Logged in, as far as is known; not so between a break and the next login.</summary>
    public bool IsOpen => _links.IsOpen;

    /// <summary>The error for a caller that needs the session; null while it is open, or may be again.</summary>
    public ChatException? Error => IsOpen ? null : With(static links => links.Error);

    /// <summary>For a loop that waits for it and for keys at once; null while there is none.</summary>
    public Socket? Socket => _links.Current is { IsOpen: true } link ? link.Transport.Socket : null;

    /// <summary>What the server has shown of the way in which it writes.</summary>
    public FrameInterpreter Interpreter => _links.Current.Interpreter;

    /// <summary>What is unread, owed and done, at one moment.</summary>
    public ConnectionStatus Status => With(static links => links.Status);

    /// <exception cref="ChatException">The connection has ended.</exception>
    public void ThrowIfEnded()
    {
        if (Error is { } error)
            throw error;
    }

    /// <summary>Takes the first unread message that matches, without waiting.</summary>
    public ChatMessage? Take(IMessageFilter? filter, ref InboxPlace place)
    {
        lock (_gate)
        {
            _links.Current.Matcher.CompleteDue();
            bool wasFull = !_reader.WantsMore;
            ChatMessage? message = _inbox.Take(filter, ref place);
            if (message is not null)
                _links.Recent.Add(message);
            if (wasFull && _reader.WantsMore)
                _reader.Wake();
            return message;
        }
    }

    /// <summary>True when the inbox is full and a receiver has looked at all of it.</summary>
    public bool IsBlockedBy(InboxPlace place)
    {
        lock (_gate)
            return !_reader.WantsMore && _inbox.IsSeen(place);
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

    /// <summary>Makes the calling thread the reader until it gives back: who waits for keys as well must see what arrives.</summary>
    public void HoldReader(CancellationToken token)
    {
        lock (_gate)
        {
            for (; !_reader.TryHold(); token.ThrowIfCancellationRequested())
                Monitor.Wait(_gate, ClientLimits.SliceMilliseconds);
        }
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
            if (_links.ErrorFor(request) is { } error)
                throw error;
            bool accepted = _links.Takes(request) && _links.Current.TryAccept(request, frame, gather);
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
            if (request.Order == 0)
                _links.Current.Matcher.GiveUp(request);
            else if (!request.IsDone && _links.Current.Sender.TryWithdraw(frame))
                _links.Current.Matcher.Withdraw(request);
        }
    }

    /// <summary>Sends what the socket takes of the accepted frames.</summary>
    /// <returns>True when nothing is left unsent.</returns>
    public bool TryFlush()
    {
        lock (_gate)
        {
            bool flushed = _links.Current.Sender.TryFlush();
            _reader.CloseIfFailed();
            return flushed && !_links.HoldsUnsent;
        }
    }

    /// <summary>True when a request has its reply.</summary>
    /// <exception cref="ChatException">The connection has ended without the reply.</exception>
    public bool Poll(PendingRequest request)
    {
        lock (_gate)
            return _links.Current.Matcher.Poll(request) || (_links.ErrorFor(request) is { } error ? throw error : false);
    }

    /// <summary>Does something with what the server owes, under the lock: it must be quick and call nobody.</summary>
    public T WithRequests<T>(Func<ReplyMatcher, T> use)
    {
        lock (_gate)
            return use(_links.Current.Matcher);
    }

    /// <summary>The same with the links, who reads them, and the gap between them.</summary>
    public void With(Action<ServerLinks> use)
    {
        lock (_gate)
            use(_links);
    }

    /// <inheritdoc cref="With(Action{ServerLinks})"/>
    public T With<T>(Func<ServerLinks, T> use)
    {
        lock (_gate)
            return use(_links);
    }

    /// <inheritdoc/>
    public void ReadIdle(IdleReader idle, bool byTimer)
    {
        lock (_gate)
        {
            if (idle == _links.Current.Idle)
                _reader.ReadIdle(byTimer);
        }
    }

    /// <inheritdoc/>
    public bool LookAtLink(LinkWatch watch, Action rest)
    {
        lock (_gate)
            return _links.LookAtLink(watch, rest);
    }

    /// <summary>Puts a socket in the place of the one that broke, for a login to be tried on it.</summary>
    /// <returns>False when none is wanted any more; it is still the caller's then.</returns>
    public bool TryReplace(FrameTransport transport)
    {
        lock (_gate)
            return _links.TryReplace(interpreter => CreateLink(transport, interpreter));
    }

    /// <summary>Closes from this side. Messages in the inbox stay.</summary>
    public void Dispose()
    {
        lock (_gate)
            _links.End(null);
        _linkTimer.Dispose();
        GC.SuppressFinalize(this);
    }

    private bool Wait(Deadline deadline, bool forRoom, ICollection<string>? trace)
    {
        int milliseconds = deadline.MillisecondsAtMost(ClientLimits.SliceMilliseconds);
        bool read, write, held;
        ServerLink link;
        lock (_gate)
        {
            link = _links.Current;
            read = _reader.TryBegin(out held);
            write = link.IsOpen && ((forRoom && IsOpen) || link.Sender.HasUnsent);
            if (!read && !write)
                return Error is null && Monitor.Wait(_gate, milliseconds);
        }

        try
        {
            link.Transport.Wait(read, write, milliseconds);
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

    private ServerLink CreateLink(FrameTransport transport, FrameInterpreter interpreter) => new(transport, interpreter, new IdleReader(this, transport.Socket));
}
