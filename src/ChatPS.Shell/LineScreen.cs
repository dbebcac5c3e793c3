using System.Text;

namespace ChatPS.Shell;

/// <summary>
/// Draws the line that is being typed, over as many rows as it needs. Where the cursor is, is known and never asked:
/// the terminal's answer would come among the keys.
/// </summary>
internal sealed class LineScreen(int startColumn)
{
    private readonly StringBuilder _out = new();
    private int _cursorCells;

    public void Draw(string text, int cursor)
    {
        Go(startColumn + _cursorCells, startColumn);
        int end = startColumn + CellWidth.Of(text);
        _out.Append("\e[J").Append(text);
        // A terminal goes to the next row only with the next character: without it the cursor were still in the last column.
        if (end % Width == 0)
            _out.Append(" \r");
        _cursorCells = CellWidth.Of(text[..cursor]);
        Go(end, startColumn + _cursorCells);
        Console.Out.Write(_out);
        _out.Clear();
    }

    private static int Width => Math.Max(1, Console.BufferWidth);

    private void Go(int from, int to)
    {
        int rows = (to / Width) - (from / Width);
        if (rows != 0)
            _out.Append($"\e[{Math.Abs(rows)}{(rows < 0 ? 'A' : 'B')}");
        _out.Append('\r');
        if (to % Width > 0)
            _out.Append($"\e[{to % Width}C");
    }
}
