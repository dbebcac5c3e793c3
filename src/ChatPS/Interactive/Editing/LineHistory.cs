using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>The lines that were sent, and after them the unfinished one while the user browses older ones. Pure.</summary>
internal sealed class LineHistory
{
    /// <summary>Beyond this, the oldest line is dropped.</summary>
    public const int MaxLines = 1000;

    private readonly List<string> _lines = new();
    private string _unfinished = "";
    private int _at;

    /// <summary>Adds a line, unless it equals the last, and returns to the end.</summary>
    public void Add(string line)
    {
        if (_lines.Count == 0 || _lines[_lines.Count - 1] != line)
            _lines.Add(line);
        if (_lines.Count > MaxLines)
            _lines.RemoveAt(0);
        GoToEnd();
    }

    public void GoToEnd() => (_at, _unfinished) = (_lines.Count, "");

    /// <summary>Moves to the previous line; <paramref name="current"/> is kept if it is the unfinished one.</summary>
    public bool TryOlder(string current, out string line)
    {
        line = current;
        if (_at == 0)
            return false;
        if (_at == _lines.Count)
            _unfinished = current;
        line = _lines[--_at];
        return true;
    }

    /// <summary>Moves to the next line, at last the unfinished one.</summary>
    public bool TryNewer(string current, out string line)
    {
        line = current;
        if (_at == _lines.Count)
            return false;
        line = ++_at == _lines.Count ? _unfinished : _lines[_at];
        return true;
    }
}
