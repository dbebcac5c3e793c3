using System.Collections.Generic;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>Makes what was typed or pasted fit for an input line. Pure; takes time that grows with the length only.</summary>
internal static class InputSanitizer
{
    /// <summary>
    /// The lines of a paste that say something, with their tabs but without other control characters;
    /// CR, LF, CR LF, NEL and the Unicode separators end a line.
    /// </summary>
    public static List<string> Lines(string pasted)
    {
        var lines = new List<string>();
        foreach (string line in pasted.Split('\r', '\n', '\u0085', '\u2028', '\u2029'))
        {
            string clean = Clean(line);
            if (!string.IsNullOrWhiteSpace(clean))
                lines.Add(clean);
        }

        return lines;
    }

    /// <summary>
    /// The text without what has no place in a line: control characters but tabs and the breaks of Alt+Enter, halves of surrogate pairs, direction and other
    /// invisible controls. Joiners and the emoji selectors stay; which of them are needed is not for the typist to prove.
    /// </summary>
    public static string Clean(string text)
    {
        if (ReferenceEquals(TerminalText.MakeSafe(text), text))
            return text;
        var clean = new StringBuilder(text.Length);
        for (int at = 0, units; at < text.Length; at += units)
        {
            units = CodePoint.Width(text, at);
            if (IsKept(text, at, units))
                clean.Append(text, at, units);
        }

        return clean.ToString();
    }

    private static bool IsKept(string text, int at, int units)
    {
        if (text[at] < '\u0100')
            return (!char.IsControl(text[at]) || text[at] is '\t' or '\n') && text[at] != '\u00AD';
        if (text[at] is '\u200C' or '\u200D' or '\uFE0E' or '\uFE0F')
            return true;
        string one = text.Substring(at, units);
        return ReferenceEquals(TerminalText.MakeSafe(one), one);
    }
}
