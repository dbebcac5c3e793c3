using System;

namespace ChatPS.Interactive;

/// <summary>How an interactive session looks.</summary>
/// <param name="Color">Whether messages are coloured.</param>
/// <param name="TimeFormat">A .NET format of the local time; empty for none.</param>
/// <param name="Bell">Whether a whisper or one's own name rings.</param>
/// <param name="ShowLast">How many of the messages received before are shown again at the start.</param>
internal sealed record LoopOptions(bool Color, string TimeFormat, bool Bell, int ShowLast)
{
    /// <summary>Whether somebody who enters is told who is here, and how many messages came before.</summary>
    public bool Announces { get; init; }

    /// <summary>Whether a whisper or one's own name is shown in the window's title and as a note of the desktop.</summary>
    public bool Notifies { get; init; }

    /// <summary>The file that a path means; throws an <see cref="ArgumentException"/> for what is none.</summary>
    public Func<string, string> ResolvePath { get; init; } = static path => path;
}
