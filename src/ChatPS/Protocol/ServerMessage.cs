namespace ChatPS.Protocol;

/// <summary>
/// A frame read by a <see cref="ServerMessageParser"/>, judged by its shape alone: one of no known shape is a notice, until it
/// proves to be the reply to a request. The texts are exact, not yet safe to print.
/// </summary>
internal readonly struct ServerMessage(ChatMessageKind kind, string? sender, string text, int form = 0)
{
    public ChatMessageKind Kind { get; } = kind;

    /// <summary>Who said it, for messages and whispers.</summary>
    public string? Sender { get; } = sender;

    /// <summary>What was said, without the sender; for other kinds the whole payload.</summary>
    public string Text { get; } = text;

    /// <summary>
    /// Which of the forms in which somebody's speech is relayed this is; 0 for none. A refusal has one where it may as well be
    /// the words of somebody called <c>NO</c>.
    /// </summary>
    public int Form { get; } = form;

    /// <summary>Somebody's message or whisper.</summary>
    public bool IsChat => Kind is ChatMessageKind.Message or ChatMessageKind.Whisper;
}
