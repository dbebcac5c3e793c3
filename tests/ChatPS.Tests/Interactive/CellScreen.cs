using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using ChatPS.Interactive;
using ChatPS.Text;

namespace ChatPS.Tests.Interactive;

/// <summary>How a terminal counts the cells of several code points that are one character.</summary>
public enum Counting
{
    /// <summary>Each code point on its own, as xterm does and, mostly, tmux 3.3.</summary>
    CodePoints,

    /// <summary>By the first code point and the emoji selector, as Windows Terminal and kitty do.</summary>
    Graphemes,
}

/// <summary>
/// A small terminal: what is written comes to stand in cells. It knows the escapes that the session is allowed,
/// and fails on any other, on control characters, and on a half of a surrogate pair.
/// </summary>
internal sealed class CellScreen : ITerminal
{
    private readonly List<Content[]> _rows = [];
    private readonly Counting _counting;
    private readonly Stack<string> _titles = [];
    private bool _wrapIsPending;

    public CellScreen(int width, int height = 24, Counting counting = Counting.Graphemes)
    {
        (Width, Height, _counting) = (width, height, counting);
        for (int i = 0; i < height; i++)
            _rows.Add(NewRow());
    }

    public int Width { get; private set; }

    public int Height { get; }

    public int Column { get; private set; }

    public int Line { get; private set; }

    public List<string> Scrolled { get; } = [];

    public Queue<KeyPress> Keys { get; } = new();

    /// <summary>How often a row ran over its end.</summary>
    public int Wraps { get; private set; }

    public int Writes { get; private set; }

    public int Bells { get; private set; }

    public string Title { get; private set; } = "shell";

    /// <summary>What the desktop was given, as it came.</summary>
    public List<string> Notes { get; } = [];

    public bool MarksPastes { get; private set; }

    public string Style { get; private set; } = "";

    public string LinkId { get; private set; } = "";

    public string LinkAddress { get; private set; } = "";

    public StringBuilder Raw { get; } = new();

    /// <summary>The row the cursor is in, without the empty cells at its end.</summary>
    public string CursorRow => Row(Line);

    /// <summary>All rows down to the cursor's, those that scrolled away too.</summary>
    public List<string> All => [.. Scrolled, .. Enumerable.Range(0, Line + 1).Select(Row)];

    public string Row(int line) => string.Concat(_rows[line].Select(cell => cell.Text ?? " ")).TrimEnd(' ');

    /// <summary>What stands in a cell: null when empty, "" in the second half of a wide character.</summary>
    public string? Cell(int column, int line) => _rows[line][column].Text;

    /// <summary>The address that a cell opens, and its id.</summary>
    public (string Address, string Id) LinkOf(int column, int line) => (_rows[line][column].LinkAddress, _rows[line][column].LinkId);

    public string StyleOf(int column, int line) => _rows[line][column].Style;

    public bool HasKey => Keys.Count > 0;

    /// <summary>Whether Ctrl+C and Ctrl+Z are keys.</summary>
    public bool IsTakenOver { get; private set; }

    /// <summary>What happens while the process is stopped.</summary>
    public Action<CellScreen>? OnSuspend { get; set; }

    /// <summary>How often another process of the terminal sets its own modes right after the session has set its.</summary>
    public int Undoes { get; set; }

    public void TakeOver() => IsTakenOver = Undoes-- <= 0;

    public void GiveBack() => IsTakenOver = false;

    public void Suspend() => OnSuspend?.Invoke(this);

    /// <summary>What the shell does with the terminal while the process is stopped: it marks no pastes, and writes.</summary>
    public void Disturb()
    {
        (MarksPastes, IsTakenOver) = (false, false);
        Put("\r\n[1]+  Stopped\r\n");
    }

    public bool TryReadKey(out KeyPress key) => Keys.TryDequeue(out key);

    public void Wait(IReadOnlyList<Socket> sockets, TimeSpan slice)
    {
    }

    public void Write(string text)
    {
        Writes++;
        Put(text);
    }

    public void WriteMessages(string rows)
    {
        Assert.EndsWith("\r\n", rows, StringComparison.Ordinal);
        Put(rows);
    }

    public bool Reflows { get; private set; }

    /// <summary>A narrower width, as a terminal that wraps rows does it; for a screen with room below.</summary>
    public void TerminalReflow(int width)
    {
        Reflows = true;
        int cursor = Column;
        for (int line = Line; line >= 0; line--)
        {
            Content[] row = [.. _rows[line].Take(Row(line).Length > 0 || line == Line ? Math.Max(1, Array.FindLastIndex(_rows[line], cell => cell.Text is not null) + 1) : 1)];
            Content[][] parts = [.. row.Chunk(width).Select(part => (Content[])[.. part, .. NewRow(width - part.Length)])];
            _rows.RemoveAt(line);
            _rows.InsertRange(line, parts);
            Line += line == Line ? Math.Min(cursor / width, parts.Length - 1) : parts.Length - 1;
            _rows.RemoveRange(Height, _rows.Count - Height);
        }

        for (int i = 0; i < Height; i++)
            Array.Resize(ref CollectionsMarshal.AsSpan(_rows)[i], width);
        (Width, Column) = (width, Math.Min(cursor, width - 1));
    }

    /// <summary>Another width, as a terminal that cuts rows does it.</summary>
    public void Resize(int width)
    {
        for (int i = 0; i < _rows.Count; i++)
            _rows[i] = [.. _rows[i].Take(width), .. NewRow(Math.Max(0, width - Width))];
        Width = width;
        Column = Math.Min(Column, width - 1);
    }

    private void Put(string text)
    {
        Raw.Append(text);
        for (int at = 0; at < text.Length;)
        {
            if (text[at] == '\x1b')
                at = Escape(text, at);
            else if (text[at] < ' ')
                Control(text[at++]);
            else
                at = PutCharacter(text, at);
        }
    }

    private int PutCharacter(string text, int at)
    {
        int length = _counting == Counting.Graphemes
            ? StringInfo.GetNextTextElementLength(text, at)
            : char.IsSurrogatePair(text, at) ? 2 : 1;
        string shown = text.Substring(at, length);
        Assert.DoesNotContain(shown.EnumerateRunes(), rune => Rune.IsControl(rune));
        Assert.DoesNotContain(shown.Where((c, i) => char.IsSurrogate(c) && !IsOfPair(shown, i)), _ => true);
        int first = char.ConvertToUtf32(text, at);
        bool isFlag = first is >= 0x1F1E6 and <= 0x1F1FF && length == 4;
        PutCells(shown, isFlag || (length > 1 && shown.Contains('\uFE0F')) ? 2 : CellWidth.OfCodePoint(first));
        return at + length;
    }

    private static bool IsOfPair(string text, int at) =>
        char.IsSurrogatePair(text, at) || (at > 0 && char.IsSurrogatePair(text, at - 1));

    private void PutCells(string shown, int cells)
    {
        if (cells == 0)
        {
            int before = Column - 1;
            while (before > 0 && _rows[Line][before].Text == "")
                before--;
            if (before >= 0)
                _rows[Line][before] = _rows[Line][before] with { Text = (_rows[Line][before].Text ?? " ") + shown };
            return;
        }

        if (_wrapIsPending || Column + cells > Width)
        {
            Wraps++;
            Column = 0;
            LineFeed();
        }

        _rows[Line][Column] = new Content(shown, Style, LinkId, LinkAddress);
        for (int i = 1; i < cells; i++)
            _rows[Line][Column + i] = new Content("", Style, LinkId, LinkAddress);
        Column += cells;
        _wrapIsPending = Column == Width;
        Column = Math.Min(Column, Width - 1);
    }

    private void Control(char c)
    {
        switch (c)
        {
            case '\r':
                (Column, _wrapIsPending) = (0, false);
                break;
            case '\n':
                LineFeed();
                break;
            case '\a':
                Bells++;
                break;
            default:
                Assert.Fail($"control character {(int)c:X2} was written");
                break;
        }
    }

    private void LineFeed()
    {
        _wrapIsPending = false;
        if (++Line < Height)
            return;
        Line--;
        Scrolled.Add(Row(0));
        _rows.RemoveAt(0);
        _rows.Add(NewRow());
    }

    // ESC ] 8 ; id=x ; address ESC \, ESC ] 2 ; title ESC \ and two kinds of notes.
    private int Command(string text, int at)
    {
        int end = text.IndexOf("\x1b\\", at, StringComparison.Ordinal);
        string command = text[(at + 2)..end];
        Assert.DoesNotContain(command, char.IsControl);
        if (command.StartsWith("2;", StringComparison.Ordinal))
            Title = command[2..];
        else if (command.StartsWith("9;", StringComparison.Ordinal) || command.StartsWith("777;", StringComparison.Ordinal))
            Notes.Add(command);
        else
            Link(command);
        return end + 2;
    }

    private void Link(string command)
    {
        string[] fields = command.Split(';', 3);
        Assert.True(fields is ["8", _, _], "an escape sequence that is no link");
        Assert.DoesNotContain(fields[2], c => c is <= ' ' or > '~');
        Assert.Equal(fields[2].Length > 0, fields[1].StartsWith("id=", StringComparison.Ordinal));
        (LinkId, LinkAddress) = (fields[1], fields[2]);
    }

    private int Escape(string text, int at)
    {
        if (text[at + 1] == ']')
            return Command(text, at);
        int end = at + 2;
        while (end < text.Length && text[end] is < '@' or > '~')
            end++;
        Assert.True(end < text.Length && text[at + 1] == '[', "an escape sequence that is none");
        string parameters = text.Substring(at + 2, end - at - 2);
        _wrapIsPending = false;
        switch (text[end], parameters)
        {
            case ('K', ""): Erase(Line, Column); break;
            case ('K', "2"): Erase(Line, 0); break;
            case ('J', ""): EraseBelow(Line, Column); break;
            case ('J', "2"): EraseBelow(0, 0); break;
            case ('H', ""): (Column, Line) = (0, 0); break;
            case ('A', _): Line -= int.Parse(parameters); break;
            case ('C', _): Column = Math.Min(Width - 1, Column + int.Parse(parameters)); break;
            case ('D', _): Column = Math.Max(0, Column - int.Parse(parameters)); break;
            case ('m', _): Style = parameters == "0" ? "" : parameters; break;
            case ('t', "22;2"): _titles.Push(Title); break;
            case ('t', "23;2"): Title = _titles.Pop(); break;
            case ('h', "?2004"): MarksPastes = true; break;
            case ('l', "?2004"): MarksPastes = false; break;
            default: Assert.Fail($"unknown escape ESC [ {parameters} {text[end]}"); break;
        }

        return end + 1;
    }

    private void EraseBelow(int line, int column)
    {
        Erase(line, column);
        for (int i = line + 1; i < Height; i++)
            Erase(i, 0);
    }

    private void Erase(int line, int column) => Array.Clear(_rows[line], column, Width - column);

    private Content[] NewRow() => NewRow(Width);

    private static Content[] NewRow(int width) => new Content[width];

    private readonly record struct Content(string? Text, string Style, string LinkId, string LinkAddress);
}
