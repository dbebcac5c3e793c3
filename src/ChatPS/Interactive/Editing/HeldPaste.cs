using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Interactive;

/// <summary>A paste that waits beside the line until Enter sends it or Esc drops it. Pure.</summary>
internal sealed class HeldPaste
{
    /// <summary>A line that needs more messages than this is asked about.</summary>
    public const int MaxUnasked = 5;

    private readonly ILineRules _rules;
    private readonly List<string> _lines = [];
    private int _messages;

    public HeldPaste(ILineRules rules) => _rules = rules;

    public bool IsEmpty => _lines.Count == 0;

    /// <summary>What the input row asks, up to the first line: short, for narrow windows.</summary>
    public string Question => $"send {_messages} {(_messages == 1 ? "message" : "messages")}? Enter, or Esc: ";

    /// <summary>The first line.</summary>
    public string First => _lines[0];

    /// <summary>Whether lines may go into the row without a question.</summary>
    public bool IsHarmless(List<string> lines) =>
        IsEmpty && lines.Count <= 1 && lines.All(line => _rules.CountMessages(line) <= MaxUnasked);

    public void Add(List<string> lines)
    {
        _lines.AddRange(lines);
        _messages += lines.Sum(_rules.CountMessages);
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
