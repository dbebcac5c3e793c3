using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>Parts whose echo may still come, by their exact text; those of the same text in the order they were sent.</summary>
internal sealed class EchoIndex
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    public void Add(PendingEcho echo)
    {
        if (_lines.TryGetValue(echo.Text, out Line? line))
            line.Last = line.Last.NextOfText = echo;
        else
            _lines.Add(echo.Text, new Line(echo));
    }

    /// <summary>The first that was said with this text; null when there is none.</summary>
    public PendingEcho? First(string text) => _lines.TryGetValue(text, out Line? line) ? line.First : null;

    public void Remove(PendingEcho echo)
    {
        if (!_lines.TryGetValue(echo.Text, out Line? line))
            return;
        PendingEcho? before = line.First == echo ? null : line.First;
        while (before is not null && before.NextOfText != echo)
            before = before.NextOfText;
        if (before is not null)
            before.NextOfText = echo.NextOfText;
        else if (echo.NextOfText is { } next)
            line.First = next;
        else
            _lines.Remove(echo.Text);
        if (line.Last == echo && before is not null)
            line.Last = before;
        echo.NextOfText = null;
    }

    private sealed class Line(PendingEcho only)
    {
        public PendingEcho First { get; set; } = only;

        public PendingEcho Last { get; set; } = only;
    }
}
