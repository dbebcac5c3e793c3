using System;

namespace ChatPS.Interactive;

/// <summary>
/// One message to show. Sender and text are safe to print already (<see cref="Text.TerminalText"/>); a sender of none is empty or null.
/// </summary>
internal readonly record struct MessageLine(DateTimeOffset Time, LineKind Kind, string? Sender, string Text, bool IsOwn = false)
{
    /// <summary>The line of a received message; a whisper of one's own is by the name of who hears it.</summary>
    public static MessageLine Of(ChatMessage message) => new(
        message.Time,
        message.Kind switch
        {
            ChatMessageKind.Message => LineKind.Message,
            ChatMessageKind.Whisper => LineKind.Whisper,
            ChatMessageKind.Refusal => LineKind.Refusal,
            ChatMessageKind.Presence => LineKind.Presence,
            _ => LineKind.Notice,
        },
        message.Recipient ?? message.Sender, message.Text,
        message.IsOwn && (message.Kind != ChatMessageKind.Whisper || message.Recipient is not null));
}
