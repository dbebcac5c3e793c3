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
    private readonly Func<long> _clock;
    private readonly SemaphoreSlim _sendTurn = new(1, 1);
    private readonly Timer _flushTimer;
    private int _flushIsDue;

    /// <param name="connection">Where the frames go.</param>
    /// <param name="clock">Of the time limits: milliseconds that only go forward.</param>
    public RequestExchange(ChatConnection connection, Func<long> clock)
    {
        _connection = connection;
        _clock = clock;
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
        var patience = PatienceFor(call);
        while (!_sendTurn.Wait(0) && !_sendTurn.Wait(ClientLimits.SliceMilliseconds, call.Token))
            patience.ThrowIfOver(_connection.Status.Progress, SendTimedOut);
        bool accepted = false;
        try
        {
            if (request is PendingEcho)
                AwaitRoom(call);
            while (!(accepted = _connection.TrySend(request, frame, gather, call.Trace)))
                WaitWritable(ref patience, call);
            if (gather)
                FlushSoon(ClientLimits.GatherMilliseconds);
            else
                FlushAll(ref patience, call);
            _connection.Poll(request); // it may be answered already, and the connection ended behind the reply
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

    /// <summary>Sends a request without waiting for its reply.</summary>
    public T Begin<T>(T request, byte[] frame, in CallOptions call)
        where T : PendingRequest
    {
        Send(request, frame, gather: false, call);
        return request;
    }

    /// <summary>Sends a request and waits for its reply, which the request holds then.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.Refused"/>, or as <see cref="Send"/> and <see cref="AwaitReply"/>.</exception>
    public T Request<T>(T request, byte[] frame, in CallOptions call)
        where T : PendingRequest
    {
        Send(request, frame, gather: false, call);
        AwaitReply(request, call);
        if (request.Failure is not null)
            throw request.Failure;
        if (request.Refusal is not null)
            throw Refused(request.Refusal);
        return request;
    }

    /// <summary>Sends what was gathered; returns when all of it is sent.</summary>
    /// <exception cref="ChatException">The socket took nothing for the time limit, or the connection has ended.</exception>
    public void Flush(in CallOptions call)
    {
        var patience = PatienceFor(call);
        FlushAll(ref patience, call);
        _connection.ThrowIfEnded();
    }

    /// <summary>Waits until something holds, as long as there is progress: the time limit begins anew with each.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.Timeout"/>, or why the connection has ended.</exception>
    public void AwaitSettled(Func<bool> isComplete, in CallOptions call)
    {
        var patience = PatienceFor(call);
        while (!isComplete())
        {
            call.Token.ThrowIfCancellationRequested();
            _connection.ThrowIfEnded();
            patience.ThrowIfOver(_connection.Status.Progress, NotConfirmedInTime);
            call.Progress?.Invoke();
            if (!_connection.ReadAvailable(call.Trace, buffers: 1))
                _connection.WaitAndRead(patience.Deadline, call.Trace);
        }
    }

    /// <summary>Waits for the reply to a request that was sent.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.Timeout"/>, or why the connection has ended.</exception>
    public void AwaitReply(PendingRequest request, in CallOptions call)
    {
        Deadline deadline = Deadline.After(call.Timeout, _clock);
        try
        {
            while (!_connection.Poll(request))
            {
                call.Token.ThrowIfCancellationRequested();
                if (deadline.HasPassed)
                {
                    if (_connection.WithRequests(matcher => matcher.GiveUp(request)))
                        return;
                    throw new ChatException(ChatFailure.Timeout, $"The server did not answer within {call.Timeout.TotalSeconds:0.###} s.");
                }

                // A look costs less than a wait, and the server may have been faster.
                call.Progress?.Invoke();
                if (!_connection.ReadAvailable(call.Trace, buffers: 1))
                    _connection.WaitAndRead(deadline, call.Trace);
            }
        }
        finally
        {
            _connection.With(links =>
            {
                if (links.Current.Matcher.GiveUp(request) && request.Reply is { IsOwn: true } own)
                    links.Recent.Add(own);
            });
            _connection.ReadAvailable(call.Trace, buffers: 0); // the reply may have been read by the session itself
        }
    }

    /// <summary>Ends the timer; what is unsent stays so.</summary>
    public void Dispose() => _flushTimer.Dispose();

    private Patience PatienceFor(in CallOptions call) => new(call.Timeout, _connection.Status.Progress, _clock);

    private void FlushAll(ref Patience patience, in CallOptions call)
    {
        while (!_connection.TryFlush())
            WaitWritable(ref patience, call);
    }

    private void WaitWritable(ref Patience patience, in CallOptions call)
    {
        call.Token.ThrowIfCancellationRequested();
        _connection.ThrowIfEnded();
        patience.ThrowIfOver(_connection.Status.Progress, SendTimedOut);
        call.Progress?.Invoke();
        _connection.WaitWritable(patience.Deadline, call.Trace);
    }

    // So many that are not confirmed are too many to keep: whoever says more waits.
    private void AwaitRoom(in CallOptions call)
    {
        if (_connection.Status.UnconfirmedCount < ClientLimits.UnconfirmedParts)
            return;
        Flush(call);
        AwaitSettled(() => _connection.Status.UnconfirmedCount < ClientLimits.UnconfirmedParts, call);
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
        if (!_connection.TryFlush() && _connection.Error is null)
            FlushSoon(ClientLimits.SliceMilliseconds);
    }

    private ChatException SendTimedOut() => new(
        ChatFailure.Timeout, _connection.IsOpen ? "The server took nothing more within the time limit." : "The session is reconnecting, and was not back within the time limit.");

    private static ChatException Refused(string refusal)
    {
        string text = TerminalText.MakeSafe(refusal);
        return new ChatException(ChatFailure.Refused, "The server refused: " + text, serverText: text);
    }

    private static ChatException NotConfirmedInTime() => new(ChatFailure.Timeout, "The server confirmed nothing more within the time limit.");
}
