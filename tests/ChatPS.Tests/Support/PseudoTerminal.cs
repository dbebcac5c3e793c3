using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ChatPS.Tests;

/// <summary>A terminal without a screen: what is typed at this end, a program at the other reads as keys. Linux and macOS.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    // As fcntl.h has them.
    private const int ReadWrite = 2;
    private static readonly int s_noControllingTerminal = OperatingSystem.IsMacOS() ? 0x20000 : 0x100;

    private readonly FileStream _master;
    private readonly StringBuilder _shown = new();

    public PseudoTerminal()
    {
        int master = Check(OpenMaster(ReadWrite | s_noControllingTerminal));
        Check(Grant(master));
        Check(Unlock(master));
        Path = Marshal.PtrToStringUTF8(Name(master)) ?? throw new InvalidOperationException("The terminal has no name.");
        _master = new FileStream(new SafeFileHandle(master, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>What a test says that cannot run here; null where it can.</summary>
    public static string? Missing => OperatingSystem.IsWindows() ? "Windows has no pseudo-terminals of this kind." : null;

    /// <summary>The other end, as /dev/pts/3.</summary>
    public string Path { get; }

    /// <summary>The other end, opened.</summary>
    public SafeFileHandle OpenSlave() => new(Check(Open(Path, ReadWrite | s_noControllingTerminal)), ownsHandle: true);

    public void Type(string text) => _master.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads on until a text was shown; returns all that was until then.</summary>
    public async Task<string> Await(string text)
    {
        var buffer = new byte[4096];
        while (!_shown.ToString().Contains(text, StringComparison.Ordinal))
        {
            Task<int> reading = Task.Run(() => _master.Read(buffer));
            try
            {
                int count = await reading.WaitAsync(ScriptedServer.Bound);
                Assert.NotEqual(0, count);
                _shown.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
            catch (Exception e) when (e is IOException or TimeoutException)
            {
                throw new InvalidOperationException($"'{text}' was never shown, but: {_shown}", e);
            }
        }

        return _shown.ToString();
    }

    public void Dispose() => _master.Dispose();

    private static int Check(int result) =>
        result >= 0 ? result : throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());

    [DllImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static extern int OpenMaster(int flags);

    [DllImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static extern int Grant(int master);

    [DllImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static extern int Unlock(int master);

    [DllImport("libc", EntryPoint = "ptsname", SetLastError = true)]
    private static extern IntPtr Name(int master);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
