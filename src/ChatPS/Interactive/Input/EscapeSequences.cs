namespace ChatPS.Interactive;

/// <summary>The keys that terminals send as sequences, as xterm, tmux and the Linux console write them. Pure.</summary>
internal static class EscapeSequences
{
    /// <summary>The key of what follows ESC [ or ESC O: parameters and a final letter; none for what is not known.</summary>
    public static bool TryGetKey(string sequence, out KeyPress key)
    {
        key = default;
        // The Linux console's function keys: ESC [ [ A.
        if (sequence[0] == '[')
            return false;
        char final = sequence[sequence.Length - 1];
        string[] parameters = sequence.Substring(0, sequence.Length - 1).Split(';');
        int code = final == '~' ? CodeOfNumber(parameters[0]) : CodeOfLetter(final);
        KeyModifiers modifiers = parameters.Length > 1 ? Modifiers(parameters[1]) : KeyModifiers.None;
        if (final == 'Z')
            modifiers |= KeyModifiers.Shift;
        key = new KeyPress(code == VirtualKeys.Tab ? '\t' : '\0', code, modifiers);
        return code != 0;
    }

    private static int CodeOfLetter(char final) => final switch
    {
        'A' => VirtualKeys.Up,
        'B' => VirtualKeys.Down,
        'C' => VirtualKeys.Right,
        'D' => VirtualKeys.Left,
        'F' => VirtualKeys.End,
        'H' => VirtualKeys.Home,
        'Z' => VirtualKeys.Tab,
        _ => 0,
    };

    private static int CodeOfNumber(string number) => number switch
    {
        "1" or "7" => VirtualKeys.Home,
        "3" => VirtualKeys.Delete,
        "4" or "8" => VirtualKeys.End,
        _ => 0,
    };

    // One more than the sum of Shift 1, Alt 2 and Control 4.
    private static KeyModifiers Modifiers(string number)
    {
        int bits = number.Length == 1 && number[0] is >= '2' and <= '9' ? number[0] - '1' : 0;
        return ((bits & 1) != 0 ? KeyModifiers.Shift : 0)
            | ((bits & 2) != 0 ? KeyModifiers.Alt : 0)
            | ((bits & 4) != 0 ? KeyModifiers.Control : 0);
    }
}
