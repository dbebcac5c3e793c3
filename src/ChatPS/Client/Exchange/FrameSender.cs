using System;
using System.Threading;

namespace ChatPS.Client;

/// <summary>
/// The sending side of a link: whole frames, in the order of the answers that will be owed for them. Safe from any thread:
/// one caller at a time has the turn.
/// </summary>
internal sealed class FrameSender : IDisposable
{
    /// <summary>The longest that a gathered frame waits for company.</summary>
    private const int GatherMilliseconds = 1;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly object _timerGate = new();
    private readonly ChatConnection _link;
    private readonly FrameTransport _connection;
    private readonly Timer _timer;
    private int _flushIsDue;
    private bool _disposed;

    public FrameSender(ChatConnection link, FrameTransport connection)
    {
        _link = link;
        _connection = connection;
        _timer = new Timer(_ => FlushGathered());
    }

    /// <summary>Sends the frame of a request; returns when all of it is sent. Reads meanwhile only if the socket takes no more.</summary>
    /// <param name="request">What will be owed for it.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="gather">
    /// Returns when the frame is accepted: it goes out with those after it, after a millisecond, or with <see cref="Flush"/>.
    /// </param>
    /// <param name="call">The time limit and the token.</param>
    /// <exception cref="ChatException">Not sent in time, or the session has ended. Of a frame that was sent in part, the rest goes first next time.</exception>
    public void Post(PendingRequest request, byte[] frame, bool gather, in CallOptions call)
    {
        Deadline deadline = Deadline.After(call.Timeout);
        if (!_turn.Wait(0) && !_turn.Wait(deadline.MillisecondsAtMost(int.MaxValue), call.Token))
            throw _link.SendTimedOut();
        bool accepted = false;
        try
        {
            // An echo is known by its text; what else came before a request must not be taken for its answer.
            _link.Requests.Owe(request, readFirst: request.Kind != ReplyKind.Echo, call.Trace);
            while (!(accepted = _link.Guard(() => _connection.TryAccept(frame, gather))))
                _link.PumpForRoom(deadline, call);
            if (gather)
                FlushSoon(GatherMilliseconds);
            else
                FlushAll(deadline, call);
            _link.End.ThrowIfSet();
            call.Trace?.Add(FrameTrace.Outgoing(frame));
        }
        catch
        {
            if (!accepted || _connection.TryWithdraw(frame))
                _link.Requests.Withdraw(request);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends what was gathered; returns when all of it is sent.</summary>
    /// <exception cref="ChatException">Not sent in time, or the session has ended.</exception>
    public void Flush(in CallOptions call)
    {
        FlushAll(Deadline.After(call.Timeout), call);
        _link.End.ThrowIfSet();
    }

    /// <summary>Ends the timer; what is unsent stays so.</summary>
    public void Dispose()
    {
        lock (_timerGate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void FlushAll(Deadline deadline, in CallOptions call)
    {
        while (!_link.Guard(_connection.Flush))
            _link.PumpForRoom(deadline, call);
    }

    // Frames that come quickly one after the other share a send; the last of them must not wait for one that never comes.
    private void FlushSoon(int milliseconds)
    {
        if (Interlocked.Exchange(ref _flushIsDue, 1) == 1)
            return;
        lock (_timerGate)
        {
            if (!_disposed)
                _timer.Change(milliseconds, Timeout.Infinite);
        }
    }

    // What the socket does not take is tried again: perhaps nobody waits who would do it.
    private void FlushGathered()
    {
        Volatile.Write(ref _flushIsDue, 0);
        if (!_link.Guard(_connection.Flush))
            FlushSoon(CallOptions.SliceMilliseconds);
    }
}
