using System;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// Wraps a message into rows of a terminal, as <see cref="TextCutter"/> cuts. Rows after the first are indented, so that no part of
/// a text can pass for the start of a message.
/// </summary>
internal sealed class MessageWrapper
{
    private readonly StyledText _message;
    private readonly string _text;
    private readonly int _cells;
    private readonly int _indent;
    private readonly int _limit;
    private readonly int _firstCut;
    private readonly TextCutter _cutter;

    private MessageWrapper(StyledText message, int cells)
    {
        _message = message;
        _text = message.ToString();
        _cells = cells;
        _indent = Math.Max(1, Math.Min(message.Indent, cells / 3));
        _limit = cells - _indent;
        _cutter = new TextCutter((text, from, to) => CellText.Cells(text, from, to, _limit));

        // Cutting behind the prefix gains nothing where the next row begins in the same column.
        _firstCut = _indent < message.Indent ? 0 : message.PrefixLength;
    }

    /// <summary>Adds the rows of a message, each ended by CR LF.</summary>
    /// <param name="message">What to print.</param>
    /// <param name="cells">The cells a row may take, at least 3.</param>
    /// <param name="color">Whether styles are written.</param>
    /// <param name="output">Takes the rows.</param>
    public static void Append(StyledText message, int cells, bool color, StringBuilder output) =>
        new MessageWrapper(message, cells).Append(color, output);

    private void Append(bool color, StringBuilder output)
    {
        int start = 0;
        do
        {
            int end = EndOfRow(start);
            if (start > 0)
                output.Append(' ', _indent);
            AppendStyled(start, end, color, output);
            output.Append("\r\n");
            start = SkipSpaces(end);
        }
        while (start < _text.Length);
    }

    // A row of nothing but spaces, or of the prefix alone, is no row to cut for.
    private int EndOfRow(int start) => _cutter.Cut(
        _text, start, start == 0 ? _cells : _limit, firstSpace: SkipSpaces(Math.Max(start, _firstCut)) + 1, out _);

    private int SkipSpaces(int at)
    {
        while (at < _text.Length && _text[at] == ' ')
            at++;
        return at;
    }

    private void AppendStyled(int start, int end, bool color, StringBuilder output)
    {
        foreach (StyledText.Run run in _message.Runs)
        {
            int from = Math.Max(start, run.Start);
            int to = Math.Min(end, run.End);
            if (from >= to)
                continue;
            bool styled = color && run.Style.Length > 0;
            if (styled)
                output.Append("\x1b[").Append(run.Style).Append('m');
            CellText.Append(_text, from, to, _limit, output);
            if (styled)
                output.Append("\x1b[0m");
        }
    }
}
