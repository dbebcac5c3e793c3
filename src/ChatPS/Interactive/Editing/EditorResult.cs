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

    /// <summary>Alt and a digit, which is in <see cref="EditorResult.Lines"/>.</summary>
    Select,
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
