using System;

namespace ChatPS.Interactive;

/// <summary>
/// One message to show. Sender and text are safe to print already (<see cref="Text.TerminalText"/>); a sender of none is empty or null.
/// </summary>
internal readonly record struct MessageLine(DateTimeOffset Time, LineKind Kind, string? Sender, string Text, bool IsOwn = false);
