using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>Somebody at the keyboard of a <see cref="CellScreen"/>: the decoder, the editor and the screen put together as the session does.</summary>
internal sealed class EditorHarness
{
    public const string Prompt = "fo> ";

    private readonly KeyDecoder _decoder = new();
    private long _now;

    public EditorHarness(int width = 80, int height = 24, Counting counting = Counting.Graphemes, bool color = false, EditorMemory? memory = null, params string[] names)
    {
        Cells = new CellScreen(width, height, counting);
        Screen = new Screen(Cells, color, Prompt);
        Roster = new NameRoster("fo");
        foreach (string name in names.Reverse())
            Roster.Spoke(name);
        Editor = new LineEditor(new WordCompleter(["/w", "/who", "/help", "/quit"], () => Roster), Rules, memory ?? EditorMemory.None);
        View = new MessageView("fo", "");
        Screen.Open();
    }

    public CellScreen Cells { get; }

    public Screen Screen { get; }

    public LineEditor Editor { get; }

    public NameRoster Roster { get; }

    public MessageView View { get; }

    public FixedRules Rules { get; } = new();

    public List<string> Accepted { get; } = [];

    public List<string> Sent { get; } = [];

    public List<EditOutcome> Asked { get; } = [];

    /// <summary>The line with a bar where the cursor is.</summary>
    public string Line => Editor.Text.Insert(Editor.Cursor, "|");

    public static KeyPress Key(char c) => new(c);

    public static KeyPress Key(int virtualKey, KeyModifiers modifiers = KeyModifiers.None) => new('\0', virtualKey, modifiers);

    /// <summary>Keys one after another, all there before they are looked at.</summary>
    public EditorHarness Type(string characters)
    {
        foreach (char c in characters)
            _decoder.Feed(Key(c), _now);
        return Look();
    }

    public EditorHarness Press(params int[] virtualKeys)
    {
        foreach (int key in virtualKeys)
            _decoder.Feed(Key(key), _now);
        return Look();
    }

    public EditorHarness Press(KeyPress key)
    {
        _decoder.Feed(key, _now);
        return Look();
    }

    public EditorHarness Paste(string text) => Type("\x1b[200~" + text + "\x1b[201~");

    public EditorHarness Wait(int milliseconds)
    {
        _now += milliseconds;
        return Look();
    }

    public EditorHarness Arrive(string text, ChatMessageKind kind = ChatMessageKind.Message, string sender = "doc")
    {
        Screen.Print(View.Show(new MessageLine(DateTime.UnixEpoch, kind, sender, text)));
        return Look();
    }

    public EditorHarness Look()
    {
        while (_decoder.TryTake(_now, out EditorInput input))
        {
            EditorResult result = Editor.Take(input);
            if (result.Outcome != EditOutcome.None)
                Asked.Add(result.Outcome);
            (result.Outcome == EditOutcome.Accept ? Accepted : Sent).AddRange(result.Lines);
        }

        Screen.SetPrompts(Editor.Prompts([Prompt]));
        Screen.SetInput(Editor.Shown, Editor.ShownCursor);
        Screen.Draw();
        return this;
    }
}
