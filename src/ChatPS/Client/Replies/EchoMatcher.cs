using System;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// Finds the part that a frame is the echo of, and learns from it how this server relays. Certain is our exact name before our exact
/// text; the rest depends on what the server has shown. The connection's lock guards it.
/// </summary>
internal sealed class EchoMatcher
{
    private readonly PendingRequestQueue _requests;
    private readonly ServerTraits _server;
    private SpeechTemplate? _seenOnce;

    public EchoMatcher(PendingRequestQueue requests, ServerTraits server)
    {
        _requests = requests;
        _server = server;
    }

    /// <summary>The form of speech that two of our own echoes agreed on; null until then.</summary>
    public SpeechTemplate? Template { get; private set; }

    public PendingEcho? Find(in ServerMessage frame, string payload, out ReplyFit fit)
    {
        fit = ReplyFit.None;
        if (!_requests.HasEchoes)
            return null;
        if (frame.Kind == ChatMessageKind.Message && frame.Sender == _server.OwnName)
            return FindOwn(frame, out fit);
        if (_server.IsOwnServer || _server.SpeechForm != 0)
            return null;
        if (FindBare(frame, payload, out fit) is { } bare)
            return bare;
        if (frame.Kind == ChatMessageKind.Message)
            return FindUnderOtherName(frame, out fit);
        return frame.Kind is ChatMessageKind.Notice or ChatMessageKind.Presence ? FindInUnknownForm(payload, out fit) : null;
    }

    /// <summary>Learns from an echo that counts.</summary>
    public void Learn(PendingEcho echo, HeldReply reply)
    {
        ServerMessage frame = reply.Frame;
        if (_server.IsOwnServer || echo.AlteredText is not null)
            return;
        if (frame.Kind == ChatMessageKind.Message && frame.Text == echo.Text)
        {
            if (frame.Sender == _server.OwnName)
                _server.LearnForm(frame.Form);
            else if (UserNameRules.Same(frame.Sender, _server.OwnName) || ReplyPhrases.IsSelf(frame.Sender))
                _server.LearnOwnName(frame.Sender!);
        }
        else if (reply.Payload == echo.Text || IsRelayedRequest(reply.Payload))
        {
            _server.LearnBareEcho();
        }
        else if (frame.Kind != ChatMessageKind.Message)
        {
            LearnTemplate(echo, reply);
        }
    }

    // Exact name and exact text. Our name before another text is an echo that was changed or cut: that of the oldest part.
    private PendingEcho? FindOwn(in ServerMessage frame, out ReplyFit fit)
    {
        fit = ReplyFit.None;
        if (!_server.IsOwnServer && _server.SpeechForm != 0 && _server.SpeechForm != frame.Form)
            return null;
        PendingEcho? exact = _requests.FindEcho(frame.Text);
        PendingEcho? echo = exact ?? (_server.IsOwnServer ? null : OldestUndecided());
        fit = exact is not null ? ReplyFit.Certain : echo is null ? ReplyFit.None : ReplyFit.Doubtful;
        return echo;
    }

    private static bool IsRelayedRequest(string payload) => payload.StartsWith(ProtocolConstants.MessageVerb, StringComparison.Ordinal);

    private PendingEcho? OldestUndecided()
    {
        PendingRequest? echo = _requests.FirstEcho;
        while (echo is { Held: not null })
            echo = echo.Next;
        return (PendingEcho?)echo;
    }

    // A server may relay the bare text, or the whole request. What looks like somebody's speech may be just that.
    private PendingEcho? FindBare(in ServerMessage frame, string payload, out ReplyFit fit)
    {
        PendingEcho? echo = _requests.FindEcho(payload);
        if (echo is null && IsRelayedRequest(payload))
            echo = _requests.FindEcho(payload.Substring(ProtocolConstants.MessageVerb.Length));
        bool plain = !frame.IsChat && payload != ProtocolConstants.Refusal;
        fit = echo is null ? ReplyFit.None : plain || _server.EchoesBare ? ReplyFit.Certain : ReplyFit.Doubtful;
        return echo;
    }

    // Our words under our name in another case, or as "You: hi". Somebody may be called so: it counts at once only where it has before.
    private PendingEcho? FindUnderOtherName(in ServerMessage frame, out ReplyFit fit)
    {
        fit = ReplyFit.None;
        bool known = frame.Sender == _server.OwnNameHere;
        if (!known && !UserNameRules.Same(frame.Sender, _server.OwnName) && !ReplyPhrases.IsSelf(frame.Sender))
            return null;
        PendingEcho? echo = _requests.FindEcho(frame.Text);
        fit = echo is null ? ReplyFit.None : known ? ReplyFit.Certain : ReplyFit.Doubtful;
        return echo;
    }

    // In a form that we do not know, our text is the end, and our name stands before it.
    private PendingEcho? FindInUnknownForm(string payload, out ReplyFit fit)
    {
        fit = ReplyFit.None;
        PendingEcho? found = null;
        for (int at = 1; at < payload.Length && !(found is not null && fit == ReplyFit.Certain); at++)
        {
            if (_requests.FindEcho(payload.Substring(at)) is not { } echo || !ReplyPhrases.HasWord(payload.Substring(0, at), _server.OwnName))
                continue;
            SpeechTemplate? template = SpeechTemplate.Of(payload, _server.OwnName, at);
            if (found is null || template is not null)
                found = echo;
            fit = template is not null && template.Equals(_seenOnce) ? ReplyFit.Certain : ReplyFit.Doubtful;
            _seenOnce = template ?? _seenOnce;
        }

        return found;
    }

    private void LearnTemplate(PendingEcho echo, HeldReply reply)
    {
        if (reply.Fit != ReplyFit.Certain)
            return;
        Template = SpeechTemplate.Of(reply.Payload, _server.OwnName, reply.Payload.Length - echo.Text.Length);
        _server.LearnForm(SpeechTemplate.Form);
    }
}
