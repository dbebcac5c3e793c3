namespace ChatPS.Interactive;

/// <summary>What the commands that move and change do to a line. Pure.</summary>
internal static class LineEdit
{
    public static void Apply(EditCommand command, LineBuffer line)
    {
        switch (command)
        {
            case EditCommand.Left: line.MoveTo(line.Left); break;
            case EditCommand.Right: line.MoveTo(line.Right); break;
            case EditCommand.Home: line.MoveTo(0); break;
            case EditCommand.End: line.MoveTo(line.Text.Length); break;
            case EditCommand.WordLeft: line.MoveTo(line.WordLeft); break;
            case EditCommand.WordRight: line.MoveTo(line.WordRight); break;
            case EditCommand.Backspace: line.Delete(line.Left); break;
            case EditCommand.Delete:
            case EditCommand.DeleteOrLeave: line.Delete(line.Right); break;
            case EditCommand.CutToStart: line.Cut(0); break;
            case EditCommand.CutToEnd: line.Cut(line.Text.Length); break;
            case EditCommand.CutSpacedWord: line.Cut(line.SpacedWordLeft); break;
            case EditCommand.CutWordLeft: line.Cut(line.WordLeft); break;
            case EditCommand.CutWordRight: line.Cut(line.WordRight); break;
            case EditCommand.Yank: line.Paste(); break;
            case EditCommand.Transpose: Transpose(line); break;
            case EditCommand.Break: line.Insert("\n"); break;
        }
    }

    /// <summary>Whether a command changes nothing but the cursor.</summary>
    public static bool Moves(EditCommand command) => command is EditCommand.Left or EditCommand.Right or EditCommand.Home
        or EditCommand.End or EditCommand.WordLeft or EditCommand.WordRight;

    // The character before the cursor goes behind the one at it; at the end of the line the last two change places.
    private static void Transpose(LineBuffer line)
    {
        if (line.Cursor == line.Text.Length)
            line.MoveTo(line.Left);
        int from = line.Left;
        int at = line.Cursor;
        int to = line.Right;
        if (from == at || at == to)
        {
            line.MoveTo(to);
            return;
        }

        string text = line.Text;
        line.Set(text.Substring(0, from) + text.Substring(at, to - at) + text.Substring(from, at - from) + text.Substring(to), to);
    }
}
