using System;
using System.Collections.Generic;
using System.Text;

namespace ChatPS.Interactive;

/// <summary>
/// Messages above, the input row below: the cursor is always in the input row, so where it is need never be asked.
/// The input row takes one row of the terminal and leaves the last column free, so it never wraps. Nothing is written
/// before <see cref="Draw"/>, which writes once for all that happened since. One thread calls it.
/// </summary>
internal sealed class Screen
{
    private const string EraseRow = "\r\x1b[K";

    // Below the input row there is never anything else.
    private const string EraseFromRow = "\r\x1b[J";
    private const string ClearAll = "\x1b[H\x1b[2J";
    private const string PasteOn = "\x1b[?2004h";
    private const string PasteOff = "\x1b[?2004l";
    private const int MinWidth = 4;

    private readonly ITerminal _terminal;
    private readonly bool _color;
    private readonly List<StyledText> _messages = new();
    private readonly InputRow _row = new();
    private string[] _prompts;
    private string _text = "";
    private int _cursor;
    private string _first = "";
    private string _unseen = "";
    private bool _changed = true;
    private int _width;

    /// <param name="terminal">Where to draw; the cursor is at the start of an empty row.</param>
    /// <param name="color">Whether messages are coloured; without, only escapes that editing needs are written.</param>
    /// <param name="prompts">As of <see cref="SetPrompts"/>.</param>
    public Screen(ITerminal terminal, bool color, params string[] prompts)
    {
        _terminal = terminal;
        _prompts = prompts;
        _color = color;
        _width = Width;
    }

    private int Width => Math.Max(MinWidth, _terminal.Width);

    /// <summary>Asks the terminal to mark pastes, and shows the empty row. <see cref="Close"/> takes both back.</summary>
    public void Open()
    {
        (_first, _changed) = (PasteOn, true);
        Draw();
    }

    /// <summary>Prints a message above the input row at the next draw, wrapped to the width it then has.</summary>
    public void Print(StyledText message) => _messages.Add(message);

    /// <summary>What the input row shows from the next draw on; the cursor is an index into the text, between graphemes.</summary>
    public void SetInput(string text, int cursor)
    {
        _changed |= cursor != _cursor || text != _text;
        (_text, _cursor) = (text, cursor);
    }

    /// <summary>What stands before the line from the next draw on, as <c>fo> </c>: the first that takes no more than half of the row.</summary>
    public void SetPrompts(params string[] prompts)
    {
        _changed |= prompts[0] != _prompts[0];
        _prompts = prompts;
    }

    /// <summary>Empties the screen at the next draw; what waits to be printed comes after that.</summary>
    public void Clear()
    {
        (_first, _changed) = (ClearAll, true);
    }

    /// <summary>Rings the bell at the next draw.</summary>
    public void Ring()
    {
        if (_first.Length == 0 || _first[_first.Length - 1] != '\a')
            (_first, _changed) = (_first + '\a', true);
    }

    /// <summary>Writes at the next draw what changes no cell, as a title.</summary>
    public void Send(string sequence) => (_unseen, _changed) = (_unseen + sequence, true);

    /// <summary>Brings the terminal up to date, also with its width; writes nothing when it is.</summary>
    public void Draw()
    {
        bool resized = _width != Width;
        if (!_changed && !resized && _messages.Count == 0)
            return;
        _width = Width;
        StringBuilder output = Begin();
        if (resized)
            EraseOldRow(output);
        WriteMessages(output);
        _row.Append(_prompts, _text, _cursor, _width - 1, output);
        _terminal.Write(output.ToString());
        _changed = false;
    }

    /// <summary>Prints what waits, takes the input row away and leaves the cursor at the start of its row.</summary>
    public void Close()
    {
        StringBuilder output = Begin();
        try
        {
            WriteMessages(output);
        }
        finally
        {
            // Also where messages are not taken any more: a terminal that goes on marking pastes is a nuisance.
            _terminal.Write(output.Append(EraseRow).Append(PasteOff).ToString());
            _changed = true;
        }
    }

    private StringBuilder Begin()
    {
        var output = new StringBuilder(_unseen).Append(_first);
        (_unseen, _first) = ("", "");
        return output;
    }

    // A terminal that reflows has wrapped the old row: what of it is above goes too, and what is below.
    private void EraseOldRow(StringBuilder output)
    {
        int above = _terminal.Reflows ? _row.RowsAboveCursor(_width) : 0;
        if (above > 0)
            output.Append("\x1b[").Append(above).Append('A');
        output.Append(EraseFromRow);
    }

    private void WriteMessages(StringBuilder output)
    {
        if (_messages.Count == 0)
            return;
        _terminal.Write(output.Append(EraseRow).ToString());
        output.Clear();
        foreach (StyledText message in _messages)
            MessageWrapper.Append(message, Width - 1, _color, output);
        _terminal.WriteMessages(output.ToString());
        _messages.Clear();
        output.Clear();
    }
}
