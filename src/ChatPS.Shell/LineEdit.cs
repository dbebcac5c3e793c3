using System.Globalization;

namespace ChatPS.Shell;

/// <summary>A line as keys change it. Pure: it draws nothing.</summary>
internal sealed class LineEdit(LineHistory? history)
{
    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    public void Apply(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow: Cursor = Before(); break;
            case ConsoleKey.RightArrow: Cursor = After(); break;
            case ConsoleKey.Home: Cursor = 0; break;
            case ConsoleKey.End: Cursor = Text.Length; break;
            case ConsoleKey.Backspace: Replace(Before(), Cursor, ""); break;
            case ConsoleKey.Delete: Replace(Cursor, After(), ""); break;
            case ConsoleKey.Escape: Set(""); break;
            case ConsoleKey.UpArrow: Set(history?.Step(-1, Text) ?? Text); break;
            case ConsoleKey.DownArrow: Set(history?.Step(+1, Text) ?? Text); break;
            case var _ when !char.IsControl(key.KeyChar): Replace(Cursor, Cursor, key.KeyChar.ToString()); break;
        }
    }

    /// <summary>Puts a text in the place of a part of the line; the cursor stands behind it.</summary>
    public void Replace(int from, int to, string text)
    {
        Text = Text[..from] + text + Text[to..];
        Cursor = from + text.Length;
    }

    private void Set(string text) => Replace(0, Text.Length, text);

    private int After() => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    private int Before()
    {
        int before = 0;
        for (int at = 0; at < Cursor; at += StringInfo.GetNextTextElementLength(Text, at))
            before = at;
        return before;
    }
}
