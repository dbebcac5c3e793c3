using System.Management.Automation.Host;
using ChatPS.Commands;
using ChatPS.Interactive;

namespace ChatPS.Tests.Commands;

public sealed class HostKeysTests
{
    private const ControlKeyStates LeftAlt = ControlKeyStates.LeftAltPressed;

    private readonly WindowsRawUserInterface _console = new();
    private readonly HostKeys _keys;

    public HostKeysTests() => _keys = new HostKeys(_console);

    [Fact]
    public void A_key_is_read_once_though_it_goes_down_and_up()
    {
        _console.Type("hi\r");
        Assert.Equal(["h", "i", "\r"], ReadCharacters());
    }

    [Fact]
    public void Ups_alone_are_no_key_and_block_nobody()
    {
        _console.Up('A', 'a');
        _console.Up(WindowsRawUserInterface.Shift);
        Assert.True(_keys.AreAvailable);
        Assert.False(_keys.TryRead(out _));
        Assert.False(_keys.AreAvailable);
    }

    // The Enter that ran the command goes up when the session has begun.
    [Fact]
    public void The_up_of_a_key_that_somebody_else_read_is_no_key()
    {
        _console.Up('\r', '\r');
        _console.Type("x");
        Assert.Equal(["x"], ReadCharacters());
    }

    [Theory]
    [InlineData(WindowsRawUserInterface.Shift, ControlKeyStates.ShiftPressed)]
    [InlineData(WindowsRawUserInterface.Control, ControlKeyStates.LeftCtrlPressed)]
    [InlineData(WindowsRawUserInterface.Alt, ControlKeyStates.LeftAltPressed)]
    [InlineData(0x14, ControlKeyStates.CapsLockOn)]
    [InlineData(0x5B, (ControlKeyStates)0)]
    [InlineData(0x90, ControlKeyStates.NumLockOn)]
    public void A_modifier_alone_is_no_key_however_long_it_is_held(int virtualKey, ControlKeyStates state)
    {
        _console.Down(virtualKey, state: state, repeat: 30);
        Assert.False(_keys.TryRead(out _));
        _console.Up(virtualKey);
        Assert.False(_keys.TryRead(out _));
    }

    [Fact]
    public void The_mouse_and_the_focus_are_no_keys_before_behind_and_between()
    {
        _console.MouseOrFocus();
        Assert.False(_keys.TryRead(out _));
        _console.Type("a");
        _console.MouseOrFocus();
        _console.Type("b");
        _console.MouseOrFocus();
        Assert.Equal(["a", "b"], ReadCharacters());
    }

    [Fact]
    public void A_record_that_is_no_stroke_is_passed_over()
    {
        _console.Down('A', 'a', repeat: 0);
        Assert.False(_keys.TryRead(out _));
        _console.Type("b");
        Assert.Equal(["b"], ReadCharacters());
    }

    [Fact]
    public void A_key_that_is_held_comes_as_often_as_it_repeats()
    {
        _console.Down('A', 'a', repeat: 3);
        _console.Up('A', 'a');
        Assert.Equal(["a", "a", "a"], ReadCharacters());
    }

    [Fact]
    public void What_is_held_with_a_key_is_said()
    {
        _console.Down(WindowsRawUserInterface.Control, state: ControlKeyStates.RightCtrlPressed);
        _console.Down(0x25, state: ControlKeyStates.RightCtrlPressed | ControlKeyStates.ShiftPressed | ControlKeyStates.EnhancedKey);
        Assert.True(_keys.TryRead(out KeyPress key));
        Assert.Equal(new KeyPress('\0', 0x25, KeyModifiers.Control | KeyModifiers.Shift), key);
    }

    // AltGr with Q on a German keyboard.
    [Fact]
    public void AltGr_types_its_character()
    {
        const ControlKeyStates altGr = ControlKeyStates.RightAltPressed | ControlKeyStates.LeftCtrlPressed;
        _console.Down(WindowsRawUserInterface.Control, state: ControlKeyStates.LeftCtrlPressed);
        _console.Down(WindowsRawUserInterface.Alt, state: altGr | ControlKeyStates.EnhancedKey);
        _console.Down('Q', '@', altGr);
        _console.Up('Q', '@', altGr);
        _console.Up(WindowsRawUserInterface.Control);
        _console.Up(WindowsRawUserInterface.Alt);
        Assert.True(_keys.TryRead(out KeyPress key));
        Assert.True(key.IsText);
        Assert.Equal('@', key.Character);
        Assert.False(_keys.TryRead(out _));
    }

    [Theory]
    [InlineData(0x60, 0x62, 0x63, 0x62)] // 0, 2, 3, 2 with NumLock
    [InlineData(0x2D, 0x28, 0x22, 0x0C)] // and without: Insert, Down, PageDown, Clear
    public void Alt_with_the_keypad_types_the_composed_character_alone(params int[] digits)
    {
        _console.Down(WindowsRawUserInterface.Alt, state: LeftAlt);
        foreach (int digit in digits)
        {
            _console.Down(digit, state: LeftAlt);
            _console.Up(digit, state: LeftAlt);
        }

        _console.Up(WindowsRawUserInterface.Alt, 'é');
        Assert.True(_keys.TryRead(out KeyPress key));
        Assert.Equal(new KeyPress('é'), key);
        Assert.True(key.IsText);
        Assert.False(_keys.TryRead(out _));
    }

    // Windows' console pastes what the keyboard has no key for as two of these.
    [Fact]
    public void An_emoji_comes_as_its_two_halves()
    {
        foreach (char half in "🎉")
        {
            _console.Down(WindowsRawUserInterface.Alt, state: LeftAlt);
            _console.Up(WindowsRawUserInterface.Alt, half);
        }

        Assert.Equal("🎉", string.Concat(ReadCharacters()));
    }

    [Fact]
    public void Alt_with_an_arrow_is_a_key_also_where_Alt_itself_is_reported()
    {
        _console.Down(WindowsRawUserInterface.Alt, state: LeftAlt);
        _console.Down(0x25, state: LeftAlt | ControlKeyStates.EnhancedKey);
        Assert.True(_keys.TryRead(out KeyPress key));
        Assert.Equal(new KeyPress('\0', 0x25, KeyModifiers.Alt), key);
    }

    // As .NET's Console reports it, which the hosts on Unix read from.
    [Fact]
    public void Alt_with_an_arrow_is_a_key_where_Alt_is_not_reported()
    {
        _console.Down(0x25, state: LeftAlt);
        Assert.True(_keys.TryRead(out KeyPress key));
        Assert.Equal(new KeyPress('\0', 0x25, KeyModifiers.Alt), key);
    }

    // The window may lose the focus while Alt is down: the up goes to another.
    [Fact]
    public void An_Alt_that_never_goes_up_keeps_no_key_back()
    {
        _console.Down(WindowsRawUserInterface.Alt, state: LeftAlt);
        _console.Down(0x24);
        Assert.True(_keys.TryRead(out KeyPress key));
        Assert.Equal(new KeyPress('\0', 0x24), key);
    }

    private List<string> ReadCharacters()
    {
        List<string> characters = [];
        while (_keys.TryRead(out KeyPress key))
            characters.Add(key.Character.ToString());
        return characters;
    }
}
