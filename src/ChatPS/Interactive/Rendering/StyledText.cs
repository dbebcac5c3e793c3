using System.Collections.Generic;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// A message to print: its text, the styles of its parts, and the indent of the rows after the first.
/// A style holds the parameters of SGR, as <c>1;36</c>. The text has no line breaks.
/// </summary>
internal sealed class StyledText
{
    private readonly StringBuilder _text = new();
    private readonly List<Run> _runs = new();

    /// <summary>The cells before continuation rows: the width of the prefix, or 2 without one.</summary>
    public int Indent { get; private set; } = 2;

    /// <summary>The chars before the text itself: time, name.</summary>
    public int PrefixLength { get; private set; }

    public IReadOnlyList<Run> Runs => _runs;

    public override string ToString() => _text.ToString();

    public StyledText Add(string text, string style = "")
    {
        _runs.Add(new Run(_text.Length, text.Length, style));
        _text.Append(text);
        return this;
    }

    /// <summary>Ends the prefix: continuation rows align with what is added next.</summary>
    public StyledText EndPrefix()
    {
        PrefixLength = _text.Length;
        Indent = CellWidth.Of(ToString());
        return this;
    }

    /// <summary>A part of the text in one style.</summary>
    internal readonly record struct Run(int Start, int Length, string Style)
    {
        public int End => Start + Length;
    }
}
