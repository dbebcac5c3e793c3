using System;
using System.Threading;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>
/// Sends requests and waits for their replies, each within a time limit. Safe from any thread: one caller at a time has the turn
/// to send, so that a frame taken back is always the last.
/// </summary>
internal sealed class RequestExchange : IDisposable
{
    private readonly ChatConnection _connection;
    private readonly SemaphoreSlim _sendTurn = new(1, 1);
    private readonly Timer _flushTimer;
    private int _flushIsDue;

    public RequestExchange(ChatConnection connection)
    {
        _connection = connection;
        _flushTimer = new Timer(_ => FlushGathered());
    }

    /// <summary>Sends the frame of a request; returns when all of it is sent. Reads meanwhile only if the socket takes no more.</summary>
    /// <param name="request">What is owed for it from then on.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="gather">
    /// Returns when the frame is accepted: it goes out with those after it, after a millisecond, or with <see cref="Flush"/>.
    /// </param>
    /// <param name="call">The time limit and the token.</param>
    /// <exception cref="ChatException">Not sent in time, or the connection has ended. Of a frame that was sent in part, the rest goes first next time.</exception>
    public void Send(PendingRequest request, byte[] frame, bool gather, in CallOptions call)
    {
        Deadline deadline = Deadline.After(call.Timeout);
        if (!_sendTurn.Wait(0) && !_sendTurn.Wait(deadline.MillisecondsAtMost(int.MaxValue), call.Token))
            throw SendTimedOut();
        bool accepted = false;
        try
        {
            while (!(accepted = _connection.TrySend(request, frame, gather, call.Trace)))
                WaitWritable(deadline, call);
            if (gather)
                FlushSoon(ClientLimits.GatherMilliseconds);
            else
                FlushUntil(deadline, call);
            _connection.ThrowIfEnded();
            call.Trace?.Add(FrameTrace.Outgoing(frame));
        }
        catch when (accepted)
        {
            _connection.Withdraw(request, frame);
            throw;
        }
        finally
        {
            _sendTurn.Release();
        }
    }

    /// <summary>Sends a request and waits for its reply, which the request holds then.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.Refused"/>, or as <see cref="Send"/> and <see cref="AwaitReply"/>.</exception>
    public PendingRequest Request(PendingRequest request, byte[] frame, in CallOptions call)
    {
        Send(request, frame, gather: false, call);
        AwaitReply(request, call);
        if (request.Refusal is not null)
            throw new ChatException(ChatFailure.Refused, "The server refused: " + TerminalText.MakeSafe(request.Refusal));
        return request;
    }

    /// <summary>Sends what was gathered; returns when all of it is sent.</summary>
    /// <exception cref="ChatException">Not sent in time, or the connection has ended.</exception>
    public void Flush(in CallOptions call)
    {
        FlushUntil(Deadline.After(call.Timeout), call);
        _connection.ThrowIfEnded();
    }

    /// <summary>Waits for the reply to a request that was sent.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.Timeout"/>, or why the connection has ended.</exception>
    public void AwaitReply(PendingRequest request, in CallOptions call)
    {
        Deadline deadline = Deadline.After(call.Timeout);
        try
        {
            while (!_connection.Poll(request))
            {
                call.Token.ThrowIfCancellationRequested();
                if (deadline.HasPassed)
                {
                    if (_connection.GiveUp(request))
                        return;
                    throw new ChatException(ChatFailure.Timeout, $"The server did not answer within {call.Timeout.TotalSeconds:0.###} s.{FullInboxNote()}");
                }

                // A look costs less than a wait, and the server may have been faster.
                call.Progress?.Invoke();
                if (!_connection.ReadAvailable(call.Trace, buffers: 1))
                    _connection.WaitAndRead(deadline, call.Trace);
            }
        }
        finally
        {
            _connection.GiveUp(request);
        }
    }

    /// <summary>Ends the timer; what is unsent stays so.</summary>
    public void Dispose() => _flushTimer.Dispose();

    private void FlushUntil(Deadline deadline, in CallOptions call)
    {
        while (!_connection.TryFlush())
            WaitWritable(deadline, call);
    }

    private void WaitWritable(Deadline deadline, in CallOptions call)
    {
        call.Token.ThrowIfCancellationRequested();
        _connection.ThrowIfEnded();
        if (deadline.HasPassed)
            throw SendTimedOut();
        call.Progress?.Invoke();
        _connection.WaitWritable(deadline, call.Trace);
    }

    // Frames that come quickly one after the other share a send; the last of them must not wait for one that never comes.
    private void FlushSoon(int milliseconds)
    {
        if (Interlocked.Exchange(ref _flushIsDue, 1) == 1)
            return;
        try
        {
            _flushTimer.Change(milliseconds, Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile: there is nothing to flush.
        }
    }

    // What the socket does not take is tried again: perhaps nobody waits who would do it.
    private void FlushGathered()
    {
        Volatile.Write(ref _flushIsDue, 0);
        if (!_connection.TryFlush() && _connection.IsOpen)
            FlushSoon(ClientLimits.SliceMilliseconds);
    }

    private ChatException SendTimedOut() =>
        new(ChatFailure.Timeout, "The server took nothing more within the time limit." + FullInboxNote());

    // Why nothing is read, for an error that comes of it.
    private string FullInboxNote() => _connection.UnreadCount is >= ClientLimits.InboxCapacity and var count
        ? $" The inbox is full ({count} messages): nothing more is read until Receive-ChatMessage takes some."
        : "";
}
