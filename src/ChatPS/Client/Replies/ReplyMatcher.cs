using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// Finds which pending request a frame is the reply to, if any, by what servers in use reply. Knows no socket; the connection's
/// lock guards it.
/// </summary>
internal sealed class ReplyMatcher
{
    private readonly PendingRequestQueue _pending;
    private readonly string _ownName;

    // What the server has shown of its ways.
    private bool _echoesWithName;
    private bool _listsWithoutName;
    private bool _receiptsWithoutName;

    /// <param name="ownName">Who is logged in.</param>
    /// <param name="pending">The requests; those that have their reply leave it.</param>
    public ReplyMatcher(string ownName, PendingRequestQueue pending)
    {
        _ownName = ownName;
        _pending = pending;
    }

    /// <summary>Which request a frame is the reply to; those before it that nobody waits for are forgotten.</summary>
    /// <returns>Null when it is a reply to none.</returns>
    public PendingRequest? Match(in ServerMessage frame, string payload)
    {
        if (_pending.Count == 0 || Find(frame, payload) is not { } node)
            return null;
        PendingRequest request = node.Value;
        if (!request.IsAwaited && _pending.NextAwaited(request) is { HasBegun: false } next)
            next.Overtake(payload);
        _pending.ForgetBefore(node);
        Complete(request, frame, payload);
        if (request.IsDone)
            _pending.Remove(node);
        return request;
    }

    private LinkedListNode<PendingRequest>? Find(in ServerMessage frame, string payload)
    {
        if (_pending.FirstOf(ReplyKind.Welcome) is { } login)
            return FindForLogin(login, frame, payload);
        if (!_echoesWithName && _pending.FirstOf(ReplyKind.Echo) is { } echo && echo.Value.Text == payload)
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
        if (!frame.IsChat || ReplyPhrases.HasHeading(payload))
            return login;
        login.Value.ExpectSoon(ClientLimits.ReplyGrace);
        return null;
    }

    private LinkedListNode<PendingRequest>? FindForRefusal(string payload)
    {
        LinkedListNode<PendingRequest>? whisper = _pending.FirstOf(ReplyKind.WhisperReceipt);
        if (whisper is not null && ReplyPhrases.IsRefusalFor(whisper.Value.Text, payload))
            return whisper;
        LinkedListNode<PendingRequest>? node = _pending.First;
        while (node is { Value.HasBegun: true })
            node = node.Next;
        return node;
    }

    // Our own words came back: the pending echo with this text, or, if the server changed the text, the next one.
    private LinkedListNode<PendingRequest>? FindEcho(in ServerMessage frame)
    {
        bool own = UserNameRules.Same(frame.Sender, _ownName);
        if (frame.Kind != ChatMessageKind.Message || !(own || ReplyPhrases.IsSelf(frame.Sender)))
            return null;
        LinkedListNode<PendingRequest>? next = null;
        int steps = 0;
        for (LinkedListNode<PendingRequest>? node = _pending.FirstOf(ReplyKind.Echo); node is not null && steps++ < ClientLimits.EchoReach; node = node.Next)
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
        for (LinkedListNode<PendingRequest>? node = _pending.FirstOf(ReplyKind.Echo); node is not null && steps++ < ClientLimits.EchoReach; node = node.Next)
        {
            if (node.Value.Kind != ReplyKind.Echo || !payload.EndsWith(node.Value.Text, StringComparison.Ordinal))
                continue;
            string before = payload.Substring(0, payload.Length - node.Value.Text.Length);
            if (before.Length == 0 || before == ProtocolConstants.MessageVerb || before.IndexOf(_ownName, StringComparison.OrdinalIgnoreCase) >= 0)
                return node;
        }

        return null;
    }

    private LinkedListNode<PendingRequest>? FindHeaded(string payload)
    {
        if (!_listsWithoutName && _pending.FirstOf(ReplyKind.Names) is { Value.HasBegun: false } list && UserListParser.HasHeading(payload))
            return list;
        bool receipt = !_receiptsWithoutName && ReplyPhrases.HasHeading(payload) && ReplyPhrases.IsWhisperReceipt(payload);
        return receipt ? _pending.FirstOf(ReplyKind.WhisperReceipt) : null;
    }

    // The first pending reply that is not an echo, unless the words tell that it is the reply to another.
    private LinkedListNode<PendingRequest>? FindForPlain(string payload)
    {
        LinkedListNode<PendingRequest>? list = _pending.FirstOf(ReplyKind.Names);
        LinkedListNode<PendingRequest>? whisper = _pending.FirstOf(ReplyKind.WhisperReceipt);
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
        if (UserListParser.HasHeading(payload) || ReplyPhrases.IsWhisperReceipt(payload))
            return UserListParser.HasHeading(payload);
        return list.Value.IsAwaited == whisper.Value.IsAwaited ? list.Value.Order < whisper.Value.Order : list.Value.IsAwaited;
    }

    private void Complete(PendingRequest request, in ServerMessage frame, string payload)
    {
        bool isLogin = request.Kind == ReplyKind.Welcome;
        if (isLogin ? RefusesLogin(request, payload) : frame.Kind == ChatMessageKind.Refusal && payload != request.Text)
            request.Refuse(payload);
        else if (isLogin && !ReplyPhrases.IsWelcome(payload, _ownName))
            request.CompleteAfter(ClientLimits.WelcomeGrace);
        else if (request.Kind == ReplyKind.Names)
            request.AddNames(payload);
        else
            request.Complete();
    }

    // To a login anything that begins with NO is a refusal; behind a first word of the server only what looks like one.
    private static bool RefusesLogin(PendingRequest login, string payload) =>
        login.HasBegun ? ServerMessageParser.IsRefusal(payload) : payload.StartsWith(ProtocolConstants.Refusal, StringComparison.Ordinal);
}
