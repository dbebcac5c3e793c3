using System;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Interactive;

/// <summary>A paste that waits beside the line until Enter sends it or Esc drops it. Pure.</summary>
internal sealed class HeldPaste
{
    /// <summary>A line that needs more messages than this is asked about.</summary>
    public const int MaxUnasked = 5;

    // A longer paste is a file: nobody looks for it among their lines.
    private const int MaxRemembered = 4000;

    private readonly ILineRules _rules;
    private readonly List<string> _lines = [];
    private int _messages;

    public HeldPaste(ILineRules rules) => _rules = rules;

    public bool IsEmpty => _lines.Count == 0;

    /// <summary>What the input row asks before the first line, from long to short for narrow windows.</summary>
    public IReadOnlyList<string> Questions =>
        [$"send {_messages} {(_messages == 1 ? "message" : "messages")}? Enter, or Esc: ", $"send {_messages}? Enter/Esc: ", $"{_messages}? Enter/Esc: ", $"{_messages}? "];

    /// <summary>The first line.</summary>
    public string First => _lines[0];

    /// <summary>Whether lines may go into the row without a question.</summary>
    public bool IsHarmless(List<string> lines) =>
        IsEmpty && lines.Count <= 1 && lines.All(line => _rules.CountMessages(line) <= MaxUnasked);

    /// <summary>Holds a line with breaks that needs many messages, as one is when a paste is recalled. Commands are not asked about.</summary>
    public bool TryHold(string line)
    {
        string text = line.StartsWith("//", StringComparison.Ordinal) ? line.Substring(1) : line;
        bool isCommand = text.Length == line.Length && line[0] == '/';
        List<string> lines = [.. text.Split('\n').Where(one => !string.IsNullOrWhiteSpace(one))];
        if (isCommand || lines.Count <= 1 || lines.Sum(_rules.CountMessages) <= MaxUnasked)
            return false;
        Add(lines);
        return true;
    }

    public void Add(List<string> lines)
    {
        _lines.AddRange(lines);
        _messages += lines.Sum(_rules.CountMessages);
    }

    /// <summary>The lines as one that can be recalled, and that says the same: no command.</summary>
    public bool TryRemember(out string line)
    {
        line = (First[0] == '/' ? "/" : "") + string.Join("\n", _lines);
        return line.Length <= MaxRemembered;
    }

    /// <summary>Hands the lines out; none is held then.</summary>
    public List<string> Take()
    {
        List<string> lines = [.. _lines];
        _lines.Clear();
        _messages = 0;
        return lines;
    }
}
