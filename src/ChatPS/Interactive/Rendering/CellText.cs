using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// What of a text is put on a row, and the cells to keep for it: those of the terminal that counts most, so that none wraps.
/// A grapheme wider than a limit, and any control character that got so far, is put as U+FFFD, a tab and a line break as their signs. Pure.
/// </summary>
internal static class CellText
{
    private const char StandIn = '\uFFFD';
    private const char TabSign = '\u2409';
    private const char BreakSign = '\u240A';

    /// <summary>The cells to keep for the grapheme between two indexes.</summary>
    public static int Cells(string text, int start, int end, int limit) =>
        IsPrinted(text, start, end, limit, out int cells) ? cells : 1;

    /// <summary>The cells to keep for a text.</summary>
    public static int Cells(string text, int limit)
    {
        int cells = 0;
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = Graphemes.Next(text, at);
            cells += Cells(text, at, end, limit);
        }

        return cells;
    }

    /// <summary>Whether terminals differ on where the cursor is behind a text.</summary>
    public static bool IsDisputed(string text)
    {
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = Graphemes.Next(text, at);
            if (CellWidth.IsDisputed(text, at, end))
                return true;
        }

        return false;
    }

    /// <summary>Adds what is put on a row of the text between two indexes.</summary>
    public static void Append(string text, int start, int end, int limit, StringBuilder output)
    {
        for (int at = start, next; at < end; at = next)
        {
            next = System.Math.Min(end, Graphemes.Next(text, at));
            if (IsPrinted(text, at, next, limit, out _))
                output.Append(text, at, next - at);
            else
                output.Append(text[at] switch { '\t' => TabSign, '\n' => BreakSign, _ => StandIn });
        }
    }

    private static bool IsPrinted(string text, int start, int end, int limit, out int cells)
    {
        cells = CellWidth.AtMost(text, start, end);
        return cells <= limit && !char.IsControl(text[start]);
    }
}
