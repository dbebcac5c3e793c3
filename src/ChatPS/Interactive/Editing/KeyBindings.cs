namespace ChatPS.Interactive;

/// <summary>
/// The key bindings, those of Emacs and readline. The character counts before the virtual key: on Unix Ctrl with a letter
/// comes as its control character, whatever the host says of the key and of what was held.
/// </summary>
internal static class KeyBindings
{
    public static EditCommand Of(KeyPress key)
    {
        if (char.IsControl(key.Character) && key.Character != '\0')
            return OfControl(key);
        if (key.Character != '\0')
            return OfLetter(key);
        return OfVirtualKey(key);
    }

    public static bool Cuts(EditCommand key) => key is EditCommand.CutToStart or EditCommand.CutToEnd
        or EditCommand.CutSpacedWord or EditCommand.CutWordLeft or EditCommand.CutWordRight;

    private static EditCommand OfControl(KeyPress key) => key.Character switch
    {
        '\x01' => EditCommand.Home,
        '\x02' => EditCommand.Left,
        '\x03' => EditCommand.Interrupt,
        '\x04' => EditCommand.DeleteOrLeave,
        '\x05' => EditCommand.End,
        '\x06' => EditCommand.Right,
        '\x07' => EditCommand.Cancel,
        '\x08' or '\x7f' => OfBackspace(key),
        '\t' => key.HasShift ? EditCommand.CompleteBack : EditCommand.Complete,
        '\n' or '\r' => key.HasAlt ? EditCommand.Break : EditCommand.Accept,
        '\x0b' => EditCommand.CutToEnd,
        '\x0c' => EditCommand.ClearScreen,
        '\x0e' => EditCommand.Newer,
        '\x10' => EditCommand.Older,
        '\x12' => EditCommand.Search,
        '\x14' => EditCommand.Transpose,
        '\x15' => EditCommand.CutToStart,
        '\x17' => EditCommand.CutSpacedWord,
        '\x19' => EditCommand.Yank,
        '\x1a' => EditCommand.Suspend,
        '\x1b' => EditCommand.Clear,
        '\x1f' => EditCommand.Undo,
        _ => EditCommand.None,
    };

    // Letters held with Control or Alt, from hosts that say so instead of giving the control character.
    private static EditCommand OfLetter(KeyPress key)
    {
        char letter = char.ToLowerInvariant(key.Character);
        if (key.HasControl && !key.HasAlt && letter is >= 'a' and <= 'z')
            return OfControl(key with { Character = (char)(letter & 0x1F) });
        if (!key.HasAlt || key.HasControl)
            return EditCommand.None;
        return letter switch
        {
            'b' => EditCommand.WordLeft,
            'f' => EditCommand.WordRight,
            'd' => EditCommand.CutWordRight,
            >= '1' and <= '9' => EditCommand.Select,
            _ => EditCommand.None,
        };
    }

    private static EditCommand OfVirtualKey(KeyPress key)
    {
        if (key.VirtualKey is >= 'A' and <= 'Z')
            return OfLetter(key with { Character = (char)key.VirtualKey });
        bool byWord = key.HasControl || key.HasAlt;
        return key.VirtualKey switch
        {
            VirtualKeys.Backspace => OfBackspace(key),
            VirtualKeys.Tab => key.HasShift ? EditCommand.CompleteBack : EditCommand.Complete,
            VirtualKeys.Enter => key.HasAlt ? EditCommand.Break : EditCommand.Accept,
            VirtualKeys.Escape => EditCommand.Clear,
            '7' when key.HasControl => EditCommand.Undo, // what .NET makes of Ctrl+_ on Unix
            VirtualKeys.End => EditCommand.End,
            VirtualKeys.Home => EditCommand.Home,
            VirtualKeys.Left => byWord ? EditCommand.WordLeft : EditCommand.Left,
            VirtualKeys.Up => EditCommand.Older,
            VirtualKeys.Right => byWord ? EditCommand.WordRight : EditCommand.Right,
            VirtualKeys.Down => EditCommand.Newer,
            VirtualKeys.Delete => byWord ? EditCommand.CutWordRight : EditCommand.Delete,
            _ => EditCommand.None,
        };
    }

    private static EditCommand OfBackspace(KeyPress key) => key.HasAlt ? EditCommand.CutWordLeft
        : key.HasControl && key.VirtualKey == VirtualKeys.Backspace ? EditCommand.CutSpacedWord
        : EditCommand.Backspace;
}
