using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// The requests that a server still owes a reply, in the order they were sent, which is the order it replies in.
/// The connection's lock guards it.
/// </summary>
internal sealed class PendingRequestQueue
{
    private readonly LinkedList<PendingRequest> _requests = new();

    // All of them but the echoes that nobody waits for: few, though a server that is slow or never echoes leaves thousands of those between.
    private readonly LinkedList<LinkedListNode<PendingRequest>> _others = new();
    private readonly int[] _countOfKind = new int[4];
    private long _lastOrder;

    public int Count => _requests.Count;

    /// <summary>The oldest.</summary>
    public LinkedListNode<PendingRequest>? First => _requests.First;

    /// <summary>Adds a request whose frame is sent.</summary>
    public void Track(PendingRequest request)
    {
        if (_requests.Count >= ClientLimits.PendingCapacity)
            Remove(_requests.First!);
        request.Track(++_lastOrder);
        LinkedListNode<PendingRequest> node = _requests.AddLast(request);
        if (!request.IsUnawaitedEcho)
            _others.AddLast(node);
        _countOfKind[(int)request.Kind]++;
    }

    /// <summary>For a request that was never sent.</summary>
    public void Withdraw(PendingRequest request)
    {
        if (_requests.FindLast(request) is { } node)
            Remove(node);
    }

    /// <summary>Completes a request whose reply may be whole and to which nothing more came.</summary>
    /// <returns>True when it is done.</returns>
    public bool Poll(PendingRequest request)
    {
        if (!request.IsDone && request.CompleteAt is { HasPassed: true })
        {
            request.Complete();
            Withdraw(request);
        }

        return request.IsDone;
    }

    /// <summary>
    /// Nobody waits for a request any more. Its late reply is still expected, so that it is not taken for another's; unless its
    /// reply was taken for an older one's: else each reply to come would be, for ever.
    /// </summary>
    /// <returns>True when it has a reply all the same.</returns>
    public bool GiveUp(PendingRequest request)
    {
        if (!request.IsDone && request.OvertakenUntil is { HasPassed: true })
        {
            Withdraw(request);
            request.CompleteOvertaken();
        }

        request.Abandon();
        return request.IsDone;
    }

    /// <summary>The oldest of a kind.</summary>
    public LinkedListNode<PendingRequest>? FirstOf(ReplyKind kind)
    {
        if (_countOfKind[(int)kind] == 0)
            return null;
        return kind == ReplyKind.Echo ? FirstEcho() : FirstOther(kind);
    }

    /// <summary>The next after a request, of its kind, that somebody waits for.</summary>
    public PendingRequest? NextAwaited(PendingRequest request)
    {
        for (LinkedListNode<LinkedListNode<PendingRequest>>? other = _others.First; other is not null; other = other.Next)
        {
            PendingRequest next = other.Value.Value;
            if (next.IsAwaited && next.Kind == request.Kind && next.Order > request.Order)
                return next;
        }

        return null;
    }

    /// <summary>Forgets those before one that nobody waits for: replies come in order, so theirs never will. What somebody waits for is left to its time limit.</summary>
    public void ForgetBefore(LinkedListNode<PendingRequest> node)
    {
        for (LinkedListNode<PendingRequest>? before = node.Previous; before is not null;)
        {
            LinkedListNode<PendingRequest> lost = before;
            before = before.Previous;
            if (!lost.Value.IsAwaited)
                Remove(lost);
        }
    }

    public void Remove(LinkedListNode<PendingRequest> node)
    {
        _requests.Remove(node);
        if (!node.Value.IsUnawaitedEcho)
            _others.Remove(node);
        _countOfKind[(int)node.Value.Kind]--;
    }

    private LinkedListNode<PendingRequest> FirstEcho()
    {
        LinkedListNode<PendingRequest> node = _requests.First!;
        while (node.Value.Kind != ReplyKind.Echo)
            node = node.Next!;
        return node;
    }

    private LinkedListNode<PendingRequest>? FirstOther(ReplyKind kind)
    {
        LinkedListNode<LinkedListNode<PendingRequest>>? other = _others.First;
        while (other is not null && other.Value.Value.Kind != kind)
            other = other.Next;
        return other?.Value;
    }
}
