using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;

namespace ChatPS.Commands;

/// <summary>The processes that one line of the shell has started: what Ctrl+Z stops. Linux and macOS; see kill(2).</summary>
internal static class ProcessGroup
{
    private const int OwnGroup = 0;
    private const int StopMs = 100;
    private const int StoppedMs = 50;

    // SIGTSTP has the same number on all that .NET runs on but BSD and what comes of it.
    private static readonly int s_terminalStop = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? 18 : 20;

    /// <summary>
    /// Stops the group; returns when it goes on. Where nobody could let it go on (no shell with jobs has started it) the system ignores
    /// the signal, and this returns after a moment.
    /// </summary>
    public static void Suspend()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return;
        _ = Kill(OwnGroup, s_terminalStop);

        // Another thread may be the one that takes the signal: that we were stopped shows in the time.
        var total = Stopwatch.StartNew();
        TimeSpan before;
        do
        {
            before = total.Elapsed;
            Thread.Sleep(1);
        }
        while (total.Elapsed - before < TimeSpan.FromMilliseconds(StoppedMs) && total.ElapsedMilliseconds < StopMs);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
