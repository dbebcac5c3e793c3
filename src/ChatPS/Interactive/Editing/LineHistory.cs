using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>The lines that were sent, and the unfinished one that waits at their end while older ones are looked at. Pure.</summary>
internal sealed class LineHistory
{
    /// <summary>The oldest line makes room for the newest beyond this.</summary>
    public const int MaxLines = 1000;

    private readonly List<string> _lines = new();
    private string _unfinished = "";
    private int _at;

    /// <summary>The lines, oldest first. A copy.</summary>
    public IReadOnlyList<string> Lines => _lines.ToArray();

    /// <summary>Keeps a line, unless it is the same as the one before; and goes back to the end.</summary>
    public void Add(string line)
    {
        if (_lines.Count == 0 || _lines[_lines.Count - 1] != line)
            _lines.Add(line);
        if (_lines.Count > MaxLines)
            _lines.RemoveAt(0);
        GoToEnd();
    }

    public void GoToEnd() => (_at, _unfinished) = (_lines.Count, "");

    /// <summary>The line before; <paramref name="current"/> is kept when it is the unfinished one.</summary>
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

    /// <summary>The line after; in the end the unfinished one.</summary>
    public bool TryNewer(string current, out string line)
    {
        line = current;
        if (_at == _lines.Count)
            return false;
        line = ++_at == _lines.Count ? _unfinished : _lines[_at];
        return true;
    }
}
