using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>What a key meant to a search.</summary>
internal enum SearchOutcome
{
    /// <summary>It is the search's own.</summary>
    Stays,

    /// <summary>The line that was found is taken, and the key is for it.</summary>
    Takes,

    /// <summary>The line stays what it was before.</summary>
    Drops,
}

/// <summary>The search through the lines that were entered, from the newest to older ones, as one types what they contain. Pure.</summary>
internal sealed class HistorySearch
{
    private const string Question = "search '";

    private readonly LineHistory _history;
    private readonly StringBuilder _query = new();
    private int _at;

    public HistorySearch(LineHistory history) => _history = history;

    public bool IsActive { get; private set; }

    /// <summary>The newest line that contains what was typed; null for none.</summary>
    public string? Found { get; private set; }

    /// <summary>What the input row shows.</summary>
    public string Shown => $"{Question}{Query}'{(Found is null ? " (not found)" : ": " + Found)}";

    /// <summary>An index into <see cref="Shown"/>.</summary>
    public int ShownCursor => Question.Length + Query.Length;

    private string Query => TerminalText.MakeSafe(_query.ToString());

    public void Begin()
    {
        _query.Clear();
        (IsActive, Found, _at) = (true, "", int.MaxValue);
    }

    /// <summary>Something else has happened: the line stays what it was before.</summary>
    public void End() => IsActive = false;

    public SearchOutcome Press(KeyPress key, EditCommand meaning)
    {
        if (key.IsText)
            _query.Append(key.Character);
        else if (meaning == EditCommand.Backspace && _query.Length > 0)
            _query.Length = Graphemes.Previous(_query.ToString(), _query.Length);
        else if (meaning is not (EditCommand.Search or EditCommand.Backspace or EditCommand.None))
            return End(meaning);
        Find(older: meaning == EditCommand.Search && !key.IsText);
        return SearchOutcome.Stays;
    }

    // What was not found must not have the line sent that stood there before.
    private SearchOutcome End(EditCommand meaning)
    {
        if (meaning == EditCommand.Accept && string.IsNullOrEmpty(Found))
            return SearchOutcome.Stays;
        IsActive = false;
        bool drops = meaning is EditCommand.Clear or EditCommand.Interrupt or EditCommand.Cancel || string.IsNullOrEmpty(Found);
        return drops ? SearchOutcome.Drops : SearchOutcome.Takes;
    }

    private void Find(bool older)
    {
        string query = _query.ToString();
        if (query.Length == 0)
        {
            (Found, _at) = ("", int.MaxValue);
            return;
        }

        int found = _history.FindLast(query, before: older ? _at : int.MaxValue);
        if (found < 0 && older)
            return;
        (Found, _at) = found < 0 ? (null, int.MaxValue) : (_history.Lines[found], found);
    }
}
