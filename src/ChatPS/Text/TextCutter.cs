using System;

namespace ChatPS.Text;

/// <summary>
/// Cuts a text to pieces of a limited size: at a space, else between graphemes; only a grapheme that does not fit on its own is cut,
/// between code points. What is counted, bytes or cells, is up to the caller. Pure.
/// </summary>
internal sealed class TextCutter
{
    private readonly Func<string, int, int, int> _size;
    private readonly bool _keepsSpaces;
    private readonly int _longestGrapheme;

    /// <param name="size">The size of the grapheme or code point between two indexes of the text.</param>
    /// <param name="keepsSpaces">Whether a piece ends with the space it is cut at, or before it.</param>
    /// <param name="longestGrapheme">A grapheme of more chars never fits: this limits how far the cutter looks for its end.</param>
    public TextCutter(Func<string, int, int, int> size, bool keepsSpaces = false, int longestGrapheme = int.MaxValue)
    {
        _size = size;
        _keepsSpaces = keepsSpaces;
        _longestGrapheme = longestGrapheme;
    }

    /// <summary>Finds the end of the piece that begins at an index.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the piece begins, between graphemes.</param>
    /// <param name="limit">The size it may have; a code point that is larger still makes a piece of its own.</param>
    /// <param name="firstSpace">The first index at which a space is a place to cut.</param>
    /// <param name="next">Where the next piece begins: behind the space, where the piece was cut at one.</param>
    /// <returns>The end of the piece.</returns>
    public int Cut(string text, int start, int limit, int firstSpace, out int next)
    {
        int used = 0;
        int space = -1;
        for (int at = start, after; at < text.Length; at = after)
        {
            after = Graphemes.Next(text, at, _longestGrapheme);
            used += _size(text, at, after);

            // A space that bears a mark is a character to keep.
            if (text[at] == ' ' && after == at + 1 && at >= firstSpace && (used <= limit || !_keepsSpaces))
                space = at;
            if (used <= limit)
                continue;
            next = space >= 0 ? space + 1 : at > start ? at : CutGrapheme(text, start, limit);
            return space >= 0 && !_keepsSpaces ? space : next;
        }

        return next = text.Length;
    }

    private int CutGrapheme(string text, int start, int limit)
    {
        int end = start + CodePoint.Width(text, start);
        int used = _size(text, start, end);
        while (end < text.Length)
        {
            int after = end + CodePoint.Width(text, end);
            used += _size(text, end, after);
            if (used > limit)
                break;
            end = after;
        }

        return end;
    }
}
