using System;

namespace ChatPS.Interactive;

/// <summary>
/// One message to show. Sender and text are safe to print already (<see cref="Text.TerminalText"/>); without a sender it is null or empty.
/// </summary>
internal readonly record struct MessageLine(DateTime Time, ChatMessageKind Kind, string? Sender, string Text, bool IsOwn = false)
{
    /// <summary>The line of a received message; a whisper of one's own stands under the name of its recipient.</summary>
    public static MessageLine Of(ChatMessage message) => message is { IsOwn: true, Kind: ChatMessageKind.Whisper }
        ? new(message.Time, message.Kind, message.Recipient, message.Text, IsOwn: message.Recipient is not null)
        : new(message.Time, message.Kind, message.Sender, message.Text, message.IsOwn);
}
