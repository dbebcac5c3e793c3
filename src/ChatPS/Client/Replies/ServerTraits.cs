using System;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// What a session has learned of its server, and so what only the server can have said. Learned from certain echoes alone:
/// what others choose as a name or a text teaches nothing. The connection's lock guards it.
/// </summary>
internal sealed class ServerTraits
{
    private bool _someoneHasHeadingName;
    private bool _relaysRequests;
    private bool _speechIsTellable;
    private bool _saysPlainWords;
    private long _slowestReply = -1;
    private string? _receipt;
    private string? _lastSpeaker;

    public ServerTraits(string ownName) => OwnName = ownName;

    /// <summary>Who is logged in, exact.</summary>
    public string OwnName { get; }

    /// <summary>It speaks the strict grammar of <see cref="OwnServerGrammar"/>.</summary>
    public bool IsOwnServer { get; set; }

    /// <summary>The <see cref="ServerMessage.Form"/> in which our own words came back; 0 until that is known.</summary>
    public int SpeechForm { get; private set; }

    /// <summary>Our own words came back without a name: anybody can make any frame.</summary>
    public bool EchoesBare { get; private set; }

    /// <summary>How the server writes our name where it is not exact: in another case, or as <c>You</c>.</summary>
    public string? OwnNameHere { get; private set; }

    /// <summary>Bytes that the server puts around our name and text, as far as an echo has shown.</summary>
    public int Decoration { get; private set; }

    /// <summary>A frame that has no form of speech is the server's.</summary>
    public bool PlainIsServerMade => IsOwnServer || SpeechForm != 0;

    /// <summary>
    /// A frame that has no form of speech may be anybody's: bare words came back, or such a frame came unasked and the form of speech
    /// is not known. Before that nothing speaks for it.
    /// </summary>
    public bool PlainMayBeSpeech => !PlainIsServerMade && (EchoesBare || _saysPlainWords);

    /// <summary>Milliseconds in which something better than a doubtful reply may come: what this server has taken at most, and more.</summary>
    public int GraceMilliseconds => _slowestReply < 0
        ? ClientLimits.ReplyGraceMilliseconds
        : (int)Math.Min(ClientLimits.ReplyGraceMilliseconds, Math.Max(ClientLimits.QuickGraceMilliseconds, ClientLimits.GraceReplies * _slowestReply));

    /// <summary>A payload that is the request itself, as some servers relay it.</summary>
    public static bool IsRelayedRequest(string payload) => payload.StartsWith(ProtocolConstants.MessageVerb, StringComparison.Ordinal);

    /// <summary>Said by us, under our exact name or as the server writes it.</summary>
    public bool IsOwnName(in ServerMessage frame) => frame.Sender == OwnName || (OwnNameHere is not null && frame.Sender == OwnNameHere);

    /// <summary>The same where nobody else can be called so.</summary>
    public bool IsOwnNameForCertain(in ServerMessage frame) => frame.Sender == OwnName || (SpeechForm != 0 && IsOwnName(frame));

    /// <summary>The server's own words on a whisper, as they were before.</summary>
    /// <param name="shape">The receipt without what differs.</param>
    public bool IsReceipt(string shape) => PlainIsServerMade && shape == _receipt;

    /// <summary>A whisper had this receipt, and nothing else that could have been one.</summary>
    public void LearnReceipt(string shape) => _receipt = PlainIsServerMade ? shape : null;

    /// <summary>Somebody's words for certain, though no form of speech fits.</summary>
    public bool IsSpeech(string payload) => _relaysRequests && IsRelayedRequest(payload);

    /// <summary>Somebody's message or whisper, and no list or sentence of the server's.</summary>
    public bool IsChat(in ServerMessage frame) => frame.IsChat && (_speechIsTellable || frame.Form != SpeechTemplate.Form);

    /// <summary>A frame that looks like a reply and may be anybody's: it has no form of speech, or that of lists and sentences.</summary>
    public bool MayBeSpeech(in ServerMessage frame) =>
        PlainMayBeSpeech || (!IsOwnServer && !_speechIsTellable && frame.Form == SpeechTemplate.Form);

    /// <summary>How far a frame is to be believed that looks like a reply.</summary>
    public ReplyFit AtMost(in ServerMessage frame, ReplyFit fit) => MayBeSpeech(frame) && fit > ReplyFit.OnlyIfAlone ? ReplyFit.OnlyIfAlone : fit;

    /// <summary>A reply came after so many milliseconds.</summary>
    public void LearnReplyTime(long milliseconds) => _slowestReply = Math.Max(_slowestReply, milliseconds);

    /// <summary>An echo showed so many bytes around our name and text.</summary>
    public void LearnDecoration(int bytes) => Decoration = Math.Max(Decoration, Math.Min(bytes, ClientLimits.Decoration));

    /// <summary>The form of speech is known.</summary>
    /// <param name="form">In which our own words came back.</param>
    /// <param name="isTellable">Whether lists and sentences are of another.</param>
    public void LearnForm(int form, bool isTellable = true)
    {
        SpeechForm = form;
        _speechIsTellable = isTellable;
        EchoesBare = false;
    }

    /// <summary>A bare text came back and it was ours; with a known form of speech it proves nothing.</summary>
    public void LearnBareEcho(string payload)
    {
        EchoesBare |= SpeechForm == 0;
        _relaysRequests |= EchoesBare && IsRelayedRequest(payload);
    }

    public void LearnOwnName(string name) => OwnNameHere = name;

    /// <summary>
    /// A frame that replied to nothing. If it names somebody like the heading of a reply, no such heading is believed any more: the
    /// true reply might be taken for speech, and the next such word for the reply.
    /// </summary>
    public void LearnSpeaker(in ServerMessage frame)
    {
        _saysPlainWords |= frame.Kind == ChatMessageKind.Notice;
        string speaker = frame.Sender ?? ProtocolConstants.Refusal;
        if (frame.Form == 0 || _someoneHasHeadingName || ReferenceEquals(speaker, _lastSpeaker))
            return;
        _lastSpeaker = speaker; // who speaks often is looked up once: names are cached
        _someoneHasHeadingName = ReplyPhrases.IsHeadingWord(speaker);
    }

    /// <summary>A frame in the form of speech that is not the form in which this server relays it.</summary>
    public bool IsServerMade(in ServerMessage frame) =>
        IsOwnServer ? !frame.IsChat : SpeechForm != 0 && frame.Kind != ChatMessageKind.Whisper && frame.Form != SpeechForm;

    /// <summary>How far a frame is to be believed that begins with a word that a server, or somebody of that name, may say.</summary>
    public ReplyFit JudgeHeading(in ServerMessage frame)
    {
        if (frame.Kind == ChatMessageKind.Whisper || (frame.Form == SpeechTemplate.Form && IsChat(frame)))
            return ReplyFit.None;
        if (IsServerMade(frame))
            return ReplyFit.Certain;
        return _someoneHasHeadingName ? ReplyFit.None : ReplyFit.OnlyIfAlone;
    }

    /// <summary>It begins with a word that a server may say, and somebody is called so.</summary>
    public bool IsSomebodysHeading(in ServerMessage frame) =>
        (frame.Kind == ChatMessageKind.Refusal || (frame.Kind == ChatMessageKind.Message && IsChat(frame)))
        && frame.Form != 0 && JudgeHeading(frame) == ReplyFit.None;
}
