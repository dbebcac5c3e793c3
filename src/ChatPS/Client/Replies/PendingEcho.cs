using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>A part said to all, whose reply is its echo. <see cref="EchoIndex"/> finds it by its text.</summary>
internal sealed class PendingEcho : PendingRequest
{
    /// <param name="text">What was said, exact.</param>
    /// <param name="awaited">Whether somebody waits for this echo alone.</param>
    /// <param name="confirmed">Whether somebody waits until all of many are settled, and reports what was refused.</param>
    public PendingEcho(string text, bool awaited = true, bool confirmed = false)
        : base(awaited)
    {
        Text = text;
        HasReporter = awaited || confirmed;
    }

    /// <summary>What was said, exact.</summary>
    public string Text { get; }

    /// <summary>The text that came back, exact, where it is not what was said; else null.</summary>
    public string? AlteredText { get; private set; }

    /// <summary>The error of what came back changed or cut; null when it came back as it was said.</summary>
    public ChatException? Altered
    {
        get
        {
            if (AlteredText is null)
                return null;
            string back = TerminalText.MakeSafe(AlteredText);
            string message = $"The server changed what it sent back. Sent: '{TerminalText.MakeSafe(Text)}'. Came back: '{back}'.";
            return new ChatException(ChatFailure.Altered, message, serverText: back);
        }
    }

    /// <summary>Who said it will report what becomes of it. If nobody will, whoever closes the session does.</summary>
    public bool HasReporter { get; private set; }

    /// <summary>The next one with the same text; <see cref="EchoIndex"/> keeps it.</summary>
    internal PendingEcho? NextOfText { get; set; }

    /// <inheritdoc/>
    public override byte[]? ToFrame() => RequestWriter.Message(Text);

    /// <inheritdoc/>
    public override bool ReportsRefusal => HasReporter && !IsAbandoned;

    /// <summary>Who said it was stopped.</summary>
    public void LoseReporter() => HasReporter = false;

    /// <inheritdoc/>
    /// <remarks>Our own text may begin with NO, and come back bare.</remarks>
    public override bool IsRefusal(in ServerMessage frame, string payload) =>
        base.IsRefusal(frame, payload) && (payload != Text || payload == ProtocolConstants.Refusal);

    /// <inheritdoc/>
    /// <remarks>Echoes are found by their text, not by asking each.</remarks>
    public override ReplyFit Judge(in ServerMessage frame, string payload, ServerTraits server) => ReplyFit.None;

    /// <inheritdoc/>
    public override ChatMessage AsReply(ChatMessage message, string payload) => message.AsOwnEcho(CutText(payload) ?? Text);

    /// <inheritdoc/>
    protected override int Accept(in ServerMessage frame, string payload, ServerTraits server)
    {
        bool isSpeech = frame.Kind == ChatMessageKind.Message && server.IsOwnName(frame);
        AlteredText = !isSpeech ? CutText(payload) : frame.Text != Text ? frame.Text : null;
        return 0;
    }

    // Of a text that does not stand in the frame as a whole, what does.
    private string? CutText(string payload) =>
        EchoPlace.Find(payload, Text) is { IsCut: true } place ? payload.Substring(place.Start) : null;
}
