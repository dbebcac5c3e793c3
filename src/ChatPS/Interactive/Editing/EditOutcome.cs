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
