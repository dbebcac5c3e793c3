namespace ChatPS.Interactive;

/// <summary>
/// The key bindings, those of Emacs and readline. The character counts before the virtual key: on Unix Ctrl with a letter
/// comes as its control character, whatever the host says of the key and of what was held.
/// </summary>
internal static class EditorKeys
{
    public static EditorKey Of(KeyPress key)
    {
        if (char.IsControl(key.Character) && key.Character != '\0')
            return OfControl(key);
        if (key.Character != '\0')
            return OfLetter(key);
        return OfVirtualKey(key);
    }

    public static bool Cuts(EditorKey key) => key is EditorKey.CutToStart or EditorKey.CutToEnd
        or EditorKey.CutSpacedWord or EditorKey.CutWordLeft or EditorKey.CutWordRight;

    private static EditorKey OfControl(KeyPress key) => key.Character switch
    {
        '\x01' => EditorKey.Home,
        '\x02' => EditorKey.Left,
        '\x03' => EditorKey.Leave,
        '\x04' => EditorKey.DeleteOrLeave,
        '\x05' => EditorKey.End,
        '\x06' => EditorKey.Right,
        '\x08' or '\x7f' => OfBackspace(key),
        '\t' => key.HasShift ? EditorKey.CompleteBack : EditorKey.Complete,
        '\n' or '\r' => EditorKey.Accept,
        '\x0b' => EditorKey.CutToEnd,
        '\x0c' => EditorKey.ClearScreen,
        '\x0e' => EditorKey.Newer,
        '\x10' => EditorKey.Older,
        '\x15' => EditorKey.CutToStart,
        '\x17' => EditorKey.CutSpacedWord,
        '\x19' => EditorKey.Yank,
        '\x1b' => EditorKey.Clear,
        _ => EditorKey.None,
    };

    // Letters held with Control or Alt, from hosts that say so instead of giving the control character.
    private static EditorKey OfLetter(KeyPress key)
    {
        char letter = char.ToLowerInvariant(key.Character);
        if (key.HasControl && !key.HasAlt && letter is >= 'a' and <= 'z')
            return OfControl(key with { Character = (char)(letter & 0x1F) });
        if (!key.HasAlt || key.HasControl)
            return EditorKey.None;
        return letter switch
        {
            'b' => EditorKey.WordLeft,
            'f' => EditorKey.WordRight,
            'd' => EditorKey.CutWordRight,
            _ => EditorKey.None,
        };
    }

    private static EditorKey OfVirtualKey(KeyPress key)
    {
        if (key.VirtualKey is >= 'A' and <= 'Z')
            return OfLetter(key with { Character = (char)key.VirtualKey });
        bool byWord = key.HasControl || key.HasAlt;
        return key.VirtualKey switch
        {
            VirtualKeys.Backspace => OfBackspace(key),
            VirtualKeys.Tab => key.HasShift ? EditorKey.CompleteBack : EditorKey.Complete,
            VirtualKeys.Enter => EditorKey.Accept,
            VirtualKeys.Escape => EditorKey.Clear,
            VirtualKeys.End => EditorKey.End,
            VirtualKeys.Home => EditorKey.Home,
            VirtualKeys.Left => byWord ? EditorKey.WordLeft : EditorKey.Left,
            VirtualKeys.Up => EditorKey.Older,
            VirtualKeys.Right => byWord ? EditorKey.WordRight : EditorKey.Right,
            VirtualKeys.Down => EditorKey.Newer,
            VirtualKeys.Delete => byWord ? EditorKey.CutWordRight : EditorKey.Delete,
            _ => EditorKey.None,
        };
    }

    private static EditorKey OfBackspace(KeyPress key) => key.HasAlt ? EditorKey.CutWordLeft
        : key.HasControl && key.VirtualKey == VirtualKeys.Backspace ? EditorKey.CutSpacedWord
        : EditorKey.Backspace;
}
