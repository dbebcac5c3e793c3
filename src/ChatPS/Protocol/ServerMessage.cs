namespace ChatPS.Protocol;

/// <summary>What a frame from a server looks like, judged by its shape alone.</summary>
internal enum FrameShape
{
    /// <summary>None of the other shapes: an answer when one is owed, else a notice.</summary>
    Plain,
    Message,
    Whisper,
    Presence,
    Refusal,
}

/// <summary>A frame read by a <see cref="ServerMessageParser"/>. The texts are exact, not yet safe to print.</summary>
internal readonly struct ServerMessage
{
    public ServerMessage(FrameShape shape, string? sender, string text)
    {
        Shape = shape;
        Sender = sender;
        Text = text;
    }

    public FrameShape Shape { get; }

    /// <summary>Who said it, for messages and whispers.</summary>
    public string? Sender { get; }

    /// <summary>What was said, without the sender; for other shapes the whole payload.</summary>
    public string Text { get; }

    /// <summary>Somebody's message or whisper.</summary>
    public bool IsChat => Shape is FrameShape.Message or FrameShape.Whisper;
}
