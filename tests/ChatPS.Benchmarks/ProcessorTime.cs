using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ChatPS.Benchmarks;

/// <summary>The time that a process has been on a processor, in nanoseconds, with that of threads which have ended. Linux.</summary>
internal static class ProcessorTime
{
    public static TimeSpan Of(int processId)
    {
        int error = clock_getcpuclockid(processId, out int clock);
        if (error != 0)
            throw new Win32Exception(error);
        if (clock_gettime(clock, out Time time) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [DllImport("libc")]
    private static extern int clock_getcpuclockid(int pid, out int clock);

    [DllImport("libc", SetLastError = true)]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
