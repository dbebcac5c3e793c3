using System;
using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>
/// The keys of the process's own console. On Unix the host's read drops what is held with a key (Ctrl+Left, Alt+B, Shift+Tab);
/// .NET's has it. One thread.
/// </summary>
internal sealed class ConsoleKeys : IKeySource
{
    /// <inheritdoc/>
    public bool AreAvailable => Console.KeyAvailable;

    /// <inheritdoc/>
    public bool HasKey => Console.KeyAvailable;

    /// <inheritdoc/>
    public bool TryRead(out KeyPress key)
    {
        key = default;
        if (!Console.KeyAvailable)
            return false;
        ConsoleKeyInfo info = Console.ReadKey(intercept: true);
        key = new KeyPress(info.KeyChar, (int)info.Key, (KeyModifiers)info.Modifiers);
        return true;
    }
}
