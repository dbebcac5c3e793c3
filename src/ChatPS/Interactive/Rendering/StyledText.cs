using System.Collections.Generic;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// A message as it is to be printed: its text, which parts of it look different, and how far the rows after the first
/// are indented. A style is the parameters of SGR, as <c>1;36</c>. The text has no line breaks.
/// </summary>
internal sealed class StyledText
{
    private readonly StringBuilder _text = new();
    private readonly List<Run> _runs = new();

    /// <summary>Cells before the rows that continue the text; 2 unless a prefix ends elsewhere.</summary>
    public int Indent { get; private set; } = 2;

    /// <summary>The characters before the text itself: time, name.</summary>
    public int PrefixLength { get; private set; }

    public IReadOnlyList<Run> Runs => _runs;

    public override string ToString() => _text.ToString();

    public StyledText Add(string text, string style = "")
    {
        _runs.Add(new Run(_text.Length, text.Length, style));
        _text.Append(text);
        return this;
    }

    /// <summary>What is added from here on is the text that continuing rows stand under.</summary>
    public StyledText EndPrefix()
    {
        PrefixLength = _text.Length;
        Indent = CellWidth.Of(ToString());
        return this;
    }

    /// <summary>A part of the text that looks the same.</summary>
    internal readonly record struct Run(int Start, int Length, string Style)
    {
        public int End => Start + Length;
    }
}
