using System.Runtime.InteropServices;
using System.Text;

namespace ChatPS.Benchmarks;

/// <summary>
/// A program in a terminal of its own, with this process at the keyboard and in front of the screen. Linux.
/// posix_spawn, since a process with several threads must not run managed code behind a fork; see pty(7).
/// </summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int SetWindowSize = 0x5414;
    private const short NewSession = 0x80;
    private const short PollIn = 1;

    private readonly int _master;
    private readonly byte[] _buffer = new byte[64 * 1024];

    public PseudoTerminal(int columns, int rows, params string[] command)
    {
        _master = Check(posix_openpt(ReadWrite | NoControllingTerminal));
        Check(grantpt(_master));
        Check(unlockpt(_master));
        var size = new WindowSize { Rows = (ushort)rows, Columns = (ushort)columns };
        Check(ioctl(_master, SetWindowSize, ref size));
        ProcessId = Spawn(Marshal.PtrToStringUTF8(ptsname(_master))!, command);
    }

    public int ProcessId { get; }

    public void Type(string keys)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(keys);
        for (nint written = 0; written < bytes.Length;)
            written += Check(write(_master, bytes[(int)written..], bytes.Length - written));
    }

    /// <summary>What the program writes until it has written <paramref name="expected"/>.</summary>
    public string ReadUntil(string expected, TimeSpan bound)
    {
        long end = Environment.TickCount64 + (long)bound.TotalMilliseconds;
        var seen = new StringBuilder();
        while (!seen.ToString().Contains(expected, StringComparison.Ordinal))
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException($"'{expected}' was never written, but: {seen}");
            seen.Append(Read(100));
        }

        return seen.ToString();
    }

    /// <summary>What is there within a time; nothing when there is nothing.</summary>
    public string Read(int milliseconds)
    {
        var waited = new PollDescriptor { Descriptor = _master, Events = PollIn };
        if (poll(ref waited, 1, milliseconds) <= 0)
            return "";
        nint count = read(_master, _buffer, _buffer.Length);
        return count > 0 ? Encoding.UTF8.GetString(_buffer, 0, (int)count) : throw new EndOfStreamException("The program has ended.");
    }

    public void Dispose()
    {
        _ = kill(ProcessId, 9);
        _ = waitpid(ProcessId, out _, 0);
        _ = close(_master);
    }

    // A new session that opens a terminal has it as its own.
    private static int Spawn(string terminal, string[] command)
    {
        nint actions = Marshal.AllocHGlobal(512);
        nint attributes = Marshal.AllocHGlobal(512);
        Check(-posix_spawn_file_actions_init(actions));
        Check(-posix_spawnattr_init(attributes));
        Check(-posix_spawnattr_setflags(attributes, NewSession));
        Check(-posix_spawn_file_actions_addopen(actions, 0, terminal, ReadWrite, 0));
        Check(-posix_spawn_file_actions_adddup2(actions, 0, 1));
        Check(-posix_spawn_file_actions_adddup2(actions, 0, 2));
        Check(-posix_spawnp(out int processId, command[0], actions, attributes, [.. command, null], Variables()));
        return processId;
    }

    private static string?[] Variables() =>
    [
        .. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(variable => variable.Key is not ("TERM" or "NO_COLOR"))
            .Select(variable => $"{variable.Key}={variable.Value}"),
        "TERM=xterm-256color",
        null,
    ];

    private static int Check(int result) => result >= 0 ? result : throw new InvalidOperationException($"libc says {result}, errno {Marshal.GetLastPInvokeError()}.");

    private static nint Check(nint result) => Check((int)result);

#pragma warning disable CA2101, SYSLIB1054, IDE1006 // libc's names and texts
    [DllImport("libc", SetLastError = true)]
    private static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(int descriptor);

    [DllImport("libc")]
    private static extern nint ptsname(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int ioctl(int descriptor, nint request, ref WindowSize size);

    [DllImport("libc", SetLastError = true)]
    private static extern int poll(ref PollDescriptor descriptors, nint count, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    private static extern nint read(int descriptor, byte[] buffer, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int descriptor, byte[] bytes, nint count);

    [DllImport("libc")]
    private static extern int close(int descriptor);

    [DllImport("libc")]
    private static extern int kill(int processId, int signal);

    [DllImport("libc")]
    private static extern int waitpid(int processId, out int status, int options);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_init(nint actions);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_addopen(nint actions, int descriptor, string path, int flags, uint mode);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_adddup2(nint actions, int from, int to);

    [DllImport("libc")]
    private static extern int posix_spawnattr_init(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setflags(nint attributes, short flags);

    [DllImport("libc")]
    private static extern int posix_spawnp(out int processId, string file, nint actions, nint attributes, string?[] arguments, string?[] environment);
#pragma warning restore CA2101, SYSLIB1054, IDE1006

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
