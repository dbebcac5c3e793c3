using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>A whisper, whose reply is the server's receipt.</summary>
internal sealed class PendingWhisper : PendingRequest
{
    private readonly string _text;

    /// <param name="target">Whom it is for, as it was typed.</param>
    /// <param name="text">What was whispered, exact.</param>
    /// <param name="awaited">Whether somebody waits for the receipt.</param>
    public PendingWhisper(string target, string text, bool awaited = true)
        : base(awaited)
    {
        Target = target;
        _text = text;
    }

    /// <summary>Whom it is for, as it was typed.</summary>
    public string Target { get; }

    /// <inheritdoc/>
    public override byte[]? ToFrame() => RequestWriter.Whisper(Target, _text);

    /// <inheritdoc/>
    public override ChatMessage AsReply(ChatMessage message, string payload) => message.AsOwnWhisper(Target, _text);

    /// <inheritdoc/>
    public override ReplyFit Judge(in ServerMessage frame, string payload, ServerTraits server)
    {
        if (server.IsOwnServer)
            return UserNameRules.Same(OwnServerGrammar.WhisperedTo(payload), Target) ? ReplyFit.Certain : ReplyFit.None;
        if (payload == ProtocolConstants.WhisperVerb + Target + " " + _text)
            return ReplyFit.Certain; // the request itself: only who has the whisper knows it
        return server.AtMost(frame, server.IsChat(frame) ? JudgeSpeech(frame, payload, server) : JudgePlain(frame, payload, server));
    }

    private ReplyFit JudgePlain(in ServerMessage frame, string payload, ServerTraits server)
    {
        if (frame.Kind == ChatMessageKind.Presence && ReplyPhrases.IsPresence(payload))
            return ReplyFit.None;
        if (IsToOneself(server) && payload == _text)
            return ReplyFit.None; // it has arrived, which is no receipt
        if (UserListParser.HasHeading(payload) || ReplyPhrases.IsReceiptForAnother(payload, Target))
            return ReplyFit.None;
        bool isReceipt = ReplyPhrases.IsWhisperReceipt(payload);
        if (server.IsReceipt(ShapeOf(payload)))
            return ReplyFit.Certain;
        if (isReceipt && (ReplyPhrases.HasWord(payload, Target) || server.PlainIsServerMade))
            return ReplyFit.Certain;
        return ReplyFit.Doubtful;
    }

    /// <inheritdoc/>
    public override ReplyFit JudgeRefusal(string payload, ServerTraits server)
    {
        if (server.IsOwnServer)
            return UserNameRules.Same(OwnServerGrammar.RefusedTarget(payload), Target) ? ReplyFit.Certain : ReplyFit.None;
        return ReplyPhrases.IsRefusalFor(Target, payload) ? ReplyFit.Certain : ReplyFit.None;
    }

    /// <inheritdoc/>
    /// <remarks>A whisper to oneself that arrives is a receipt only where none comes.</remarks>
    public override bool IsBettered(HeldReply held, HeldReply reply) =>
        base.IsBettered(held, reply) || (held.Frame.Kind == ChatMessageKind.Whisper && reply.Frame.Kind != ChatMessageKind.Whisper);

    /// <inheritdoc/>
    protected override int Accept(in ServerMessage frame, string payload, ServerTraits server)
    {
        if (!IsContested && !server.IsChat(frame))
            server.LearnReceipt(ShapeOf(payload));
        return 0;
    }

    private string ShapeOf(string payload) => payload.Replace(_text, "\0").Replace(Target, "\0");

    private bool IsToOneself(ServerTraits server) => UserNameRules.Same(Target, server.OwnName);

    // Some servers send the whisper itself back, under our name; some put a word and a colon before the receipt.
    private ReplyFit JudgeSpeech(in ServerMessage frame, string payload, ServerTraits server)
    {
        if (frame.Kind == ChatMessageKind.Whisper && frame.Sender == server.OwnName && frame.Text == _text)
            return IsToOneself(server) ? ReplyFit.OnlyIfAlone : ReplyFit.Certain;
        bool isReceipt = ReplyPhrases.HasHeading(payload) && ReplyPhrases.IsWhisperReceipt(payload) && !ReplyPhrases.IsReceiptForAnother(payload, Target);
        return isReceipt ? server.JudgeHeading(frame) : ReplyFit.None;
    }
}
