using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// What a session has learned of its server, and so what only the server can have said. Learned from certain echoes alone:
/// what others choose as a name or a text teaches nothing. The connection's lock guards it.
/// </summary>
internal sealed class ServerTraits
{
    private bool _someoneHasHeadingName;

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

    /// <summary>A frame that has no form of speech is the server's.</summary>
    public bool PlainIsServerMade => IsOwnServer || SpeechForm != 0;

    /// <summary>The form of speech is known.</summary>
    public void LearnForm(int form)
    {
        SpeechForm = form;
        EchoesBare = false;
    }

    /// <summary>A bare text came back and it was ours; with a known form of speech it proves nothing.</summary>
    public void LearnBareEcho() => EchoesBare |= SpeechForm == 0;

    public void LearnOwnName(string name) => OwnNameHere = name;

    /// <summary>
    /// A frame that replied to nothing. If it names somebody like the heading of a reply, no such heading is believed any more: the
    /// true reply might be taken for speech, and the next such word for the reply.
    /// </summary>
    public void LearnSpeaker(in ServerMessage frame)
    {
        _someoneHasHeadingName |= frame.Form != 0 && ReplyPhrases.IsHeadingWord(frame.Sender ?? ProtocolConstants.Refusal);
    }

    /// <summary>A frame in the form of speech that is not the form in which this server relays it.</summary>
    public bool IsServerMade(in ServerMessage frame) =>
        IsOwnServer ? !frame.IsChat : SpeechForm != 0 && frame.Kind != ChatMessageKind.Whisper && frame.Form != SpeechForm;

    /// <summary>How far a frame is to be believed that begins with a word that a server, or somebody of that name, may say.</summary>
    public ReplyFit JudgeHeading(in ServerMessage frame)
    {
        if (frame.Kind == ChatMessageKind.Whisper)
            return ReplyFit.None;
        if (IsServerMade(frame))
            return ReplyFit.Certain;
        return _someoneHasHeadingName ? ReplyFit.None : ReplyFit.OnlyIfAlone;
    }
}
