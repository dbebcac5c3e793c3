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
/// A paste of several lines is held beside the line until Enter sends it or Esc drops it.
/// </summary>
internal sealed class LineEditor
{
    private readonly LineBuffer _line = new();
    private readonly LineHistory _history = new();
    private readonly List<string> _held = new();
    private readonly CompletionCycle _tab;
    private char _highSurrogate;

    public LineEditor(ICompleter completer)
    {
        _tab = new CompletionCycle(completer, _line);
    }

    /// <summary>The line, as it would be accepted.</summary>
    public string Text => _line.Text;

    /// <summary>An index into <see cref="Text"/>, always between graphemes.</summary>
    public int Cursor => _line.Cursor;

    /// <summary>What the input row shows: the line, or that a paste is held.</summary>
    public string Shown => _held.Count == 0 ? Text : $"paste of {_held.Count} lines: Enter sends, Esc drops";

    /// <summary>An index into <see cref="Shown"/>.</summary>
    public int ShownCursor => _held.Count == 0 ? Cursor : Shown.Length;

    public EditorResult Take(EditorInput input) => input.Pasted is null ? Press(input.Key) : Paste(input.Pasted);

    /// <summary>Takes a pasted text: one line goes in at the cursor, several are held.</summary>
    public EditorResult Paste(string pasted)
    {
        EndRuns();
        List<string> lines = InputSanitizer.Lines(pasted);
        if (lines.Count == 1 && _held.Count == 0)
            _line.Insert(lines[0]);
        else
            _held.AddRange(lines);
        return EditorResult.None;
    }

    /// <summary>Takes a key. One that means nothing changes nothing.</summary>
    public EditorResult Press(KeyPress key)
    {
        if (key.IsText && _held.Count == 0)
            return Type(key.Character);
        _highSurrogate = '\0';
        EditCommand meaning = KeyBindings.Of(key);
        if (meaning == EditCommand.None)
            return EditorResult.None;
        if (_held.Count > 0)
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
        return EditorResult.None;
    }

    private EditorResult Decide(EditCommand meaning)
    {
        switch (meaning)
        {
            case EditCommand.Accept:
                var lines = new List<string>(_held);
                _held.Clear();
                return new EditorResult(EditOutcome.SendPaste, lines);
            case EditCommand.Clear:
                _held.Clear();
                return EditorResult.None;
            case EditCommand.Leave:
                return EditorResult.Of(EditOutcome.Leave);
            case EditCommand.ClearScreen:
                return EditorResult.Of(EditOutcome.ClearScreen);
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
            case EditCommand.Leave:
            case EditCommand.DeleteOrLeave when Text.Length == 0:
                return EditorResult.Of(EditOutcome.Leave);
            case EditCommand.ClearScreen:
                return EditorResult.Of(EditOutcome.ClearScreen);
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
            case EditCommand.Clear: Clear(); break;
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
        string line = Text;
        _line.Set("");
        if (string.IsNullOrWhiteSpace(line))
            return EditorResult.None;
        _history.Add(line);
        return new EditorResult(EditOutcome.Accept, [line]);
    }

    private void EndRuns(char highSurrogate = '\0')
    {
        _highSurrogate = highSurrogate;
        _tab.End();
        _line.EndCut();
    }
}
