using System;
using ChatPS.Text;

namespace ChatPS;

/// <summary>
/// One received frame. Immutable. <see cref="Text"/> and <see cref="Sender"/> are safe to print in any format: what could steer
/// a terminal was replaced by visible stand-ins. <see cref="RawBytes"/> is what really came.
/// </summary>
public sealed class ChatMessage
{
    private readonly byte[] _payload;

    internal ChatMessage(ChatMessageKind kind, string? sender, string text, byte[] payload, bool isOwn, int sessionId, DateTimeOffset time, string? recipient = null)
    {
        Time = time;
        Kind = kind;
        Sender = sender is null ? null : TerminalText.MakeSafe(sender);
        Text = TerminalText.MakeSafe(text);
        Recipient = recipient is null ? null : TerminalText.MakeSafe(recipient);
        IsOwn = isOwn;
        SessionId = sessionId;
        _payload = payload;
    }

    /// <summary>When it was read from the socket, by this machine's clock.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>What it is.</summary>
    public ChatMessageKind Kind { get; }

    /// <summary>Who said it, safe to print; null when the server said it itself.</summary>
    public string? Sender { get; }

    /// <summary>What was said, without the sender, safe to print. At most 99 bytes came; stand-ins may make it longer.</summary>
    public string Text { get; }

    /// <summary>Whom it was whispered to, for a whisper of one's own; else null.</summary>
    public string? Recipient { get; }

    /// <summary>True for what this session said itself and the server sent back.</summary>
    public bool IsOwn { get; }

    /// <summary>The <see cref="ChatSession.Id"/> of the session that received it.</summary>
    public int SessionId { get; }

    /// <summary>The payload exactly as it came, 1 to 99 bytes, not safe to print as text. A copy each time.</summary>
    public byte[] RawBytes => (byte[])_payload.Clone();

    /// <summary>Where it stands among all that its session received.</summary>
    internal long Serial { get; set; }

    /// <summary>The message as one line, safe to print: <c>fo: hi</c>.</summary>
    public override string ToString() => Sender is null ? Text : Kind == ChatMessageKind.Whisper
        ? Sender + " whispers: " + Text
        : Sender + ": " + Text;
}
