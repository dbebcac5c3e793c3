using System;
using System.Globalization;

namespace ChatPS.Interactive;

/// <summary>
/// One message to show. Sender and text are safe to print already (<see cref="Text.TerminalText"/>); without a sender it is null or empty.
/// The origin, of our own words, stands before it where lines of several sources are shown.
/// </summary>
internal readonly record struct MessageLine(DateTime Time, ChatMessageKind Kind, string? Sender, string Text, bool IsOwn = false, string? Origin = null)
{
    /// <summary>The line of a received message; a whisper of one's own stands under the name of its recipient. One to oneself comes back as somebody's.</summary>
    public static MessageLine Of(ChatMessage message) => message is { IsOwn: true, Kind: ChatMessageKind.Whisper, Recipient: { } recipient }
        ? new(message.Time, message.Kind, recipient, message.Text, IsOwn: true)
        : new(message.Time, message.Kind, message.Sender, message.Text, message.IsOwn && message.Kind != ChatMessageKind.Whisper);

    /// <summary>The line that begins a date.</summary>
    public static MessageLine OfDate(DateTime time) =>
        new(time, ChatMessageKind.Notice, null, time.ToString("dddd, yyyy-MM-dd", CultureInfo.InvariantCulture));
}
