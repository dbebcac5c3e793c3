using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>The requests of a link and their answers, from before one is sent until nobody waits for its answer any more. Safe from any thread.</summary>
internal sealed class Requests
{
    private readonly object _gate;
    private readonly ChatConnection _link;
    private readonly ReplyMatcher _owed;

    /// <param name="gate">The link's lock: what is read settles requests.</param>
    /// <param name="link">What is waited on.</param>
    /// <param name="owed">The answers owed.</param>
    public Requests(object gate, ChatConnection link, ReplyMatcher owed)
    {
        _gate = gate;
        _link = link;
        _owed = owed;
    }

    /// <summary>True while the server has not answered everything.</summary>
    public bool AreOpen
    {
        get
        {
            lock (_gate)
                return _owed.Count > 0;
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
            if (readFirst)
                _link.Probe(trace);
            _link.End.ThrowIfSet();
            _owed.Add(request);
        }
    }

    /// <summary>For a request whose frame was not sent.</summary>
    public void Withdraw(PendingRequest request)
    {
        lock (_gate)
            _owed.Withdraw(request);
    }

    /// <summary>Waits for the answer to a request that was sent.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.Timeout"/>, or why the session has ended.</exception>
    public void Await(PendingRequest request, in CallOptions call)
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
                    throw new ChatException(ChatFailure.Timeout, $"The server did not answer within {call.Timeout.TotalSeconds:0.###} s.{_link.FullInboxNote()}");
                }

                // A look costs less than a wait, and the server may have been faster.
                call.Waiting?.Invoke();
                if (!_link.ReadOnce(call.Trace))
                    _link.Pump(deadline, call.Trace);
            }
        }
        finally
        {
            GiveUp(request);
        }
    }

    /// <summary>True when a request has its answer.</summary>
    /// <exception cref="ChatException">The session has ended without the answer.</exception>
    public bool IsSettled(PendingRequest request)
    {
        lock (_gate)
        {
            _owed.CompleteIfDue(request);
            if (!request.IsDone)
                _link.End.ThrowIfSet();
            return request.IsDone;
        }
    }

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
}
