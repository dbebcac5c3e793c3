using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;

namespace ChatPS.Client;

/// <summary>
/// What a session is made of: the connection, the inbox and the requests. There is no reader in the background: whoever waits
/// reads, one caller at a time, for all who wait. Safe from any thread; <see cref="_gate"/> guards all state, and is never held
/// over a wait.
/// </summary>
internal sealed class ChatConnection : IDisposable
{
    /// <summary>
    /// Reads at a stretch: more than a socket holds. A server that never pauses must not keep for ever who wanted what is there now.
    /// </summary>
    public const int MostReads = 1024;

    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(250);

    private readonly object _gate = new();
    private readonly FrameTransport _connection;
    private readonly FrameInterpreter _reader;
    private readonly Intake _intake;
    private readonly Func<bool> _receive;
    private bool _reading;
    private bool _draining;

    public ChatConnection(FrameTransport connection, FrameInterpreter reader)
    {
        _connection = connection;
        _reader = reader;
        _intake = new Intake(connection, reader);
        _receive = _intake.Receive;
        Requests = new Requests(_gate, this, reader.Owed);
    }

    /// <summary>Whether it is open.</summary>
    public LinkEnd End { get; } = new();

    /// <summary>What was asked and is not answered.</summary>
    public Requests Requests { get; }

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
                return _intake.Inbox.Count;
        }
    }

    /// <summary>Takes the first message in the inbox that matches, without waiting.</summary>
    public ChatMessage? Take(IMessageFilter? filter, ref long seen)
    {
        lock (_gate)
        {
            bool wasFull = _intake.Inbox.IsFull;
            ChatMessage? message = _intake.Inbox.Take(filter, ref seen);
            if (message is not null)
                _intake.Given.Add(message);
            if (wasFull && message is not null)
                Monitor.PulseAll(_gate);
            return message;
        }
    }

    /// <summary>The last messages that were taken, oldest first: at most so many.</summary>
    public ChatMessage[] LastGiven(int count)
    {
        lock (_gate)
            return _intake.Given.Last(count);
    }

    /// <summary>Reads what has arrived, without waiting.</summary>
    public void Probe(ICollection<string>? trace = null)
    {
        lock (_gate)
        {
            for (int reads = 0; reads < MostReads && Read(trace); reads++)
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
        Pump(deadline.MillisecondsAtMost(CallOptions.SliceMilliseconds), _connection.HasUnsent, trace);

    /// <summary>Waits a slice for room in the socket, and reads meanwhile: a server that writes before it reads must not stop us.</summary>
    /// <exception cref="ChatException">The deadline has passed, or the session has ended.</exception>
    public void PumpForRoom(Deadline deadline, in CallOptions call)
    {
        call.Token.ThrowIfCancellationRequested();
        End.ThrowIfSet();
        if (deadline.HasPassed)
            throw SendTimedOut();
        call.Waiting?.Invoke();
        Pump(deadline.MillisecondsAtMost(CallOptions.SliceMilliseconds), write: true, call.Trace);
    }

    /// <summary>
    /// Closes from this side when what was said has come back. A close with something unread would reset the connection, and a
    /// server that had not read so far would lose our last words: so the end is announced, and what still comes is read away.
    /// </summary>
    /// <param name="call">Ends it early, as does a server that says nothing for a quarter of a second.</param>
    public void CloseGently(in CallOptions call)
    {
        Deadline last = Deadline.After(call.Timeout);
        Deadline quiet = Deadline.After(s_quiet);
        bool open = BeginClosing();
        while (open && Requests.AreOpen && !last.HasPassed && !quiet.HasPassed && !call.Token.IsCancellationRequested)
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
            // Closed by another thread, which has set the end.
        }

        return true;
    }

    public ChatException SendTimedOut() =>
        new(ChatFailure.Timeout, "The server took nothing more within the time limit." + FullInboxNote());

    /// <summary>Why nothing is read, for an error that comes of it; else empty.</summary>
    public string FullInboxNote()
    {
        lock (_gate)
        {
            return _intake.Inbox.IsFull
                ? $" The inbox is full ({_intake.Inbox.Count} messages): nothing more is read until Receive-ChatMessage takes some."
                : "";
        }
    }

    private void Pump(int milliseconds, bool write, ICollection<string>? trace)
    {
        bool reader;
        lock (_gate)
        {
            reader = !_reading && !_intake.Inbox.IsFull && End.IsOpen;
            _reading |= reader;
            if (!reader && !write && End.IsOpen)
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

    // Under the gate.
    private bool Read(ICollection<string>? trace)
    {
        if (!End.IsOpen || _intake.Inbox.IsFull)
            return false;
        _intake.Trace = trace;
        bool more = Guard(_receive) && End.IsOpen;

        // Whoever reads next, or finds the connection broken, must not write to this caller's list on another thread.
        _intake.Trace = null;
        if (more)
            Monitor.PulseAll(_gate);
        return more;
    }

    // Whoever reads besides us reads the rest.
    private bool BeginClosing()
    {
        lock (_gate)
        {
            bool alone = End.IsOpen && !_reading;
            _intake.AnswersOnly = alone;
            _reading |= alone;
            return alone && Guard(_connection.TryEndSending) && End.IsOpen;
        }
    }

    private bool ReadAway(Deadline deadline, out bool any)
    {
        Guard(() =>
        {
            _connection.Wait(read: true, write: false, deadline.MillisecondsAtMost(CallOptions.SliceMilliseconds));
            return true;
        });
        lock (_gate)
        {
            any = End.IsOpen && Guard(_receive);
            return End.IsOpen;
        }
    }

    private void Break(ChatException reason)
    {
        lock (_gate)
        {
            if (!End.IsOpen || _draining)
                return;
            _draining = true;
            Drain();

            // While we close, the other side's end is what we wait for.
            bool closing = _intake.AnswersOnly;
            Finish(closing ? ChatSessionState.Closed : ChatSessionState.Broken, closing ? null : reason);
        }
    }

    // A failed write must not hide what the other side said before it left: it is still in the socket.
    private void Drain()
    {
        try
        {
            for (int reads = 0; reads < MostReads && _intake.Receive(); reads++)
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
        if (!End.IsOpen)
            return;
        End.Set(state, reason);
        _connection.Dispose();
        Monitor.PulseAll(_gate);
    }
}
