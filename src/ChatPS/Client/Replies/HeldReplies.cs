using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// The requests that are not decided: those that hold a doubtful reply, and those of whose reply more may come. The connection's
/// lock guards it.
/// </summary>
internal sealed class HeldReplies
{
    private readonly ServerTraits _server;
    private readonly Action<ChatMessage> _toInbox;

    // Those first that are decided first.
    private readonly SortedSet<PendingRequest> _undecided = new(Comparer<PendingRequest>.Create((one, other) =>
        one.DecideAt != other.DecideAt ? one.DecideAt.CompareTo(other.DecideAt) : one.Order.CompareTo(other.Order)));

    /// <param name="server">Learns the names of those whose words were no reply.</param>
    /// <param name="toInbox">Takes what was no reply.</param>
    public HeldReplies(ServerTraits server, Action<ChatMessage> toInbox)
    {
        _server = server;
        _toInbox = toInbox;
    }

    /// <summary>True when nothing waits to be decided.</summary>
    public bool IsEmpty => _undecided.Count == 0;

    /// <summary>The request that is decided first; null when there is none.</summary>
    public PendingRequest? First => _undecided.Min;

    /// <summary>The request that is to be decided by now; null when there is none.</summary>
    public PendingRequest? Due(long now) => First is { } first && first.DecideAt <= now ? first : null;

    /// <summary>Holds a reply that is not certain; the better of two is held, and of two that exclude each other neither.</summary>
    public void Hold(PendingRequest request, HeldReply reply)
    {
        if (request.Held is not { } before)
        {
            request.Hold(reply);
            Watch(request);
        }
        else if (request.IsBettered(before, reply))
        {
            Release(request);
            request.Hold(reply);
            Watch(request);
        }
        else if (before.Fit == ReplyFit.OnlyIfAlone && reply.Fit == ReplyFit.OnlyIfAlone && before.Payload != reply.Payload)
        {
            request.Contest();
            Release(request);
            _server.LearnSpeaker(reply.Frame);
            _toInbox(reply.Message);
        }
        else
        {
            _toInbox(reply.Message);
        }
    }

    /// <summary>What was held was no reply: it goes to the inbox.</summary>
    public void Release(PendingRequest request)
    {
        if (request.Release() is not { } held)
            return;
        if (request is { HasBegun: true, IsDone: false })
            Watch(request);
        else
            Forget(request);
        if (held.IsDelivered)
            return;
        _server.LearnSpeaker(held.Frame);
        _toInbox(held.Message);
    }

    /// <summary>It will be decided, by a frame or by the time.</summary>
    public void Watch(PendingRequest request)
    {
        Forget(request);
        long held = request.Held?.Until ?? long.MaxValue;
        request.DecideAt = request.HasBegun ? Math.Min(held, request.CompleteAt) : held;
        _undecided.Add(request);
    }

    /// <summary>It will never be decided.</summary>
    public void Drop(PendingRequest request)
    {
        Release(request);
        Forget(request);
    }

    /// <summary>It is decided.</summary>
    public void Forget(PendingRequest request)
    {
        if (_undecided.Count > 0)
            _undecided.Remove(request);
    }
}
