using System;

namespace ChatPS.Interactive;

/// <summary>Lines that come when they come. One thread.</summary>
internal interface ILineSource
{
    /// <summary>Whether somebody types the lines now, and is still typing when the session ends.</summary>
    bool IsTyped { get; }

    /// <summary>Whether a line has been begun, as far as it was read.</summary>
    bool HasBegun { get; }

    /// <summary>How long to wait for the socket before the next look for a line.</summary>
    TimeSpan Slice { get; }

    /// <summary>Takes a line that is there; never waits. A null line is the end.</summary>
    bool TryRead(out string? line);
}
