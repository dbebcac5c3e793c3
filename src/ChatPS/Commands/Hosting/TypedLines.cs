using System;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation.Host;
using System.Text;
using ChatPS.Interactive;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>
/// Lines that somebody types where the screen obeys no escapes: shown as they are typed, taken back from the end only. Unlike a
/// read of a whole line it leaves no reader behind that would take what is typed at the prompt afterwards. One thread.
/// </summary>
internal sealed class TypedLines : ILineSource
{
    private readonly PSHostUserInterface _ui;
    private readonly IKeySource _keys;
    private readonly KeyDecoder _decoder = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly StringBuilder _line = new();

    public TypedLines(PSHostUserInterface ui, IKeySource keys)
    {
        _ui = ui;
        _keys = keys;
    }

    /// <inheritdoc/>
    public bool IsTyped => true;

    /// <inheritdoc/>
    public bool HasBegun => _line.Length > 0;

    /// <inheritdoc/>
    public TimeSpan Slice => TimeSpan.FromMilliseconds(HostWait.KeyLookMilliseconds);

    /// <summary>Writes a row of its own above what is being typed.</summary>
    public void Show(string row)
    {
        if (_line.Length > 0)
            _ui.WriteLine();
        _ui.WriteLine(row);
        _ui.Write(_line.ToString());
    }

    /// <inheritdoc/>
    public bool TryRead(out string? line)
    {
        do
        {
            while (_decoder.TryTake(_clock.ElapsedMilliseconds, out EditorInput input))
            {
                if (Take(input.Key, out line))
                    return true;
            }
        }
        while (TryFeed());

        line = null;
        return false;
    }

    private bool TryFeed()
    {
        bool isThere = _keys.TryRead(out KeyPress key);
        if (isThere)
            _decoder.Feed(key, _clock.ElapsedMilliseconds);
        return isThere;
    }

    /// <returns>True when the key ends the line, or all lines (null).</returns>
    private bool Take(KeyPress key, out string? line)
    {
        line = null;
        EditCommand command = KeyBindings.Of(key);
        if (command == EditCommand.Accept)
        {
            line = _line.ToString();
            _line.Clear();
            _ui.WriteLine();
            return true;
        }

        bool ends = command is EditCommand.Interrupt or EditCommand.DeleteOrLeave && _line.Length == 0;
        if (command == EditCommand.Backspace && _line.Length > 0)
            Erase(Graphemes.Previous(_line.ToString(), _line.Length));
        else if (command is EditCommand.CutToStart or EditCommand.Clear or EditCommand.Interrupt && _line.Length > 0)
            Erase(0);
        else if (key.IsText && key.Character != '\0')
            Type(key.Character);
        return ends;
    }

    // The halves of a pair come as two keys, and are shown together.
    private void Type(char c)
    {
        _line.Append(c);
        if (char.IsLowSurrogate(c) && _line.Length > 1 && char.IsHighSurrogate(_line[_line.Length - 2]))
            _ui.Write(_line.ToString(_line.Length - 2, 2));
        else if (!char.IsSurrogate(c))
            _ui.Write(c.ToString());
    }

    private void Erase(int from)
    {
        int cells = CellWidth.Of(_line.ToString(from, _line.Length - from));
        _line.Length = from;
        _ui.Write(string.Concat(Enumerable.Repeat("\b \b", cells)));
    }
}
