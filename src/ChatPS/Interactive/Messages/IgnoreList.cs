using System;
using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>Whose lines are not shown, and whether joins and leaves are. One thread.</summary>
internal sealed class IgnoreList
{
    /// <summary>How many names are kept.</summary>
    public const int MaxNames = 1000;

    private readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether who comes and goes is not shown.</summary>
    public bool HidesPresence { get; set; }

    /// <summary>The names, in order.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Ignores a name, safe to print.</summary>
    /// <returns>False when there is no room for more.</returns>
    public bool TryAdd(string name) => _names.Contains(name) || (_names.Count < MaxNames && _names.Add(name));

    /// <returns>False when it was not ignored.</returns>
    public bool Remove(string name) => _names.Remove(name);

    /// <summary>Whether a line is not to be shown.</summary>
    public bool Hides(MessageLine line)
    {
        if (line.IsOwn)
            return false;
        if (line.Kind == ChatMessageKind.Presence)
            return HidesPresence || (line.Text.Split(' ') is { Length: 3 } words && _names.Contains(words[1]));
        return line.Sender is { } sender && _names.Contains(sender);
    }
}
