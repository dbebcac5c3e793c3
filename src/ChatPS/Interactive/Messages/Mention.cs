using System;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>Finds a name in a text, as a word of its own and in any case. Pure.</summary>
internal static class Mention
{
    /// <summary>Where the name stands, from an index on; -1 for nowhere, and for an empty name.</summary>
    public static int Find(string text, string name, int from)
    {
        int at = name.Length == 0 ? -1 : text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);
        while (at >= 0 && !IsWord(text, at, at + name.Length))
            at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase);
        return at;
    }

    /// <summary>Whether a character may be a part of a word.</summary>
    public static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsWord(string text, int start, int end) =>
        (start == 0 || !IsOfWord(text[start - 1]))
        && (end == text.Length || !IsOfWord(text[end]))
        && Graphemes.Next(text, end - 1) == end;
}
