using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// The requests that a server still owes an answer, in the order they were sent, which is the order it answers in.
/// Finds which of them a frame answers, if any. Knows no socket; the session's lock guards it.
/// </summary>
internal sealed class ReplyMatcher
{
    /// <summary>A server that never echoes must not make this grow for ever: beyond it the oldest is forgotten.</summary>
    public const int Limit = 200_000;

    /// <summary>How far an echo that is not the next one is looked for: a server that mangles texts must not make each search long.</summary>
    private const int EchoReach = 64;

    /// <summary>A heading may promise a thousand million names: this many are taken.</summary>
    private const int MostNames = 100_000;

    /// <summary>How long an answer that may not be whole, or not be ours, may still be bettered.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    /// <summary>How long a welcome that might be said to everybody who connects is waited behind for a refusal.</summary>
    private static readonly TimeSpan s_welcomeGrace = TimeSpan.FromMilliseconds(250);

    private readonly LinkedList<PendingRequest> _owed = new();

    // All of them but the echoes that nobody waits for: few, though a server that is slow or never echoes leaves thousands of those between.
    private readonly LinkedList<LinkedListNode<PendingRequest>> _few = new();
    private readonly int[] _owedOfKind = new int[4];
    private readonly string _ownName;

    // What the server has shown of its ways.
    private bool _echoesWithName;
    private bool _listsWithoutName;
    private bool _receiptsWithoutName;
    private long _asked;

    public ReplyMatcher(string ownName) => _ownName = ownName;

    public int Count => _owed.Count;

    public void Add(PendingRequest request)
    {
        if (_owed.Count >= Limit)
            Remove(_owed.First!);
        request.Order = ++_asked;
        LinkedListNode<PendingRequest> node = _owed.AddLast(request);
        request.IsOfFew = request.Kind != ReplyKind.Echo || request.IsAwaited;
        if (request.IsOfFew)
            _few.AddLast(node);
        _owedOfKind[(int)request.Kind]++;
    }

    /// <summary>For a request that was never sent.</summary>
    public void Withdraw(PendingRequest request)
    {
        if (_owed.FindLast(request) is { } node)
            Remove(node);
    }

    /// <summary>Which request a frame answers; those before it that nobody waits for are forgotten.</summary>
    /// <returns>Null when the frame answers none.</returns>
    public PendingRequest? Answer(in ServerMessage frame, string payload)
    {
        if (_owed.Count == 0 || Find(frame, payload) is not { } node)
            return null;
        if (!node.Value.IsAwaited)
            Overtake(node, payload);
        ForgetBefore(node);
        Settle(node.Value, frame, payload);
        if (node.Value.IsDone)
            Remove(node);
        return node.Value;
    }

    /// <summary>
    /// The time limit of a request has passed. Its late answer is still waited for, so that it is not taken for another's;
    /// unless its answer was taken for an older one's: else each answer to come would be, for ever.
    /// </summary>
    /// <returns>True when it has an answer all the same.</returns>
    public bool GiveUp(PendingRequest request)
    {
        if (!request.IsDone && request.OvertakenUntil is { HasPassed: true })
        {
            Withdraw(request);
            if (request.OvertakenBy is not null)
            {
                AddNames(request, request.OvertakenBy);
                request.IsDone = true;
            }
        }

        return request.IsDone;
    }

    /// <summary>Ends a request whose answer may be whole and to which nothing more came.</summary>
    public void CompleteIfDue(PendingRequest request)
    {
        if (request.IsDone || request.CompleteAt is not { HasPassed: true })
            return;
        request.IsDone = true;
        Withdraw(request);
    }

    private LinkedListNode<PendingRequest>? Find(in ServerMessage frame, string payload)
    {
        if (FirstOf(ReplyKind.Welcome) is { } login)
            return FindForLogin(login, frame, payload);
        if (!_echoesWithName && FirstOf(ReplyKind.Echo) is { } echo && echo.Value.Text == payload)
            return echo; // The bare text, whatever it looks like.
        return frame.Kind switch
        {
            ChatMessageKind.Refusal => FindForRefusal(payload),
            ChatMessageKind.Message or ChatMessageKind.Whisper => FindEcho(frame) ?? FindHeaded(payload),
            ChatMessageKind.Notice => FindEndingEcho(payload) ?? FindForPlain(payload),
            _ => null,
        };
    }

    // Only who is logged in hears chat. It may overtake the welcome, which is waited for a little longer.
    private static LinkedListNode<PendingRequest>? FindForLogin(LinkedListNode<PendingRequest> login, in ServerMessage frame, string payload)
    {
        if (RefusesLogin(login.Value, payload))
            return login;
        if (login.Value.HasBegun || frame.Kind == ChatMessageKind.Presence)
            return null;
        if (!frame.IsChat || ReplyPhrases.BeginWithHeading(payload))
            return login;
        login.Value.CompleteAt ??= Deadline.After(s_grace);
        return null;
    }

    private LinkedListNode<PendingRequest>? FindForRefusal(string payload)
    {
        LinkedListNode<PendingRequest>? whisper = FirstOf(ReplyKind.WhisperReceipt);
        if (whisper is not null && ReplyPhrases.RefuseFor(whisper.Value.Text, payload))
            return whisper;
        LinkedListNode<PendingRequest>? node = _owed.First;
        while (node is { Value.HasBegun: true })
            node = node.Next;
        return node;
    }

    // Our own words came back: the echo owed with this text, or, if the server changed the text, the next one.
    private LinkedListNode<PendingRequest>? FindEcho(in ServerMessage frame)
    {
        bool own = UserNameRules.Same(frame.Sender, _ownName);
        if (frame.Kind != ChatMessageKind.Message || !(own || ReplyPhrases.MeanSelf(frame.Sender)))
            return null;
        LinkedListNode<PendingRequest>? next = null;
        int steps = 0;
        for (LinkedListNode<PendingRequest>? node = FirstOf(ReplyKind.Echo); node is not null && steps++ < EchoReach; node = node.Next)
        {
            if (node.Value.Kind != ReplyKind.Echo)
                continue;
            if (node.Value.Text == frame.Text)
            {
                _echoesWithName = true;
                return node;
            }

            if (own && !node.Value.IsAbandoned)
                next ??= node;
        }

        return next;
    }

    // An echo in a shape we do not know ends with the text, and says no more before it than who said it.
    private LinkedListNode<PendingRequest>? FindEndingEcho(string payload)
    {
        int steps = 0;
        for (LinkedListNode<PendingRequest>? node = FirstOf(ReplyKind.Echo); node is not null && steps++ < EchoReach; node = node.Next)
        {
            if (node.Value.Kind != ReplyKind.Echo || !payload.EndsWith(node.Value.Text, StringComparison.Ordinal))
                continue;
            string before = payload.Substring(0, payload.Length - node.Value.Text.Length);
            if (before.Length == 0 || before == "MSG " || before.IndexOf(_ownName, StringComparison.OrdinalIgnoreCase) >= 0)
                return node;
        }

        return null;
    }

    private LinkedListNode<PendingRequest>? FindHeaded(string payload)
    {
        if (!_listsWithoutName && FirstOf(ReplyKind.Names) is { Value.HasBegun: false } list && UserListParser.HasHeading(payload))
            return list;
        bool receipt = !_receiptsWithoutName && ReplyPhrases.BeginWithHeading(payload) && ReplyPhrases.TellOfWhisper(payload);
        return receipt ? FirstOf(ReplyKind.WhisperReceipt) : null;
    }

    // The first answer owed that is not an echo, unless the words tell that it is the answer to another.
    private LinkedListNode<PendingRequest>? FindForPlain(string payload)
    {
        LinkedListNode<PendingRequest>? list = FirstOf(ReplyKind.Names);
        LinkedListNode<PendingRequest>? whisper = FirstOf(ReplyKind.WhisperReceipt);
        if (list is { Value.HasBegun: true } && UserListParser.Read(payload).Total is null)
            list = null; // it is only added to under its own heading
        if (list is not null && (whisper is null || IsForList(payload, list, whisper)))
        {
            _listsWithoutName = true;
            return list;
        }

        _receiptsWithoutName |= whisper is not null;
        return whisper;
    }

    private static bool IsForList(string payload, LinkedListNode<PendingRequest> list, LinkedListNode<PendingRequest> whisper)
    {
        if (UserListParser.HasHeading(payload) || ReplyPhrases.TellOfWhisper(payload))
            return UserListParser.HasHeading(payload);
        return list.Value.IsAwaited == whisper.Value.IsAwaited ? list.Value.Order < whisper.Value.Order : list.Value.IsAwaited;
    }

    private LinkedListNode<PendingRequest>? FirstOf(ReplyKind kind)
    {
        if (_owedOfKind[(int)kind] == 0)
            return null;
        return kind == ReplyKind.Echo ? FirstEcho() : FirstOfFew(request => request.Kind == kind);
    }

    private LinkedListNode<PendingRequest> FirstEcho()
    {
        LinkedListNode<PendingRequest> node = _owed.First!;
        while (node.Value.Kind != ReplyKind.Echo)
            node = node.Next!;
        return node;
    }

    private LinkedListNode<PendingRequest>? FirstOfFew(Func<PendingRequest, bool> wanted)
    {
        LinkedListNode<LinkedListNode<PendingRequest>>? one = _few.First;
        while (one is not null && !wanted(one.Value.Value))
            one = one.Next;
        return one?.Value;
    }

    // The next of its kind that somebody waits for may be the one that was meant.
    private void Overtake(LinkedListNode<PendingRequest> node, string payload)
    {
        PendingRequest old = node.Value;
        if (_few.Count == 0 || FirstOfFew(one => one.IsAwaited && one.Kind == old.Kind && one.Order > old.Order) is not { Value: { HasBegun: false } next })
            return;
        next.OvertakenUntil = Deadline.After(s_grace);
        next.OvertakenBy = next.Kind == ReplyKind.Names ? payload : null;
    }

    // Answers come in order: what was asked before and not answered never will be. What somebody waits for is left to its time limit.
    private void ForgetBefore(LinkedListNode<PendingRequest> node)
    {
        for (LinkedListNode<PendingRequest>? before = node.Previous; before is not null;)
        {
            LinkedListNode<PendingRequest> gone = before;
            before = before.Previous;
            if (!gone.Value.IsAwaited)
                Remove(gone);
        }
    }

    private void Remove(LinkedListNode<PendingRequest> node)
    {
        _owed.Remove(node);
        if (node.Value.IsOfFew)
            _few.Remove(node);
        _owedOfKind[(int)node.Value.Kind]--;
    }

    private void Settle(PendingRequest request, in ServerMessage frame, string payload)
    {
        bool login = request.Kind == ReplyKind.Welcome;
        bool refused = login ? RefusesLogin(request, payload) : frame.Kind == ChatMessageKind.Refusal && payload != request.Text;
        request.IsDone = true;
        if (refused)
            request.Refusal = payload;
        else if (login && !ReplyPhrases.WelcomeUser(payload, _ownName))
            MayNotBeAll(request, s_welcomeGrace);
        else if (request.Kind == ReplyKind.Names)
            AddNames(request, payload);
    }

    // To a login anything that begins with NO is a refusal; behind a first word of the server only what looks like one.
    private static bool RefusesLogin(PendingRequest login, string payload) =>
        login.HasBegun ? ServerMessageParser.IsRefusal(payload) : payload.StartsWith("NO", StringComparison.Ordinal);

    private static void AddNames(PendingRequest request, string payload)
    {
        UserListParser list = UserListParser.Read(payload);
        request.Names.AddRange(list.Names);
        if (list.Total > request.Names.Count && request.Names.Count < MostNames)
            MayNotBeAll(request, s_grace);
    }

    private static void MayNotBeAll(PendingRequest request, TimeSpan grace)
    {
        request.IsDone = false;
        request.HasBegun = true;
        request.CompleteAt = Deadline.After(grace);
    }
}
