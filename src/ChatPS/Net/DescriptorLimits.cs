using System;
using System.Runtime.InteropServices;

namespace ChatPS.Net;

/// <summary>How many descriptors a process may have.</summary>
internal static class DescriptorLimits
{
    // RLIMIT_NOFILE of the systems that have one.
    private const int LinuxResource = 7;
    private const int MacResource = 8;

    /// <summary>The limit of this process; the largest int where there is none. A new descriptor is always the lowest that is free.</summary>
    public static int OfProcess { get; } = Read();

    private static int Read()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return int.MaxValue;
        try
        {
            var limits = new ulong[2]; // the one in effect, and how far it may be raised
            int resource = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? MacResource : LinuxResource;
            return GetLimit(resource, limits) == 0 ? (int)Math.Min(limits[0], int.MaxValue) : int.MaxValue;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return int.MaxValue;
        }
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int GetLimit(int resource, [In, Out] ulong[] limits);
}
