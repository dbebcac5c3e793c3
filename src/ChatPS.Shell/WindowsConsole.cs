using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ChatPS.Shell;

/// <summary>The modes of Windows' console that .NET does not set.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsConsole
{
    private const int StandardOutput = -11;
    private const uint VirtualTerminalProcessing = 0x4;

    /// <summary>Has the console obey escapes. False where there is none, or one older than Windows 10.</summary>
    public static bool TryObeyEscapes()
    {
        nint output = GetStdHandle(StandardOutput);
        if (!GetConsoleMode(output, out uint mode))
            return false;
        if ((mode & VirtualTerminalProcessing) != 0)
            return true;

        // Some take a mode that they do not know and leave it out, so what was set is read back.
        return SetConsoleMode(output, mode | VirtualTerminalProcessing)
            && GetConsoleMode(output, out mode)
            && (mode & VirtualTerminalProcessing) != 0;
    }

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int which);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetConsoleMode(nint console, out uint mode);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetConsoleMode(nint console, uint mode);
}
