using System.Management.Automation;
using System.Management.Automation.Host;

namespace ChatPS.Tests;

/// <summary>
/// Reads keys as the console host of Windows does (ConsoleHostRawUserInterface of PowerShell 5.1 and 7): it has a record for
/// each key that goes down and for each that goes up, and counts both as available. A read takes records away until one is of
/// the wanted kind; where Windows would then block until somebody types, this throws.
/// </summary>
internal sealed class WindowsRawUserInterface(int width = 80, int height = 24) : PSHostRawUserInterface
{
    public const int Shift = 0x10;
    public const int Control = 0x11;
    public const int Alt = 0x12;

    private readonly Queue<Record> _records = new();
    private readonly object _gate = new();
    private Record? _repeated;

    private enum RecordKind
    {
        Key,
        MouseOrFocus,
    }

    public override bool KeyAvailable
    {
        get
        {
            lock (_gate)
                return _repeated is not null || _records.Any(record => record.Kind == RecordKind.Key && !(record.Key.KeyDown && record.Repeat == 0));
        }
    }

    public override Size WindowSize { get; set; } = new(width, height);

    public override Size BufferSize { get; set; } = new(width, height);

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override ConsoleColor BackgroundColor { get; set; }

    public override ConsoleColor ForegroundColor { get; set; }

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "";

    public void Down(int virtualKey, char character = '\0', ControlKeyStates state = 0, int repeat = 1) =>
        Add(new Record(RecordKind.Key, new KeyInfo(virtualKey, character, state, keyDown: true), repeat));

    public void Up(int virtualKey, char character = '\0', ControlKeyStates state = 0) =>
        Add(new Record(RecordKind.Key, new KeyInfo(virtualKey, character, state, keyDown: false), 1));

    /// <summary>The mouse moved, or the window got the focus.</summary>
    public void MouseOrFocus() => Add(new Record(RecordKind.MouseOrFocus, default, 0));

    /// <summary>Types a text as hands do: every key goes down and up, capitals with Shift, Enter for '\r'.</summary>
    public void Type(string text)
    {
        foreach (char c in text)
        {
            int virtualKey = char.IsAsciiLetterOrDigit(c) || c is '\r' or ' ' ? char.ToUpperInvariant(c) : 0xBF;
            ControlKeyStates state = char.IsAsciiLetterUpper(c) ? ControlKeyStates.ShiftPressed : 0;
            if (state != 0)
                Down(Shift, state: state);
            Down(virtualKey, c, state);
            Up(virtualKey, c, state);
            if (state != 0)
                Up(Shift);
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        bool downs = options.HasFlag(ReadKeyOptions.IncludeKeyDown);
        bool ups = options.HasFlag(ReadKeyOptions.IncludeKeyUp);
        if (!downs && !ups)
            throw new ArgumentException("neither downs nor ups are wanted", nameof(options));
        Assert.True(options.HasFlag(ReadKeyOptions.NoEcho));
        lock (_gate)
        {
            if (_repeated is { } again && (again.Key.KeyDown ? downs : ups))
                return Take(again);
            _repeated = null;
            while (_records.TryDequeue(out Record record))
            {
                if (record.Kind == RecordKind.Key && record.Repeat > 0 && (record.Key.KeyDown ? downs : ups))
                    return Take(record);
            }
        }

        throw new InvalidOperationException("Windows would block here until the next key is pressed.");
    }

    public override void FlushInputBuffer()
    {
        lock (_gate)
            _records.Clear();
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

    private KeyInfo Take(Record record)
    {
        _repeated = record.Repeat > 1 ? record with { Repeat = record.Repeat - 1 } : null;
        return record.Key;
    }

    private void Add(Record record)
    {
        lock (_gate)
            _records.Enqueue(record);
    }

    private readonly record struct Record(RecordKind Kind, KeyInfo Key, int Repeat);
}
