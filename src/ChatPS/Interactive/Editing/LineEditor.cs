using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>What the session is asked to do after a key.</summary>
internal enum EditOutcome
{
    None,

    /// <summary><see cref="EditorResult.Lines"/> holds one line that was typed: a message or a command.</summary>
    Accept,

    /// <summary><see cref="EditorResult.Lines"/> holds the lines of a paste: text to send, never commands.</summary>
    SendPaste,
    ClearScreen,
    Suspend,
    Leave,
}

/// <summary>What is asked of the session, and the lines that go with it.</summary>
internal readonly record struct EditorResult(EditOutcome Outcome, IReadOnlyList<string> Lines)
{
    public static readonly EditorResult None = new(EditOutcome.None, []);

    public static EditorResult Of(EditOutcome outcome) => new(outcome, []);
}

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
        foreach (string line in memory.Lines)
            _history.Add(line);
        _line.Set(memory.Unfinished);
    }

    /// <summary>The line, as it would be accepted.</summary>
    public string Text => _line.Text;

    /// <summary>An index into <see cref="Text"/>, always between graphemes.</summary>
    public int Cursor => _line.Cursor;

    /// <summary>What the input row shows: the line, or the question about a paste and its first line.</summary>
    public string Shown => _held.IsEmpty ? Text : _held.Question + _held.First;

    /// <summary>An index into <see cref="Shown"/>.</summary>
    public int ShownCursor => _held.IsEmpty ? Cursor : 0;

    /// <summary>What is to be kept over leaving and entering again.</summary>
    public EditorMemory Remember() => new(_history.Lines, Text);

    /// <summary>Keys come that may turn out to be the beginning of a paste.</summary>
    public void Mark() => _marked = (Text, Cursor);

    public EditorResult Take(EditorInput input)
    {
        if (input.Pasted is null)
            return Press(input.Key);
        if (input.IsUnmarked)
            _line.Set(_marked.Text, _marked.Cursor);
        return Paste(input.Pasted);
    }

    /// <summary>Takes a pasted text: one line goes in at the cursor, several are held.</summary>
    public EditorResult Paste(string pasted)
    {
        EndRuns();
        List<string> lines = InputSanitizer.Lines(pasted);
        if (!_held.IsHarmless(lines))
        {
            _held.Add(lines);
        }
        else if (lines.Count > 0)
        {
            _line.Insert(lines[0]);
            TryExpand();
        }

        return EditorResult.None;
    }

    /// <summary>Takes a key. One that means nothing changes nothing.</summary>
    public EditorResult Press(KeyPress key)
    {
        if (key.IsText && _held.IsEmpty)
            return Type(key.Character);
        _highSurrogate = '\0';
        EditCommand meaning = KeyBindings.Of(key);
        if (meaning == EditCommand.None)
            return EditorResult.None;
        if (!_held.IsEmpty)
            return Decide(meaning);
        if (meaning is not (EditCommand.Complete or EditCommand.CompleteBack))
            _tab.End();
        if (!KeyBindings.Cuts(meaning))
            _line.EndCut();
        return Act(meaning);
    }

    // A pair of surrogates comes as two keys; half of one is nothing.
    private EditorResult Type(char c)
    {
        EndRuns(_highSurrogate);
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
            case EditCommand.Complete:
            case EditCommand.CompleteBack:
                _tab.Turn(back: meaning == EditCommand.CompleteBack);
                break;
            case EditCommand.Older when _history.TryOlder(Text, out string line):
            case EditCommand.Newer when _history.TryNewer(Text, out line):
                _line.Set(line);
                break;
            default:
                Edit(meaning);
                break;
        }

        return EditorResult.None;
    }

    private void Edit(EditCommand meaning)
    {
        switch (meaning)
        {
            case EditCommand.Left: _line.MoveTo(_line.Left); break;
            case EditCommand.Right: _line.MoveTo(_line.Right); break;
            case EditCommand.Home: _line.MoveTo(0); break;
            case EditCommand.End: _line.MoveTo(Text.Length); break;
            case EditCommand.WordLeft: _line.MoveTo(_line.WordLeft); break;
            case EditCommand.WordRight: _line.MoveTo(_line.WordRight); break;
            case EditCommand.Backspace: _line.Delete(_line.Left); break;
            case EditCommand.Delete:
            case EditCommand.DeleteOrLeave: _line.Delete(_line.Right); break;
            case EditCommand.CutToStart: _line.Cut(0); break;
            case EditCommand.CutToEnd: _line.Cut(Text.Length); break;
            case EditCommand.CutSpacedWord: _line.Cut(_line.SpacedWordLeft); break;
            case EditCommand.CutWordLeft: _line.Cut(_line.WordLeft); break;
            case EditCommand.CutWordRight: _line.Cut(_line.WordRight); break;
            case EditCommand.Yank: _line.Paste(); break;
            case EditCommand.Clear:
            case EditCommand.Interrupt: Clear(); break;
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
        if (string.IsNullOrWhiteSpace(line))
            return EditorResult.None;
        _history.Add(line);
        return new EditorResult(EditOutcome.Accept, [line]);
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
