using System;
using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>
/// The lines that were sent, and the unfinished one that waits at their end while older ones are looked at. Where some begin with the
/// unfinished one, only these are. Pure.
/// </summary>
internal sealed class LineHistory
{
    /// <summary>The oldest line makes room for the newest beyond this.</summary>
    public const int MaxLines = 1000;

    private readonly List<string> _lines = new();
    private string _unfinished = "";
    private string _prefix = "";
    private int _at;

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines => _lines;

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
        if (_at == _lines.Count)
        {
            _unfinished = current;
            _prefix = _lines.Exists(one => Continues(one, current)) ? current : "";
        }

        int older = _at == 0 ? -1 : _lines.FindLastIndex(_at - 1, Matches);
        line = older < 0 ? current : _lines[older];
        _at = older < 0 ? _at : older;
        return older >= 0;
    }

    /// <summary>The line after; in the end the unfinished one.</summary>
    public bool TryNewer(string current, out string line)
    {
        line = current;
        if (_at == _lines.Count)
            return false;
        int newer = _lines.FindIndex(_at + 1, Matches);
        _at = newer < 0 ? _lines.Count : newer;
        line = newer < 0 ? _unfinished : _lines[newer];
        return true;
    }

    /// <summary>The newest line before an index that contains a text, in any case; -1 for none.</summary>
    public int FindLast(string text, int before)
    {
        int last = Math.Min(before, _lines.Count) - 1;
        return last < 0 ? -1 : _lines.FindLastIndex(last, line => line.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private bool Matches(string line) => _prefix.Length == 0 || Continues(line, _prefix);

    private static bool Continues(string line, string prefix) => line.Length > prefix.Length && line.StartsWith(prefix, StringComparison.Ordinal);
}
