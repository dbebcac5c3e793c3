namespace ChatPS.Interactive;

/// <summary>What a key means to the editor.</summary>
internal enum EditCommand
{
    None,
    Accept,
    Clear,
    ClearScreen,
    Interrupt,
    Suspend,
    DeleteOrLeave,
    Complete,
    CompleteBack,
    Older,
    Newer,
    Left,
    Right,
    Home,
    End,
    WordLeft,
    WordRight,
    Backspace,
    Delete,
    CutToStart,
    CutToEnd,
    CutSpacedWord,
    CutWordLeft,
    CutWordRight,
    Yank,
}
