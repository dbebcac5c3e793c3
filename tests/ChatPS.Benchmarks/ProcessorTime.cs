using System.Globalization;

namespace ChatPS.Benchmarks;

/// <summary>The time that a process and those it started have been on a processor, in nanoseconds as the scheduler counts. Linux.</summary>
internal static class ProcessorTime
{
    public static TimeSpan Of(int processId)
    {
        long nanoseconds = 0;
        foreach (string task in Directory.EnumerateDirectories($"/proc/{processId}/task"))
            nanoseconds += long.Parse(File.ReadAllText(task + "/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromMicroseconds(nanoseconds / 1000.0);
    }
}
