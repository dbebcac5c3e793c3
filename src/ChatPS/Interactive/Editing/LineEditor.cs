using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Interactive;

/// <summary>
/// The line being typed: keys and pastes in, text and cursor out, and what the session is to do. No I/O, one thread.
/// A paste of several lines, or of one that needs many messages, is held beside the line until Enter sends it or Esc drops it.
/// </summary>
internal sealed class LineEditor
{
    private readonly ILineRules _rules;
    private readonly LineBuffer _line = new();
    private readonly LineHistory _history = new();
    private readonly HeldPaste _held;
    private readonly CompletionCycle _tab;
    private readonly LineUndo _undo = new();
    private readonly HistorySearch _search;
    private (string Text, int Cursor) _marked = ("", 0);
    private char _highSurrogate;

    /// <param name="completer">Completes words at Tab.</param>
    /// <param name="rules">What lines mean.</param>
    /// <param name="memory">What was typed before.</param>
    public LineEditor(ICompleter completer, ILineRules rules, EditorMemory memory)
    {
        _rules = rules;
        _held = new HeldPaste(rules);
        _tab = new CompletionCycle(completer, _line);
        _search = new HistorySearch(_history);
        foreach (string line in memory.Lines)
            _history.Add(line);
        _line.Set(memory.Unfinished);
    }

    /// <summary>The line, as it would be accepted.</summary>
    public string Text => _line.Text;

    /// <summary>An index into <see cref="Text"/>, always between graphemes.</summary>
    public int Cursor => _line.Cursor;

    /// <summary>What the input row shows: the line, a search, or the first line of a paste that is asked about.</summary>
    public string Shown => !_held.IsEmpty ? _held.First : _search.IsActive ? _search.Shown : Text;

    /// <summary>An index into <see cref="Shown"/>.</summary>
    public int ShownCursor => !_held.IsEmpty ? 0 : _search.IsActive ? _search.ShownCursor : Cursor;

    /// <summary>What stands before <see cref="Shown"/>, from long to short: names that are given, and the question about a paste.</summary>
    public string[] Prompts(string[] names) => _held.IsEmpty ? names : [.. names.Select(name => name + _held.Questions[0]), .. _held.Questions];

    /// <summary>What is to be kept over leaving and entering again.</summary>
    public EditorMemory Remember() => new([.. _history.Lines], Text);

    /// <summary>Keys come that may turn out to be the beginning of a paste.</summary>
    public void Mark() => _marked = (Text, Cursor);

    public EditorResult Take(EditorInput input)
    {
        if (input.Pasted is null)
            return Press(input.Key);
        if (input.IsUnmarked)
            _line.Set(_marked.Text, _marked.Cursor);
        EditorResult result = Paste(input.Pasted);
        Mark();
        return result;
    }

    /// <summary>Takes a pasted text: one line goes in at the cursor, several are held.</summary>
    public EditorResult Paste(string pasted)
    {
        EndRuns();
        _search.End();
        List<string> lines = InputSanitizer.Lines(pasted);
        if (!_held.IsHarmless(lines))
        {
            _held.Add(lines);
        }
        else if (lines.Count > 0)
        {
            _undo.BeforeChange(_line);
            _line.Insert(lines[0]);
            TryExpand();
        }

        return EditorResult.None;
    }

    /// <summary>Takes a key. One that means nothing changes nothing.</summary>
    public EditorResult Press(KeyPress key)
    {
        EditCommand meaning = key.IsText ? EditCommand.None : KeyBindings.Of(key);
        if (_search.IsActive && !TryEndSearch(key, meaning))
            return EditorResult.None;
        if (key.IsText && _held.IsEmpty)
            return Type(key.Character);
        _highSurrogate = '\0';
        if (meaning == EditCommand.Select)
            return new EditorResult(EditOutcome.Select, [key.Character.ToString()]);
        if (meaning == EditCommand.None)
            return EditorResult.None;
        if (!_held.IsEmpty)
            return Decide(meaning);
        if (meaning is not (EditCommand.Complete or EditCommand.CompleteBack))
            _tab.End();
        if (!KeyBindings.Cuts(meaning))
            _line.EndCut();
        _undo.EndTyping();
        return Act(meaning);
    }

    /// <returns>True when the key is for the line.</returns>
    private bool TryEndSearch(KeyPress key, EditCommand meaning)
    {
        if (_search.Press(key, meaning) is not SearchOutcome.Takes)
            return false;
        _undo.BeforeChange(_line);
        _line.Set(_search.Found!);
        return true;
    }

    // A pair of surrogates comes as two keys; half of one is nothing.
    private EditorResult Type(char c)
    {
        EndRuns(_highSurrogate);
        _undo.BeforeTyping(_line, c);
        if (char.IsLowSurrogate(c) && _highSurrogate != '\0')
            _line.Type(_highSurrogate);
        if (!char.IsSurrogate(c) || (char.IsLowSurrogate(c) && _highSurrogate != '\0'))
            _line.Type(c);
        _highSurrogate = char.IsHighSurrogate(c) ? c : '\0';

        // At the space behind /r, or at the next letter where the space came with Tab.
        if (_line.Length is 3 or 4)
            TryExpand();
        return EditorResult.None;
    }

    private EditorResult Decide(EditCommand meaning)
    {
        switch (meaning)
        {
            case EditCommand.Accept:
                if (_held.TryRemember(out string line))
                    _history.Add(line);
                return new EditorResult(EditOutcome.SendPaste, _held.Take());
            case EditCommand.Clear:
            case EditCommand.Interrupt:
                _held.Take();
                return EditorResult.None;
            case EditCommand.ClearScreen:
                return EditorResult.Of(EditOutcome.ClearScreen);
            case EditCommand.Suspend:
                return EditorResult.Of(EditOutcome.Suspend);
            default:
                return EditorResult.None;
        }
    }

    private EditorResult Act(EditCommand meaning)
    {
        switch (meaning)
        {
            case EditCommand.Accept:
                return Accept();
            case EditCommand.Interrupt when Text.Length == 0:
            case EditCommand.DeleteOrLeave when Text.Length == 0:
                return EditorResult.Of(EditOutcome.Leave);
            case EditCommand.ClearScreen:
                return EditorResult.Of(EditOutcome.ClearScreen);
            case EditCommand.Suspend:
                return EditorResult.Of(EditOutcome.Suspend);
            case EditCommand.Search:
                _search.Begin();
                break;
            case EditCommand.Undo:
                _undo.Undo(_line);
                break;
            default:
                Change(meaning);
                break;
        }

        return EditorResult.None;
    }

    private void Change(EditCommand meaning)
    {
        if (!LineEdit.Moves(meaning))
            _undo.BeforeChange(_line);
        switch (meaning)
        {
            case EditCommand.Complete:
            case EditCommand.CompleteBack:
                _tab.Turn(back: meaning == EditCommand.CompleteBack);
                break;
            case EditCommand.Older when _history.TryOlder(Text, out string line):
            case EditCommand.Newer when _history.TryNewer(Text, out line):
                _line.Set(line);
                break;
            case EditCommand.Clear:
            case EditCommand.Interrupt:
                Clear();
                break;
            default:
                LineEdit.Apply(meaning, _line);
                break;
        }
    }

    private void Clear()
    {
        _line.MoveTo(Text.Length);
        _line.Cut(0);
        _line.EndCut();
        _history.GoToEnd();
    }

    private EditorResult Accept()
    {
        // A name that was not seen on the row is not written to.
        if (TryExpand())
            return EditorResult.None;
        string line = Text;
        _line.Set("");
        _marked = ("", 0);
        _undo.Clear();
        if (string.IsNullOrWhiteSpace(line))
            return EditorResult.None;
        _history.Add(line);
        return _held.TryHold(line) ? EditorResult.None : new EditorResult(EditOutcome.Accept, [line]);
    }

    private bool TryExpand()
    {
        string expanded = _rules.Expand(Text);
        int more = expanded.Length - Text.Length;
        if (more == 0)
            return false;
        _line.Set(expanded, Cursor + more);
        return true;
    }

    private void EndRuns(char highSurrogate = '\0')
    {
        _highSurrogate = highSurrogate;
        _tab.End();
        _line.EndCut();
    }
}
