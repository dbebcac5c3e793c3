using System;
using System.Text;
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
    private readonly TemplateLearner _learner = new();

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
        if (frame.Kind == ChatMessageKind.Message && _server.IsOwnName(frame))
            return FindOwn(frame, out fit);
        if (_server.IsOwnServer || (_server.SpeechForm != 0 && Template is null))
            return null;
        if (_server.SpeechForm == 0 && FindBare(frame, payload, out fit) is { } bare)
            return bare;
        if (frame.Kind == ChatMessageKind.Message)
            return _server.SpeechForm == 0 ? FindUnderOtherName(frame, out fit) : null;
        bool isPlain = frame.Kind is ChatMessageKind.Notice or ChatMessageKind.Presence;
        return isPlain && !_server.EchoesBare ? FindInUnknownForm(frame, payload, out fit) : null;
    }

    /// <summary>Learns from an echo that counts.</summary>
    public void Learn(PendingEcho echo, HeldReply reply)
    {
        ServerMessage frame = reply.Frame;
        if (_server.IsOwnServer)
            return;
        if (frame.Kind == ChatMessageKind.Message && frame.Text == echo.Text)
            LearnKnownForm(frame);
        else if (reply.Payload == echo.Text || ServerTraits.IsRelayedRequest(reply.Payload))
            _server.LearnBareEcho(reply.Payload);
        else if (frame.Kind != ChatMessageKind.Message && EchoPlace.Find(reply.Payload, echo.Text) is { } place)
            LearnTemplate(reply.Payload, place);
    }

    private void LearnKnownForm(in ServerMessage frame)
    {
        if (_server.IsOwnName(frame))
            _server.LearnForm(frame.Form, Template?.IsTellable ?? true);
        else if (UserNameRules.Same(frame.Sender, _server.OwnName) || ReplyPhrases.IsSelf(frame.Sender))
            _server.LearnOwnName(frame.Sender!);
    }

    // How much stands around the text is known at once; that it is the form of speech when two agree.
    private void LearnTemplate(string payload, EchoPlace place)
    {
        int textBytes = Encoding.UTF8.GetByteCount(payload.Substring(place.Start, place.End - place.Start));
        _server.LearnDecoration(Encoding.UTF8.GetByteCount(payload) - textBytes - Encoding.UTF8.GetByteCount(_server.OwnName));
        if (_learner.Agreed is not { } agreed || !agreed.Equals(SpeechTemplate.Of(payload, _server.OwnName, place.Start, place.End)))
            return;
        Template = agreed;
        _server.LearnForm(SpeechTemplate.Form, agreed.IsTellable);
    }

    // Exact name and exact text. Our name before another text is an echo that was changed or cut: that of the oldest part.
    private PendingEcho? FindOwn(in ServerMessage frame, out ReplyFit fit)
    {
        fit = ReplyFit.None;
        if (!_server.IsOwnServer && _server.SpeechForm != 0 && _server.SpeechForm != frame.Form)
            return null;
        PendingEcho? exact = _requests.FindEcho(frame.Text);
        PendingEcho? echo = exact ?? (_server.IsOwnServer || !_server.IsOwnNameForCertain(frame) ? null : _requests.OldestOpenEcho);
        bool isCertain = exact is not null && !_server.EchoesBare; // there it may be the bare words of another
        fit = isCertain ? ReplyFit.Certain : echo is null ? ReplyFit.None : ReplyFit.Doubtful;
        return echo;
    }

    // A server may relay the bare text, or the whole request. What looks like somebody's speech may be just that.
    private PendingEcho? FindBare(in ServerMessage frame, string payload, out ReplyFit fit)
    {
        PendingEcho? echo = _requests.FindEcho(payload);
        if (echo is null && ServerTraits.IsRelayedRequest(payload))
            echo = _requests.FindEcho(payload.Substring(ProtocolConstants.MessageVerb.Length));
        bool plain = !frame.IsChat && payload != ProtocolConstants.Refusal;
        fit = echo is null ? ReplyFit.None : plain || _server.EchoesBare ? ReplyFit.Certain : ReplyFit.Doubtful;
        return echo;
    }

    // Our words under our name in another case, or as "You: hi". Somebody may be called so: it counts at once only where it has before.
    private PendingEcho? FindUnderOtherName(in ServerMessage frame, out ReplyFit fit)
    {
        fit = ReplyFit.None;
        if (!UserNameRules.Same(frame.Sender, _server.OwnName) && !ReplyPhrases.IsSelf(frame.Sender))
            return null;
        PendingEcho? echo = _requests.FindOpenEcho(frame.Text);
        fit = echo is null ? ReplyFit.None : ReplyFit.Doubtful;
        return echo;
    }

    // In a form that we do not know, our name stands before our text: at the very front it is certain, and where two agree.
    private PendingEcho? FindInUnknownForm(in ServerMessage frame, string payload, out ReplyFit fit)
    {
        fit = ReplyFit.None;
        PendingEcho? echo = FindAtEnd(payload) ?? _requests.OldestOpenEcho;
        if (echo is null || EchoPlace.Find(payload, echo.Text) is not { } place
            || !ReplyPhrases.HasWord(payload.Substring(0, place.Start), _server.OwnName))
            return null;
        fit = ReplyFit.Doubtful;
        if (SpeechTemplate.Of(payload, _server.OwnName, place.Start, place.End) is not { } template)
            return echo;
        bool isSure = _learner.Agrees(template, echo.Text) || (template.NameLeads && frame.Kind == ChatMessageKind.Notice);
        fit = isSure && !place.IsCut ? ReplyFit.Certain : ReplyFit.Doubtful;
        return echo;
    }

    private PendingEcho? FindAtEnd(string payload)
    {
        for (int at = 1; at < payload.Length; at++)
        {
            if (_requests.FindOpenEcho(payload.Substring(at)) is { } echo && !UserNameRules.IsAllowed(payload[at - 1]))
                return echo;
        }

        return null;
    }
}
