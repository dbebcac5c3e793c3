using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// Wraps a message into rows of a terminal, as <see cref="TextCutter"/> cuts. Rows after the first are indented, so that no part of
/// a text can pass for the start of a message. A web address is never cut: one that has no room beside the indent is a row of its own
/// from the first column, which the terminal wraps and can open and copy as a whole.
/// </summary>
internal sealed class MessageWrapper
{
    private static int s_lastLink;

    private readonly StyledText _message;
    private readonly string _text;
    private readonly int _cells;
    private readonly int _indent;
    private readonly int _limit;
    private readonly int _firstCut;
    private readonly bool _color;
    private readonly StringBuilder _output;
    private readonly IReadOnlyList<TextLink> _links;
    private readonly TextCutter _cutter;
    private int _id;

    private MessageWrapper(StyledText message, int cells, bool color, StringBuilder output)
    {
        _message = message;
        _text = message.ToString();
        _cells = cells;
        _color = color;
        _output = output;
        _links = LinkFinder.Find(_text);
        _indent = Math.Max(1, Math.Min(message.Indent, cells / 3));
        _limit = cells - _indent;
        _cutter = new TextCutter((text, from, to) => CellText.Cells(text, from, to, _limit));

        // Cutting behind the prefix gains nothing where the next row begins in the same column.
        _firstCut = _indent < message.Indent ? 0 : message.PrefixLength;
    }

    /// <summary>Adds the rows of a message, each ended by CR LF.</summary>
    /// <param name="message">What to print.</param>
    /// <param name="cells">The cells a row may take, at least 3.</param>
    /// <param name="color">Whether styles and links are written.</param>
    /// <param name="output">Takes the rows.</param>
    public static void Append(StyledText message, int cells, bool color, StringBuilder output) =>
        new MessageWrapper(message, cells, color, output).Append();

    private void Append()
    {
        int start = 0;
        do
        {
            bool isLongLink = IsLongLink(start, out int end);
            if (!isLongLink)
                end = EndOfRow(start);
            if (start > 0 && !isLongLink)
                _output.Append(' ', _indent);
            AppendStyled(start, TrimSpaces(start, end));
            _output.Append("\r\n");
            start = SkipSpaces(end);
        }
        while (start < _text.Length);
    }

    private bool IsLongLink(int start, out int end)
    {
        end = 0;
        foreach (TextLink link in _links)
        {
            if (link.Start != start || start < _message.PrefixLength)
                continue;
            end = link.End;
            return link.End - link.Start > _limit;
        }

        return false;
    }

    // A row of nothing but spaces, or of the prefix alone, is no row to cut for.
    private int EndOfRow(int start)
    {
        int end = _cutter.Cut(_text, start, start == 0 ? _cells : _limit, firstSpace: SkipSpaces(Math.Max(start, _firstCut)) + 1, out _);
        foreach (TextLink link in _links)
        {
            bool isCut = link.Start < end && end < link.End;
            if (link.Start > start && link.Start >= _message.PrefixLength && (isCut || OpensLongLink(start, end, link)))
                return link.Start;
        }

        return end;
    }

    // A bracket before an address that gets a row of its own needs none itself.
    private bool OpensLongLink(int start, int end, TextLink link)
    {
        int next = SkipSpaces(end);
        return link.End - link.Start > _limit && link.Start > next && _text.IndexOf(' ', next, link.Start - next) < 0
            && CellText.Cells(_text.Substring(start, link.Start - start), _limit) <= (start == 0 ? _cells : _limit);
    }

    private int SkipSpaces(int at)
    {
        while (at < _text.Length && _text[at] == ' ')
            at++;
        return at;
    }

    private int TrimSpaces(int start, int end)
    {
        while (end < _text.Length && end > start && _text[end - 1] == ' ')
            end--;
        return end;
    }

    private void AppendStyled(int start, int end)
    {
        foreach (StyledText.Run run in _message.Runs)
        {
            int from = Math.Max(start, run.Start);
            int to = Math.Min(end, run.End);
            if (from >= to)
                continue;
            bool styled = _color && run.Style.Length > 0;
            if (styled)
                _output.Append("\x1b[").Append(run.Style).Append('m');
            AppendLinked(from, to);
            if (styled)
                _output.Append("\x1b[0m");
        }
    }

    private void AppendLinked(int from, int to)
    {
        foreach (TextLink link in _links)
        {
            int start = Math.Max(from, link.Start);
            int end = Math.Min(to, link.End);
            if (start >= end || !_color || link.Start < _message.PrefixLength)
                continue;
            CellText.Append(_text, from, start, _limit, _output);

            // The parts of one address have one id, by which terminals know that they belong together.
            _id = start == link.Start ? Interlocked.Increment(ref s_lastLink) : _id;
            _output.Append("\x1b]8;id=chatps").Append(_id).Append(';').Append(_text, link.Start, link.End - link.Start).Append("\x1b\\");
            CellText.Append(_text, start, end, _limit, _output);
            _output.Append("\x1b]8;;\x1b\\");
            from = end;
        }

        CellText.Append(_text, from, to, _limit, _output);
    }
}
