using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// Settles requests by what is certain, and never by what somebody may have chosen as a name or a text. What may be a reply is held
/// back for a moment, and returned to the inbox in its place when something better comes.
/// Knows no socket; the connection's lock guards it.
/// </summary>
internal sealed class ReplyMatcher
{
    private readonly EchoMatcher _echoes;
    private readonly RequestFinder _finder;
    private readonly HeldReplies _held;
    private readonly Action<ChatMessage> _toInbox;
    private readonly Func<long> _clock;

    /// <param name="ownName">Who is logged in, exact.</param>
    /// <param name="toInbox">Takes what is no reply, and replies that nobody waits for; not always in the order they came.</param>
    /// <param name="clock">Milliseconds of a clock that is never set.</param>
    public ReplyMatcher(string ownName, Action<ChatMessage> toInbox, Func<long> clock)
    {
        Server = new ServerTraits(ownName);
        Requests = new PendingRequestQueue(clock);
        _echoes = new EchoMatcher(Requests, Server);
        _finder = new RequestFinder(Requests, Server);
        _held = new HeldReplies(Server, toInbox);
        _toInbox = toInbox;
        _clock = clock;
    }

    public ServerTraits Server { get; }

    public PendingRequestQueue Requests { get; }

    /// <summary>Replies that were owed and came: what a sender takes for progress.</summary>
    public long SettledCount { get; private set; }

    /// <summary>Something that was said here has come back.</summary>
    public bool HasEchoed { get; private set; }

    /// <summary>The form of speech that was learned where no known one fits; null until then.</summary>
    public SpeechTemplate? Template => _echoes.Template;

    /// <summary>For another server.</summary>
    public ReplyMatcher Next(Action<ChatMessage> toInbox) => new(Server.OwnName, toInbox, _clock) { HasEchoed = HasEchoed };

    /// <summary>Takes one frame: it settles a request, or is held for one, or goes to the inbox.</summary>
    /// <returns>The request that it replies to, or may reply to; null when there is none.</returns>
    public PendingRequest? Take(in ServerMessage frame, string payload, ChatMessage message)
    {
        CompleteDue();
        PendingRequest? request = _echoes.Find(frame, payload, out ReplyFit fit);
        if (fit != ReplyFit.Certain)
            request = _finder.Find(frame, payload, request, ref fit);
        if (request is null)
        {
            Server.LearnSpeaker(frame);
            _toInbox(message);
            return null;
        }

        bool refuses = request.IsRefusal(frame, payload);
        var reply = new HeldReply(frame, payload, message, fit, _clock() + Server.GraceMilliseconds, refuses);
        if (fit == ReplyFit.Certain)
            Complete(request, reply);
        else
            _held.Hold(request, reply);
        return request;
    }

    /// <summary>Decides what has waited long enough.</summary>
    public void CompleteDue()
    {
        if (_held.IsEmpty)
            return;
        for (long now = _clock(); _held.Due(now) is { } request;)
        {
            if (request.Held is { } held && held.Until <= now)
                Decide(request, held);
            else
                Finish(request);
        }
    }

    /// <summary>True when a request has its reply.</summary>
    public bool Poll(PendingRequest request)
    {
        CompleteDue();
        return request.IsDone;
    }

    /// <summary>Moves parts that are settled from the front of a queue to a list, as long as they are.</summary>
    /// <returns>How many are left in the queue.</returns>
    public int Collect(Queue<PendingEcho> open, List<PendingEcho> settled)
    {
        CompleteDue();
        while (open.Count > 0 && open.Peek().IsDone)
            settled.Add(open.Dequeue());
        return open.Count;
    }

    /// <summary>Who said these was stopped, and reports nothing of them: whoever closes the session does.</summary>
    /// <returns>How many there are.</returns>
    public static int LoseReporter(IReadOnlyCollection<PendingEcho> echoes)
    {
        foreach (PendingEcho echo in echoes)
            echo.LoseReporter();
        return echoes.Count;
    }

    /// <summary>The time limit of a request has passed: what it has counts. If it has nothing, its late reply goes to the inbox.</summary>
    /// <returns>True when it has a reply all the same.</returns>
    public bool GiveUp(PendingRequest request)
    {
        if (request.IsDone)
            return true;
        if (request.Held is { } held)
            Decide(request, held);
        else if (request.HasBegun)
            Finish(request);
        if (!request.IsDone && !request.IsAbandoned)
            Requests.Abandon(request);
        return request.IsDone;
    }

    /// <summary>Gives up every part that is not confirmed.</summary>
    /// <returns>The texts, exact, of those that nobody else will report, in the order they were said.</returns>
    public IReadOnlyList<string> GiveUpEchoes()
    {
        var texts = new List<string>();
        for (PendingRequest? echo = Requests.FirstEcho; echo is not null; echo = Requests.FirstEcho)
        {
            if (!GiveUp(echo) && echo is PendingEcho { HasReporter: false, Text: var text })
                texts.Add(text);
        }

        return texts;
    }

    /// <summary>Nothing better comes any more: what is doubtful counts, and what somebody could have said goes to the inbox.</summary>
    public void End()
    {
        while (_held.First is { } request)
        {
            if (request.Held is { Fit: ReplyFit.Doubtful } held)
                Decide(request, held);
            else if (request.IsWhole)
                Finish(request);
            else
                _held.Drop(request);
        }
    }

    /// <summary>Takes a request out that was not sent.</summary>
    public void Withdraw(PendingRequest request)
    {
        _held.Release(request);
        Requests.Remove(request);
    }

    // Meanwhile it may have become known that somebody has such a name.
    private void Decide(PendingRequest request, HeldReply held)
    {
        if (held.Fit == ReplyFit.OnlyIfAlone && Server.IsSomebodysHeading(held.Frame))
            _held.Release(request);
        else
            Complete(request, held);
    }

    private void Complete(PendingRequest request, HeldReply reply)
    {
        if (request.Held is { IsDelivered: false } first && first != reply && !reply.Refuses && request.Absorbs(first, reply.Payload, Server))
            request.Take(first.Frame, first.Payload, first.Message, Server, _clock());
        if (request.Held != reply)
            _held.Release(request);
        ChatMessage? begun = request.Reply;
        bool own = request.Order > 0 && !request.IsAbandoned;
        if (reply.Refuses)
            request.Refuse(reply.Payload, reply.Message);
        else
            request.Take(reply.Frame, reply.Payload, request.AsReply(reply.Message, reply.Payload), Server, _clock());
        if (request.IsSpoiled)
        {
            Spoil(request, begun!, reply);
            return;
        }

        if (!(reply.Refuses ? request.ReportsRefusal : request.IsAwaited) && !reply.IsDelivered)
            _toInbox(reply.Refuses ? reply.Message : request.Reply!);
        if (request is PendingEcho echo && !reply.Refuses)
        {
            HasEchoed = true;
            _echoes.Learn(echo, reply);
        }

        if (reply.Fit == ReplyFit.Certain)
            SettleBefore(request);
        if (!own)
            OfferToNext(request, reply);
        else if (reply.Fit == ReplyFit.Certain && !Server.IsOwnServer)
            Server.LearnReplyTime(_clock() - request.AskedAt);
        SettledCount += own ? 1 : 0;
        if (request.IsDone || reply.Fit != ReplyFit.Certain)
            Finish(request); // what nothing bettered is not waited for any longer
        else
            _held.Watch(request);
    }

    private void Finish(PendingRequest request)
    {
        request.Complete();
        _held.Drop(request);
        Requests.Remove(request);
    }

    // Two replies that exclude each other: neither is believed.
    private void Spoil(PendingRequest request, ChatMessage begun, HeldReply reply)
    {
        _held.Forget(request);
        _toInbox(begun);
        _toInbox(reply.Message);
    }

    // Replies come in order: an altered echo before one that is certain was what it seemed, and late ones do not come any more.
    private void SettleBefore(PendingRequest request)
    {
        PendingRequest? earlier = _held.IsEmpty ? null : Requests.FirstEcho;
        while (earlier is not null && earlier.Order < request.Order)
        {
            PendingRequest? next = earlier.Next;
            if (earlier.Held is { Fit: ReplyFit.Doubtful } held)
                Complete(earlier, held);
            earlier = next;
        }

        Requests.ForgetLateBefore(request);
    }

    // What came for a request that was given up may be the reply to the next one like it: the server never answered the first.
    private void OfferToNext(PendingRequest late, HeldReply reply)
    {
        PendingRequest? next = late is PendingEcho echo ? Requests.FindOwedEcho(echo.Text) : Requests.FindOther(one =>
            one.IsAwaited && one.GetType() == late.GetType() && one.Order > late.Order && !one.HasBegun && one.Held is null);
        if (next is not null)
            _held.Hold(next, reply with { Fit = Server.AtMost(reply.Frame, ReplyFit.Doubtful), Until = _clock() + Server.GraceMilliseconds, IsDelivered = true });
    }
}
