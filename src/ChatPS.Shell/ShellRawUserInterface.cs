using System.Management.Automation.Host;

namespace ChatPS.Shell;

/// <summary>
/// The terminal below PowerShell's streams, by way of <see cref="Console"/>. Screen contents cannot be read back from a
/// terminal, so those members are not supported, as in pwsh on Linux and macOS.
/// </summary>
internal sealed class ShellRawUserInterface(Keyboard keyboard) : PSHostRawUserInterface
{
    // .NET cannot ask a terminal on Unix for its title.
    private string _title = "";

    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Console.ForegroundColor = value;
    }

    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Console.BackgroundColor = value;
    }

    public override Size BufferSize
    {
        get => OrUsual(Console.BufferWidth, Console.BufferHeight);
        set => Resize(value);
    }

    public override Size WindowSize
    {
        get => OrUsual(Console.WindowWidth, Console.WindowHeight);
        set => Resize(value);
    }

    public override Size MaxWindowSize => OrUsual(Console.LargestWindowWidth, Console.LargestWindowHeight);

    public override Size MaxPhysicalWindowSize => MaxWindowSize;

    public override Coordinates CursorPosition
    {
        get => new(Console.CursorLeft, Console.CursorTop);
        set => Console.SetCursorPosition(Math.Max(0, value.X), Math.Max(0, value.Y));
    }

    public override Coordinates WindowPosition
    {
        get => new(Console.WindowLeft, Console.WindowTop);
        set
        {
            if (OperatingSystem.IsWindows())
                Console.SetWindowPosition(value.X, value.Y);
        }
    }

    public override int CursorSize
    {
        get => Console.CursorSize;
        set
        {
            if (OperatingSystem.IsWindows())
                Console.CursorSize = value;
        }
    }

    public override string WindowTitle
    {
        get => OperatingSystem.IsWindows() ? Console.Title : _title;
        set
        {
            _title = value;
            if (!Console.IsOutputRedirected)
                Console.Title = value;
        }
    }

    public override bool KeyAvailable => Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        ConsoleKeyInfo key = keyboard.ReadKey();
        if (!options.HasFlag(ReadKeyOptions.NoEcho) && !char.IsControl(key.KeyChar))
            Console.Out.Write(key.KeyChar);
        // A terminal never tells of a key that goes up. Who waits for nothing else would wait for ever, so it goes up at once.
        bool down = options.HasFlag(ReadKeyOptions.IncludeKeyDown) || !options.HasFlag(ReadKeyOptions.IncludeKeyUp);
        return new KeyInfo((int)key.Key, key.KeyChar, Keyboard.StateOf(key), down);
    }

    public override void FlushInputBuffer()
    {
        while (!Console.IsInputRedirected && Console.KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override int LengthInBufferCells(string source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source, int offset) => CellWidth.Of(source[offset..]);

    public override int LengthInBufferCells(char source) => CellWidth.Of(source);

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    /// <summary>Only the whole screen can be filled, with nothing: this is what Clear-Host asks for.</summary>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (!Console.IsOutputRedirected)
            Console.Clear();
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();

    private static void Resize(Size size)
    {
        if (OperatingSystem.IsWindows())
            Console.SetWindowSize(size.Width, size.Height);
    }

    /// <summary>A pseudo-terminal may have no size yet, which would leave no room for any text.</summary>
    private static Size OrUsual(int width, int height) => width > 0 && height > 0 ? new Size(width, height) : new Size(80, 24);
}
