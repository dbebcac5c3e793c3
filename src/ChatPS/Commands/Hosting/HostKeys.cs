using System.Management.Automation.Host;
using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>The keys of a host as people mean them. One thread.</summary>
internal sealed class HostKeys : IKeySource
{
    // Windows' console counts a key that goes up as available. A read of downs alone throws it away and blocks until the next
    // key goes down, so ups are asked for as well.
    // Ctrl+C is a key while the session says so; else it never gets here.
    private const ReadKeyOptions DownsAndUps =
        ReadKeyOptions.NoEcho | ReadKeyOptions.IncludeKeyDown | ReadKeyOptions.IncludeKeyUp | ReadKeyOptions.AllowCtrlC;

    private const int Alt = 0x12;

    private readonly PSHostRawUserInterface _rawUI;
    private bool _isAltDown;
    private KeyPress? _ahead;

    public HostKeys(PSHostRawUserInterface rawUI) => _rawUI = rawUI;

    /// <inheritdoc/>
    public bool AreAvailable => _ahead is not null || _rawUI.KeyAvailable;

    /// <inheritdoc/>
    public bool HasKey
    {
        get
        {
            if (_ahead is null && TryReadHost(out KeyPress key))
                _ahead = key;
            return _ahead is not null;
        }
    }

    /// <inheritdoc/>
    public bool TryRead(out KeyPress key)
    {
        bool isAhead = _ahead is not null;
        key = _ahead.GetValueOrDefault();
        _ahead = null;
        return isAhead || TryReadHost(out key);
    }

    private bool TryReadHost(out KeyPress key)
    {
        while (_rawUI.KeyAvailable)
        {
            KeyInfo info = _rawUI.ReadKey(DownsAndUps);
            if (info.VirtualKeyCode == Alt)
                _isAltDown = info.KeyDown;
            if (IsComposed(info))
            {
                key = new KeyPress(info.Character);
                return true;
            }

            if (info.KeyDown && !IsModifier(info) && !Composes(info))
            {
                key = new KeyPress(info.Character, info.VirtualKeyCode, Modifiers(info.ControlKeyState));
                return true;
            }
        }

        key = default;
        return false;
    }

    // The character of Alt with digits of the keypad comes when Alt goes up. So does, in a paste, what the keyboard does not have.
    private static bool IsComposed(in KeyInfo info) => !info.KeyDown && info.VirtualKeyCode == Alt && info.Character != '\0';

    // The keypad's keys while Alt is down, with NumLock on or off. Only a host that reports Alt itself composes; with others
    // Alt and an arrow are a key like any other.
    private bool Composes(in KeyInfo info) =>
        _isAltDown
        && (Modifiers(info.ControlKeyState) & KeyModifiers.Alt) != 0
        && (info.ControlKeyState & ControlKeyStates.EnhancedKey) == 0
        && info.VirtualKeyCode is (>= 0x60 and <= 0x69) or (>= 0x21 and <= 0x28) or 0x0C or 0x2D;

    // Shift, Control, Alt, CapsLock, the Windows keys, NumLock, ScrollLock.
    private static bool IsModifier(in KeyInfo info) =>
        info.Character == '\0' && info.VirtualKeyCode is (>= 0x10 and <= 0x12) or 0x14 or 0x5B or 0x5C or 0x90 or 0x91;

    private static KeyModifiers Modifiers(ControlKeyStates states)
    {
        KeyModifiers modifiers = KeyModifiers.None;
        if ((states & ControlKeyStates.ShiftPressed) != 0)
            modifiers |= KeyModifiers.Shift;
        if ((states & (ControlKeyStates.LeftAltPressed | ControlKeyStates.RightAltPressed)) != 0)
            modifiers |= KeyModifiers.Alt;
        if ((states & (ControlKeyStates.LeftCtrlPressed | ControlKeyStates.RightCtrlPressed)) != 0)
            modifiers |= KeyModifiers.Control;
        return modifiers;
    }
}
