using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// The part of a line that fits one row, and the cursor in it: the row scrolls sideways so that the cursor, and the grapheme
/// under it, stay in sight, and is filled as far as the line goes. <c>&lt;</c> and <c>></c> stand where the line is cut.
/// Remembers where the row begins in the line, and what it drew before the cursor.
/// </summary>
internal sealed class InputRow
{
    private int _left;
    private string _beforeCursor = "";
    private bool _isAtEnd;

    /// <summary>Adds what draws the row over an old one, from any column of it; the cursor ends where it belongs.</summary>
    /// <param name="prompts">Of these the first stands before the line that takes no more than half of the row; else none.</param>
    /// <param name="text">The whole line.</param>
    /// <param name="cursor">An index into it, between graphemes.</param>
    /// <param name="cells">The cells that may be written, at least 3.</param>
    /// <param name="output">Takes what is to be written.</param>
    public void Append(IEnumerable<string> prompts, string text, int cursor, int cells, StringBuilder output)
    {
        string prompt = prompts.FirstOrDefault(one => CellText.Cells(one, cells) <= cells / 2) ?? "";
        var head = new StringBuilder();
        CellText.Append(prompt, 0, prompt.Length, cells, head);
        int room = cells - CellText.Cells(prompt, cells);
        int limit = Scroll(text, cursor, room);
        if (_left > 0)
            head.Append('<');
        int end = EndOfRow(text, room, limit);
        output.Append('\r').Append(head);
        CellText.Append(text, _left, end, limit, output);
        if (end < text.Length)
            output.Append('>');
        output.Append("\x1b[K");
        CellText.Append(text, _left, cursor, limit, head);
        _beforeCursor = head.ToString();
        _isAtEnd = cursor == text.Length;
        if (!_isAtEnd)
            AppendCursor(output);
    }

    /// <summary>The rows above the cursor's that what was drawn takes when a terminal wraps it to a width.</summary>
    public int RowsAboveCursor(int width)
    {
        int rows = 0;
        int column = 0;
        for (int at = 0, end; at < _beforeCursor.Length; at = end)
        {
            end = Graphemes.Next(_beforeCursor, at);
            int cells = CellWidth.Of(_beforeCursor.Substring(at, end - at));
            bool fits = column + cells <= width;
            rows += fits ? 0 : 1;
            column = fits ? column + cells : cells;
        }

        // Behind the end of a full row the cursor waits in it.
        return column == width && !_isAtEnd ? rows + 1 : rows;
    }

    // Where terminals differ on the cells before the cursor, writing them again puts it right in each.
    private void AppendCursor(StringBuilder output)
    {
        int cells = CellWidth.Of(_beforeCursor);
        output.Append('\r');
        if (CellText.IsDisputed(_beforeCursor))
            output.Append(_beforeCursor);
        else if (cells > 0)
            output.Append("\x1b[").Append(cells).Append('C');
    }

    /// <returns>The widest grapheme that the row has room for.</returns>
    private int Scroll(string text, int cursor, int room)
    {
        if (Forward(text, 0, room, room) == text.Length)
        {
            _left = 0;
            return room;
        }

        // Between the two marks.
        int between = Math.Max(1, room - 2);
        int behind = cursor < text.Length ? Graphemes.Next(text, cursor) : cursor;
        _left = Math.Min(_left, Backward(text, text.Length, room - 1, between));
        if (_left > cursor)
            _left = Backward(text, cursor, room / 3, between);
        int earliest = Backward(text, behind, behind < text.Length ? between : room - 1, between);
        if (_left < earliest && (_left > 0 || Forward(text, 0, room - 1, between) < behind))
            _left = earliest;
        _left = Graphemes.AtOrAfter(text, _left);
        return between;
    }

    private int EndOfRow(string text, int room, int limit)
    {
        int cells = _left > 0 ? room - 1 : room;
        int end = Forward(text, _left, cells, limit);
        return end < text.Length ? Forward(text, _left, cells - 1, limit) : end;
    }

    // The first index from which the text up to an end fits a number of cells.
    private static int Backward(string text, int end, int cells, int limit)
    {
        int start = end;
        while (start > 0)
        {
            int before = Graphemes.Previous(text, start);
            cells -= CellText.Cells(text, before, start, limit);
            if (cells < 0)
                break;
            start = before;
        }

        return start;
    }

    // The last index up to which the text from a start fits a number of cells.
    private static int Forward(string text, int start, int cells, int limit)
    {
        int end = start;
        while (end < text.Length)
        {
            int after = Graphemes.Next(text, end);
            cells -= CellText.Cells(text, end, after, limit);
            if (cells < 0)
                break;
            end = after;
        }

        return end;
    }
}
