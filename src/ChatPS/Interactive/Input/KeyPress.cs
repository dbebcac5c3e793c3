using System;

namespace ChatPS.Interactive;

/// <summary>The keys held down with another; the values are those of .NET's <c>ConsoleModifiers</c>.</summary>
[Flags]
internal enum KeyModifiers
{
    None = 0,
    Alt = 1,
    Shift = 2,
    Control = 4,
}

/// <summary>
/// One key as the host reports it: the character it types ('\0' for none), its virtual key code and what was held with it.
/// Hosts drop some of the three, so look at the character first and then at the code.
/// </summary>
internal readonly record struct KeyPress(char Character, int VirtualKey = 0, KeyModifiers Modifiers = KeyModifiers.None)
{
    public bool HasAlt => (Modifiers & KeyModifiers.Alt) != 0;

    public bool HasShift => (Modifiers & KeyModifiers.Shift) != 0;

    public bool HasControl => (Modifiers & KeyModifiers.Control) != 0;

    /// <summary>Types a character by itself: no control character, not held with Alt or with Control (AltGr is both).</summary>
    public bool IsText =>
        !char.IsControl(Character) && (HasAlt == HasControl);
}
