using System;
using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>A part of a text that is an address to open.</summary>
internal readonly record struct TextLink(int Start, int End);

/// <summary>
/// Finds the web addresses in a text: <c>http://</c> or <c>https://</c> and printable ASCII up to what cannot be part of one. What is
/// found can be written into a terminal's link as it is, and has no space with which it could look like the start of a message. Pure.
/// </summary>
internal static class LinkFinder
{
    private const string Excluded = "\"<>\\^`{|}";
    private const string NotLast = ".,;:!?'()[]*_";

    public static IReadOnlyList<TextLink> Find(string text)
    {
        List<TextLink>? links = null;
        int at = 0;
        while ((at = text.IndexOf("://", at, StringComparison.Ordinal)) >= 0)
        {
            int start = StartOf(text, at);
            int end = EndOf(text, at + 3);
            if (start >= 0 && end > at + 3)
                (links ??= []).Add(new TextLink(start, end));
            at = Math.Max(end, at + 3);
        }

        return links ?? (IReadOnlyList<TextLink>)[];
    }

    // A scheme behind a letter is the end of a word, and no scheme.
    private static int StartOf(string text, int colon)
    {
        foreach (string scheme in new[] { "https", "http" })
        {
            int start = colon - scheme.Length;
            if (start >= 0 && string.Compare(text, start, scheme, 0, scheme.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return start == 0 || !char.IsLetterOrDigit(text[start - 1]) ? start : -1;
        }

        return -1;
    }

    private static int EndOf(string text, int from)
    {
        int end = from;
        while (end < text.Length && text[end] is > ' ' and <= '~' && Excluded.IndexOf(text[end]) < 0)
            end++;
        while (end > from && NotLast.IndexOf(text[end - 1]) >= 0)
            end--;
        return end;
    }
}
