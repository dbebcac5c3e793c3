using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>Tab and Shift+Tab: the word before the cursor through what it may become, round and round, until another key. Pure.</summary>
internal sealed class CompletionCycle
{
    private readonly ICompleter _completer;
    private readonly LineBuffer _line;
    private IReadOnlyList<Completion> _candidates = [];
    private string _before = "";
    private string _behind = "";
    private int _at;

    public CompletionCycle(ICompleter completer, LineBuffer line)
    {
        _completer = completer;
        _line = line;
    }

    /// <summary>The next candidate, or the one before.</summary>
    public void Turn(bool back)
    {
        if (_candidates.Count == 0)
            Start(back);
        else
            _at = (_at + (back ? _candidates.Count - 1 : 1)) % _candidates.Count;
        if (_candidates.Count > 0)
            Show(_candidates[_at]);
    }

    /// <summary>Another key: the word stays as it is.</summary>
    public void End() => _candidates = [];

    private void Start(bool back)
    {
        string text = _line.Text;
        int cursor = _line.Cursor;
        int start = cursor;
        while (start > 0 && text[start - 1] != ' ')
            start--;
        _before = text.Substring(0, start);
        _behind = text.Substring(cursor);
        _candidates = _completer.Complete(text.Substring(start, cursor - start), start == 0);
        _at = back ? _candidates.Count - 1 : 0;
    }

    private void Show(Completion candidate)
    {
        string suffix = candidate.Suffix;
        if (_behind.StartsWith(" ", System.StringComparison.Ordinal))
            suffix = suffix.TrimEnd(' ');
        string head = _before + candidate.Word + suffix;
        _line.Set(head + _behind, head.Length);
    }
}
