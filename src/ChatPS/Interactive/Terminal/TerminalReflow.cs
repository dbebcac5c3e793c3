using System;

namespace ChatPS.Interactive;

/// <summary>
/// What terminals do with rows for which the window has become too narrow. Nearly all wrap them; some cut them, and cannot be
/// asked, but are known by what they leave in the environment.
/// </summary>
internal static class TerminalReflow
{
    /// <param name="variable">Gives a variable of the environment, null when there is none.</param>
    public static bool IsExpected(Func<string, string?> variable)
    {
        if (variable("TMUX") is { Length: > 0 })
            return true; // Inside any of the others.
        return variable("STY") is null or "" && variable("XTERM_VERSION") is null or "" && variable("TERM") != "linux";
    }
}
