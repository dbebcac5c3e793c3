using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>
/// What a session is made of: the connection, the inbox and the answers owed. There is no reader in the background: whoever waits
/// reads, one caller at a time, for all who wait. Safe from any thread; <see cref="_gate"/> guards all state,
/// <see cref="_sendTurn"/> keeps frames whole and in the order of the answers owed, and a waiting reader holds neither.
/// </summary>
internal sealed class ChatLink : IDisposable
{
    /// <summary>The longest that a gathered frame waits for company.</summary>
    private const int GatherMilliseconds = 1;

    private readonly object _gate = new();
    private readonly SemaphoreSlim _sendTurn = new(1, 1);
    private readonly ChatConnection _connection;
    private readonly ChatDialect _dialect;
    private readonly OwedAnswers _owed;
    private readonly Inbox _inbox = new();
    private readonly RecentMessages _given = new();
    private readonly Action<ArraySegment<byte>> _accept;
    private readonly string _ownName;
    private readonly int _sessionId;
    private DateTimeOffset _readAt;
    private bool _reading;
    private bool _draining;
    private ICollection<string>? _trace;
    private Timer? _flushTimer;
    private int _flushIsDue;

    public ChatLink(ChatConnection connection, ChatDialect dialect, string ownName, int sessionId)
    {
        _connection = connection;
        _dialect = dialect;
        _owed = new OwedAnswers(ownName);
        _ownName = ownName;
        _sessionId = sessionId;
        _accept = Accept;
    }

    public ChatSessionState State { get; private set; }

    /// <summary>Why it ended, when it did not end by <see cref="Dispose"/>.</summary>
    public ChatException? Reason { get; private set; }

    public Socket Socket => _connection.Socket;

    public bool HasUnsent => State == ChatSessionState.Opened && _connection.HasUnsent;

    public int UnreadCount
    {
        get
        {
            lock (_gate)
                return _inbox.Count;
        }
    }

    /// <summary>Sends the frame of a request; returns when all of it is sent. Reads meanwhile only if the socket takes no more.</summary>
    /// <param name="request">What will be owed for it.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="gather">
    /// Returns when the frame is accepted: it goes out with those after it, after a millisecond, or with <see cref="Flush"/>.
    /// </param>
    /// <param name="call">The time limit and the token.</param>
    /// <exception cref="ChatException">Not sent in time, or the session has ended. Of a frame that was sent in part, the rest goes first next time.</exception>
    public void Post(PendingRequest request, byte[] frame, bool gather, in ChatCall call)
    {
        Deadline deadline = Deadline.After(call.Timeout);
        if (!_sendTurn.Wait(0) && !_sendTurn.Wait(deadline.MillisecondsAtMost(int.MaxValue), call.Token))
            throw SendTimedOut();
        bool accepted = false;
        try
        {
            lock (_gate)
            {
                ThrowIfEnded();
                _owed.Add(request);
            }

            while (!(accepted = TryAccept(frame, gather)))
                PumpForRoom(deadline, call);
            if (gather)
                FlushSoon();
            else
                FlushAll(deadline, call);
            ThrowIfEnded();
            call.Trace?.Add(FrameTrace.Outgoing(frame));
        }
        catch
        {
            if (!accepted || _connection.TryWithdraw(frame))
                Withdraw(request);
            throw;
        }
        finally
        {
            _sendTurn.Release();
        }
    }

    /// <summary>Sends what was gathered; returns when all of it is sent.</summary>
    /// <exception cref="ChatException">Not sent in time, or the session has ended.</exception>
    public void Flush(in ChatCall call)
    {
        FlushAll(Deadline.After(call.Timeout), call);
        ThrowIfEnded();
    }

    /// <summary>Waits for the answer to a posted request.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.Timeout"/>, or why the session has ended.</exception>
    public void Await(PendingRequest request, in ChatCall call)
    {
        Deadline deadline = Deadline.After(call.Timeout);
        try
        {
            while (!IsSettled(request))
            {
                call.Token.ThrowIfCancellationRequested();
                if (deadline.HasPassed)
                    throw new ChatException(ChatFailure.Timeout, $"The server did not answer within {call.Timeout.TotalSeconds:0.###} s.{FullInboxNote()}");
                Pump(deadline, call.Trace);
            }
        }
        finally
        {
            Abandon(request);
        }
    }

    /// <summary>True when a posted request has its answer.</summary>
    /// <exception cref="ChatException">The session has ended without the answer.</exception>
    public bool IsSettled(PendingRequest request)
    {
        lock (_gate)
        {
            _owed.CompleteIfDue(request);
            if (!request.IsDone)
                ThrowIfEnded();
            return request.IsDone;
        }
    }

    /// <summary>Takes the first message in the inbox that matches, without waiting.</summary>
    public ChatMessage? Take(IMessageFilter? filter, ref long seen)
    {
        lock (_gate)
        {
            bool wasFull = _inbox.IsFull;
            ChatMessage? message = _inbox.Take(filter, ref seen);
            if (message is not null)
                _given.Add(message);
            if (wasFull && message is not null)
                Monitor.PulseAll(_gate);
            return message;
        }
    }

    /// <summary>The last messages that were taken, oldest first: at most so many.</summary>
    public ChatMessage[] LastGiven(int count)
    {
        lock (_gate)
            return _given.Last(count);
    }

    /// <summary>Reads what has arrived, without waiting; does nothing while another caller reads.</summary>
    public void Probe(ICollection<string>? trace = null)
    {
        while (ReadOnce(trace))
        {
        }
    }

    /// <summary>Reads one buffer of what has arrived, without waiting.</summary>
    /// <returns>False when there was nothing, while another caller reads, and when the inbox is full.</returns>
    public bool ReadOnce(ICollection<string>? trace)
    {
        lock (_gate)
            return !_reading && Read(trace);
    }

    /// <summary>Waits, for a slice at most, until something was read or somebody else has read.</summary>
    public void Pump(Deadline deadline, ICollection<string>? trace) =>
        Pump(deadline.MillisecondsAtMost(ChatCall.SliceMilliseconds), _connection.HasUnsent, trace);

    /// <summary>Nobody waits for the answer any more: it goes to the inbox when it comes late.</summary>
    public void Abandon(PendingRequest request)
    {
        lock (_gate)
            request.IsAwaited = false;
    }

    /// <summary>True while the server has not answered everything.</summary>
    public bool OwesAnswers
    {
        get
        {
            lock (_gate)
                return _owed.Count > 0;
        }
    }

    /// <summary>Why the session has ended; null while it has not.</summary>
    public ChatException? End() => State switch
    {
        ChatSessionState.Opened => null,
        ChatSessionState.Closed => new ChatException(ChatFailure.SessionClosed, "The session was closed."),
        _ => new ChatException(Reason!.Failure, Reason.Message, Reason),
    };

    /// <exception cref="ChatException">The session has ended.</exception>
    public void ThrowIfEnded()
    {
        if (End() is { } end)
            throw end;
    }

    /// <summary>Closes from this side. Messages in the inbox stay.</summary>
    public void Dispose()
    {
        lock (_gate)
            Finish(ChatSessionState.Closed, null);
    }

    private void FlushAll(Deadline deadline, in ChatCall call)
    {
        while (!TryFlush())
            PumpForRoom(deadline, call);
    }

    // Frames that come quickly one after the other share a send; the last of them must not wait for one that never comes.
    private void FlushSoon()
    {
        if (Interlocked.Exchange(ref _flushIsDue, 1) == 1)
            return;
        _flushTimer ??= new Timer(_ =>
        {
            Volatile.Write(ref _flushIsDue, 0);
            TryFlush();
        });
        _flushTimer.Change(GatherMilliseconds, Timeout.Infinite);
    }

    private void PumpForRoom(Deadline deadline, in ChatCall call)
    {
        call.Token.ThrowIfCancellationRequested();
        lock (_gate)
            ThrowIfEnded();
        if (deadline.HasPassed)
            throw SendTimedOut();
        Pump(deadline.MillisecondsAtMost(ChatCall.SliceMilliseconds), write: true, call.Trace);
    }

    private void Pump(int milliseconds, bool write, ICollection<string>? trace)
    {
        bool reader;
        lock (_gate)
        {
            reader = !_reading && !_inbox.IsFull && State == ChatSessionState.Opened;
            _reading |= reader;
            if (!reader && !write && State == ChatSessionState.Opened)
                Monitor.Wait(_gate, milliseconds);
        }

        if (reader || write)
            WaitAndMove(reader, write, milliseconds, trace);
    }

    private void WaitAndMove(bool reader, bool write, int milliseconds, ICollection<string>? trace)
    {
        try
        {
            Wait(reader, write, milliseconds);
        }
        finally
        {
            if (reader)
            {
                lock (_gate)
                {
                    _reading = false;
                    Read(trace);
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    // Under the gate: moves what has arrived to the inbox and the answers.
    private bool Read(ICollection<string>? trace)
    {
        if (State != ChatSessionState.Opened || _inbox.IsFull)
            return false;
        _trace = trace;
        _readAt = DateTimeOffset.Now;
        try
        {
            return _connection.TryReceive(_accept);
        }
        catch (Exception e) when (IsOfNetwork(e))
        {
            EndBy(e);
            return false;
        }
    }

    private void Accept(ArraySegment<byte> frame)
    {
        if (frame.Count == 0)
            return;
        var bytes = new byte[frame.Count];
        Buffer.BlockCopy(frame.Array!, frame.Offset, bytes, 0, bytes.Length);
        string payload = TerminalText.DecodeExact(bytes, 0, bytes.Length);
        _trace?.Add(FrameTrace.Incoming(bytes));
        ChatFrame read = _dialect.Read(payload);
        PendingRequest? request = _owed.Answer(read, payload);
        if (request is { Kind: AnswerKind.Echo, Refusal: null } && !read.IsChat)
            read = new ChatFrame(FrameShape.Message, _ownName, request.Text);
        bool own = read.IsChat && ChatNames.Same(read.Sender, _ownName);
        ChatMessage message = ChatMessage.From(read, bytes, own, _sessionId, _readAt);
        if (request is not { IsAwaited: true })
        {
            _inbox.Add(message);
            return;
        }

        request.Answer = message;
        if (message is { IsOwn: true })
            _given.Add(message);
    }

    private bool TryAccept(byte[] frame, bool gather)
    {
        try
        {
            return _connection.TryAccept(frame, gather);
        }
        catch (Exception e) when (IsOfNetwork(e))
        {
            EndBy(e);
            return true;
        }
    }

    private bool TryFlush()
    {
        try
        {
            return _connection.Flush();
        }
        catch (Exception e) when (IsOfNetwork(e))
        {
            EndBy(e);
            return true;
        }
    }

    private void Wait(bool read, bool write, int milliseconds)
    {
        try
        {
            _connection.Wait(read, write, milliseconds);
            if (write)
                _connection.Flush();
        }
        catch (Exception e) when (IsOfNetwork(e))
        {
            EndBy(e);
        }
    }

    private static bool IsOfNetwork(Exception e) => e is SocketException or ChatException or ObjectDisposedException;

    // The one place where the network's errors end the session. Disposed: closed by another thread, which has said so in State.
    private void EndBy(Exception e)
    {
        if (e is SocketException lost)
            Break(new ChatException(ChatFailure.ConnectionLost, "The connection to the server was lost: " + lost.Message, lost));
        else if (e is ChatException reason)
            Break(reason);
    }

    private void Break(ChatException reason)
    {
        lock (_gate)
        {
            if (State != ChatSessionState.Opened || _draining)
                return;
            _draining = true;
            Drain();
            Finish(ChatSessionState.Broken, reason);
        }
    }

    // A failed write must not hide what the other side said before it left: it is still in the socket.
    private void Drain()
    {
        try
        {
            while (_connection.TryReceive(_accept))
            {
            }
        }
        catch (Exception e) when (IsOfNetwork(e))
        {
            // The end, whose reason is known.
        }
    }

    private void Finish(ChatSessionState state, ChatException? reason)
    {
        if (State != ChatSessionState.Opened)
            return;
        State = state;
        Reason = reason;
        _flushTimer?.Dispose();
        _connection.Dispose();
        Monitor.PulseAll(_gate);
    }

    private void Withdraw(PendingRequest request)
    {
        lock (_gate)
            _owed.Withdraw(request);
    }

    private ChatException SendTimedOut() =>
        new(ChatFailure.Timeout, "The server took nothing more within the time limit." + FullInboxNote());

    private string FullInboxNote()
    {
        lock (_gate)
        {
            return _inbox.IsFull
                ? $" The inbox is full ({_inbox.Count} messages): nothing more is read until Receive-ChatMessage takes some."
                : "";
        }
    }
}
