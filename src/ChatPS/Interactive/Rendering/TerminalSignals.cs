using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>What a terminal shows outside its cells: its title, and notes of the desktop. Whatever a text holds, it stays a text. Pure.</summary>
internal static class TerminalSignals
{
    /// <summary>Puts the window's title aside.</summary>
    public const string SaveTitle = "\x1b[22;2t";

    /// <summary>Brings it back; empty where the terminal puts no titles aside.</summary>
    public const string RestoreTitle = "\x1b]2;\x1b\\\x1b[23;2t";

    private const int MaxLength = 200;
    private const string End = "\x1b\\";

    public static string Title(string text) => "\x1b]2;" + Field(text) + End;

    /// <summary>A note of the desktop, in the two ways that terminals know.</summary>
    /// <param name="title">Who has something to say. Not a number: some terminals take those for commands.</param>
    /// <param name="text">What.</param>
    public static string Note(string title, string text) =>
        $"\x1b]9;{Field(title)}: {Field(text)}{End}\x1b]777;notify;{Field(title)};{Field(text)}{End}";

    // A semicolon would begin another field.
    private static string Field(string text)
    {
        string safe = TerminalText.MakeSafe(text).Replace(';', ',');
        return safe.Length <= MaxLength ? safe : safe.Substring(0, Graphemes.AtOrAfter(safe, MaxLength));
    }
}
