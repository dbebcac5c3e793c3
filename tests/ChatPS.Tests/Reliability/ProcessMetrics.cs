using System.Diagnostics;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>What the process holds: descriptors, threads, and memory that the collector cannot free.</summary>
internal readonly record struct ProcessMetrics(int Handles, int Threads, long Bytes)
{
    // Other things come and go too: pool threads, descriptors of the runtime, caches.
    private const int HandleSlack = 12;
    private const int ThreadSlack = 12;
    private const long ByteSlack = 8 * 1024 * 1024;

    public static ProcessMetrics Take()
    {
        const string Descriptors = "/proc/self/fd";
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        int handles = Directory.Exists(Descriptors) ? Directory.GetFileSystemEntries(Descriptors).Length : process.HandleCount;
        return new ProcessMetrics(handles, process.Threads.Count, GC.GetTotalMemory(forceFullCollection: true));
    }

    /// <summary>Waits until no more is held than before.</summary>
    public void AssertBack(string after)
    {
        ProcessMetrics before = this;
        ProcessMetrics now = Take();
        RawClient.Until(() => (now = Take()).IsNoMoreThan(before), $"the process to hold no more than before: {before}, after {after}: {Take()}");
        LongRun.Report($"{after}: handles {before.Handles} -> {now.Handles}, threads {before.Threads} -> {now.Threads}, heap {before.Bytes / 1024:N0} -> {now.Bytes / 1024:N0} KiB");
    }

    private bool IsNoMoreThan(ProcessMetrics before) =>
        Handles <= before.Handles + HandleSlack && Threads <= before.Threads + ThreadSlack && Bytes <= before.Bytes + ByteSlack;
}
