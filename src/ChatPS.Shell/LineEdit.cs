using ChatPS.Interactive;

namespace ChatPS.Shell;

/// <summary>A line as keys change it. Pure: it draws nothing.</summary>
internal sealed class LineEdit(LineHistory? history)
{
    private readonly LineBuffer _line = new();

    public string Text => _line.Text;

    public int Cursor => _line.Cursor;

    public void Apply(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow: _line.MoveTo(_line.Left); break;
            case ConsoleKey.RightArrow: _line.MoveTo(_line.Right); break;
            case ConsoleKey.Home: _line.MoveTo(0); break;
            case ConsoleKey.End: _line.MoveTo(Text.Length); break;
            case ConsoleKey.Backspace: _line.Delete(_line.Left); break;
            case ConsoleKey.Delete: _line.Delete(_line.Right); break;
            case ConsoleKey.Escape: _line.Set(""); break;
            case ConsoleKey.UpArrow when history is not null && history.TryOlder(Text, out string line):
            case ConsoleKey.DownArrow when history is not null && history.TryNewer(Text, out line):
                _line.Set(line);
                break;
            case var _ when !char.IsControl(key.KeyChar): _line.Type(key.KeyChar); break;
        }
    }

    /// <summary>Replaces a part of the line by a text; the cursor stands after it.</summary>
    public void Replace(int from, int to, string text) => _line.Set(Text[..from] + text + Text[to..], from + text.Length);
}
