using System;

namespace ChatPS.Interactive;

/// <summary>What a line above the input row is about.</summary>
internal enum LineKind
{
    Message,
    Whisper,
    Notice,
    Refusal,
    Presence,
}

/// <summary>
/// One message to show. Sender and text are safe to print already (<see cref="Text.TerminalText"/>); a sender of none is empty or null.
/// </summary>
internal readonly record struct MessageLine(DateTimeOffset Time, LineKind Kind, string? Sender, string Text, bool IsOwn = false);
