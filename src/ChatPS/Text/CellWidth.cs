namespace ChatPS.Text;

/// <summary>
/// How many cells of a terminal a text takes. A code point takes what <c>wcwidth</c> of glibc says (ambiguous ones take one);
/// a grapheme takes the sum of its code points, but an emoji with its selector, its modifiers or joined to others takes two.
/// Terminals differ just there: Windows Terminal, kitty and newer tmux count so, xterm and older tmux add up the code points.
/// So a layout that must not run over asks <see cref="AtMost"/>, and a cursor is not put behind a <see cref="IsDisputed"/>
/// grapheme by counting. Pure.
/// </summary>
internal static class CellWidth
{
    private const int EmojiSelector = 0xFE0F;
    private const int Joiner = 0x200D;

    /// <summary>The cells of a text.</summary>
    public static int Of(string text)
    {
        int cells = 0;
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = Graphemes.Next(text, at);
            cells += OfGrapheme(text, at, end);
        }

        return cells;
    }

    /// <summary>The cells of the grapheme between two indexes.</summary>
    public static int OfGrapheme(string text, int start, int end)
    {
        int first = CodePoint.At(text, start);
        int cells = OfCodePoint(first);
        for (int at = start + CodePoint.Width(first), c; at < end; at += CodePoint.Width(c))
        {
            c = CodePoint.At(text, at);
            if (c == EmojiSelector && IsIn(CellWidthTable.EmojiVariants, first))
                return 2;
            if (IsModifier(c) || (c == Joiner && at + 1 < end))
                return CodePoint.IsPicture(first) ? 2 : Sum(text, start, end);
            cells += OfCodePoint(c);
        }

        return cells;
    }

    /// <summary>The most cells that a terminal in use gives the grapheme between two indexes.</summary>
    public static int AtMost(string text, int start, int end)
    {
        int cells = 0;
        int last = 0;
        for (int at = start, c; at < end; at += CodePoint.Width(c))
        {
            c = CodePoint.At(text, at);
            int more = c == EmojiSelector ? 2 - last : IsWideForSome(c) ? 2 : IsJamo(c) ? 1 : OfCodePoint(c);
            last = c == EmojiSelector ? 2 : more > 0 ? more : last;
            cells += more;
        }

        return System.Math.Max(cells, OfGrapheme(text, start, end));
    }

    /// <summary>Whether terminals in use differ on the cells of the grapheme between two indexes.</summary>
    public static bool IsDisputed(string text, int start, int end) =>
        AtMost(text, start, end) != OfCodePoint(CodePoint.At(text, start))
        || text.IndexOf((char)EmojiSelector, start, end - start) >= 0;

    /// <summary>The cells of a code point on its own: 0, 1 or 2.</summary>
    public static int OfCodePoint(int c)
    {
        if (c < 0x300)
            return c is < 0x20 or (>= 0x7F and < 0xA0) ? 0 : 1;
        return IsIn(CellWidthTable.Wide, c) ? 2 : IsIn(CellWidthTable.Zero, c) ? 0 : 1;
    }

    private static int Sum(string text, int start, int end)
    {
        int cells = 0;
        for (int at = start, c; at < end; at += CodePoint.Width(c))
        {
            c = CodePoint.At(text, at);
            cells += OfCodePoint(c);
        }

        return cells;
    }

    private static bool IsModifier(int c) => c is >= 0x1F3FB and <= 0x1F3FF;

    // Vowels and ends of syllables: nothing behind a leading consonant, but a cell where the terminal does not join them.
    private static bool IsJamo(int c) => c is (>= 0x1160 and <= 0x11FF) or (>= 0xD7B0 and <= 0xD7FF);

    // Flag letters, and the signs that are wide only since Unicode 16.
    private static bool IsWideForSome(int c) =>
        c is (>= 0x1F1E6 and <= 0x1F1FF) or (>= 0x2630 and <= 0x2637) or (>= 0x268A and <= 0x268F)
            or (>= 0x4DC0 and <= 0x4DFF) or (>= 0x1D300 and <= 0x1D376);

    private static bool IsIn(int[] ranges, int c)
    {
        int low = 0;
        int high = (ranges.Length / 2) - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (c < ranges[2 * middle])
                high = middle - 1;
            else if (c > ranges[(2 * middle) + 1])
                low = middle + 1;
            else
                return true;
        }

        return false;
    }
}
