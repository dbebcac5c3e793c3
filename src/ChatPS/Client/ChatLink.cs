using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;

namespace ChatPS.Client;

/// <summary>
/// What a session is made of: the connection, the inbox and the answers owed. There is no reader in the background: whoever waits
/// reads, one caller at a time, for all who wait. Safe from any thread; <see cref="_gate"/> guards all state, and is never held
/// over a wait.
/// </summary>
internal sealed class ChatLink : IDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(250);

    private readonly object _gate = new();
    private readonly ChatConnection _connection;
    private readonly FrameReader _reader;
    private readonly OwedAnswers _owed;
    private readonly Inbox _inbox = new();
    private readonly RecentMessages _given = new();
    private readonly Action<ArraySegment<byte>> _accept;
    private readonly Func<bool> _receive;
    private DateTimeOffset? _readAt; // one time for all frames of a buffer
    private volatile ChatSessionState _state;
    private bool _reading;
    private bool _draining;
    private bool _closing;
    private ICollection<string>? _trace;

    public ChatLink(ChatConnection connection, FrameReader reader)
    {
        _connection = connection;
        _reader = reader;
        _owed = reader.Owed;
        _accept = Accept;
        _receive = Receive;
    }

    public ChatSessionState State => _state;

    /// <summary>Why it ended, when it did not end by <see cref="Dispose"/>.</summary>
    public ChatException? Reason { get; private set; }

    public Socket Socket => _connection.Socket;

    /// <summary>Bytes that the server has been seen to put around the sender of a message.</summary>
    public int MessageDecoration => _reader.MessageDecoration;

    /// <summary>The same for a whisper.</summary>
    public int WhisperDecoration => _reader.WhisperDecoration;

    public int UnreadCount
    {
        get
        {
            lock (_gate)
                return _inbox.Count;
        }
    }

    /// <summary>Notes, before its frame is sent, that an answer will be owed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="readFirst">Reads what is there: what came before the request cannot be its answer.</param>
    /// <param name="trace">Takes a line for each frame read.</param>
    /// <exception cref="ChatException">The session has ended.</exception>
    public void Owe(PendingRequest request, bool readFirst, ICollection<string>? trace)
    {
        lock (_gate)
        {
            ThrowIfEnded();
            if (readFirst)
            {
                while (Read(trace))
                {
                }
            }

            ThrowIfEnded();
            _owed.Add(request);
        }
    }

    /// <summary>For a request whose frame was not sent.</summary>
    public void Withdraw(PendingRequest request)
    {
        lock (_gate)
            _owed.Withdraw(request);
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
                {
                    if (GiveUp(request))
                        return;
                    throw new ChatException(ChatFailure.Timeout, $"The server did not answer within {call.Timeout.TotalSeconds:0.###} s.{FullInboxNote()}");
                }

                // A look costs less than a wait, and the server may have been faster.
                if (ReadOnce(call.Trace))
                    continue;
                call.Waiting?.Invoke();
                Pump(deadline, call.Trace);
            }
        }
        finally
        {
            GiveUp(request);
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

    /// <summary>Reads what has arrived, without waiting.</summary>
    public void Probe(ICollection<string>? trace = null)
    {
        lock (_gate)
        {
            while (Read(trace))
            {
            }
        }
    }

    /// <summary>Reads one buffer of what has arrived, without waiting.</summary>
    /// <returns>False when there was nothing, or no room for it in the inbox.</returns>
    public bool ReadOnce(ICollection<string>? trace)
    {
        lock (_gate)
            return Read(trace);
    }

    /// <summary>Waits, for a slice at most, until something was read or somebody else has read.</summary>
    public void Pump(Deadline deadline, ICollection<string>? trace) =>
        Pump(deadline.MillisecondsAtMost(ChatCall.SliceMilliseconds), _connection.HasUnsent, trace);

    /// <summary>Nobody waits for the answer any more: it goes to the inbox when it comes late.</summary>
    /// <returns>True when there is an answer all the same.</returns>
    public bool GiveUp(PendingRequest request)
    {
        lock (_gate)
        {
            bool answered = _owed.GiveUp(request);
            request.Abandon();
            return answered;
        }
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

    /// <summary>
    /// Closes from this side when what was said has come back. A close with something unread would reset the connection, and a
    /// server that had not read so far would lose our last words: so the end is announced, and what still comes is read away.
    /// </summary>
    /// <param name="call">Ends it early, as does a server that says nothing for a quarter of a second.</param>
    public void CloseGently(in ChatCall call)
    {
        Deadline last = Deadline.After(call.Timeout);
        Deadline quiet = Deadline.After(s_quiet);
        bool open = BeginClosing();
        while (open && OwesAnswers && !last.HasPassed && !quiet.HasPassed && !call.Token.IsCancellationRequested)
        {
            open = ReadAway(last, out bool any);
            if (any)
                quiet = Deadline.After(s_quiet);
        }

        Dispose();
    }

    /// <summary>Closes from this side. Messages in the inbox stay.</summary>
    public void Dispose()
    {
        lock (_gate)
            Finish(ChatSessionState.Closed, null);
    }

    /// <summary>Waits a slice for room in the socket, and reads meanwhile: a server that writes before it reads must not stop us.</summary>
    /// <exception cref="ChatException">The deadline has passed, or the session has ended.</exception>
    public void PumpForRoom(Deadline deadline, in ChatCall call)
    {
        call.Token.ThrowIfCancellationRequested();
        lock (_gate)
            ThrowIfEnded();
        if (deadline.HasPassed)
            throw SendTimedOut();
        call.Waiting?.Invoke();
        Pump(deadline.MillisecondsAtMost(ChatCall.SliceMilliseconds), write: true, call.Trace);
    }

    // Whoever reads besides us reads the rest.
    private bool BeginClosing()
    {
        lock (_gate)
        {
            _closing = State == ChatSessionState.Opened && !_reading;
            _reading |= _closing;
            return _closing && Guard(_connection.TryEndSending) && State == ChatSessionState.Opened;
        }
    }

    private bool ReadAway(Deadline deadline, out bool any)
    {
        Guard(() =>
        {
            _connection.Wait(read: true, write: false, deadline.MillisecondsAtMost(ChatCall.SliceMilliseconds));
            return true;
        });
        lock (_gate)
        {
            any = State == ChatSessionState.Opened && Guard(_receive);
            return State == ChatSessionState.Opened;
        }
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
            Guard(() =>
            {
                _connection.Wait(reader, write, milliseconds);
                return !write || _connection.Flush();
            });
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
        bool more = Guard(_receive) && State == ChatSessionState.Opened;

        // Whoever reads next, or finds the connection broken, must not write to this caller's list on another thread.
        _trace = null;
        if (more)
            Monitor.PulseAll(_gate);
        return more;
    }

    private bool Receive()
    {
        _readAt = null;
        return _connection.TryReceive(_accept);
    }

    private void Accept(ArraySegment<byte> frame)
    {
        if (frame.Count == 0)
            return;
        var bytes = new byte[frame.Count];
        Buffer.BlockCopy(frame.Array!, frame.Offset, bytes, 0, bytes.Length);
        _trace?.Add(FrameTrace.Incoming(bytes));
        ChatMessage message = _reader.Read(bytes, _readAt ??= DateTimeOffset.Now, out PendingRequest? request);
        bool isAnswer = request is { IsAwaited: true };
        if (isAnswer && message.IsOwn)
            _given.Add(message);
        else if (!isAnswer && !_closing)
            _inbox.Add(message);
    }

    /// <summary>The one place where the network's errors end the session; true then, as there is nothing left to move.</summary>
    public bool Guard(Func<bool> move)
    {
        try
        {
            return move();
        }
        catch (SocketException e)
        {
            Break(new ChatException(ChatFailure.ConnectionLost, "The connection to the server was lost: " + e.Message, e));
        }
        catch (ChatException e)
        {
            Break(e);
        }
        catch (ObjectDisposedException)
        {
            // Closed by another thread, which has said so in State.
        }

        return true;
    }

    private void Break(ChatException reason)
    {
        lock (_gate)
        {
            if (State != ChatSessionState.Opened || _draining)
                return;
            _draining = true;
            Drain();

            // While we close, the other side's end is what we wait for.
            Finish(_closing ? ChatSessionState.Closed : ChatSessionState.Broken, _closing ? null : reason);
        }
    }

    // A failed write must not hide what the other side said before it left: it is still in the socket.
    private void Drain()
    {
        try
        {
            while (Receive())
            {
            }
        }
        catch (Exception e) when (e is SocketException or ChatException or ObjectDisposedException)
        {
            // The end, whose reason is known.
        }
    }

    private void Finish(ChatSessionState state, ChatException? reason)
    {
        if (State != ChatSessionState.Opened)
            return;

        // Who sees the state without the gate must find the reason.
        Reason = reason;
        _state = state;
        _connection.Dispose();
        Monitor.PulseAll(_gate);
    }

    public ChatException SendTimedOut() =>
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
