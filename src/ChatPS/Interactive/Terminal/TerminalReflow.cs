using System;

namespace ChatPS.Interactive;

/// <summary>
/// Whether the terminal wraps rows that have become wider than its window. Nearly all do; some truncate them, and cannot be
/// asked, but are known by their environment variables.
/// </summary>
internal static class TerminalReflow
{
    /// <param name="variable">Returns an environment variable, null if it is not set.</param>
    public static bool IsExpected(Func<string, string?> variable)
    {
        if (variable("TMUX") is { Length: > 0 })
            return true; // tmux reflows, whatever terminal it runs in.
        return variable("STY") is null or "" && variable("XTERM_VERSION") is null or "" && variable("TERM") != "linux";
    }
}
