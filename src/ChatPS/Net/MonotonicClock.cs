using System.Diagnostics;

namespace ChatPS.Net;

/// <summary>A clock that is never set.</summary>
internal static class MonotonicClock
{
    private static readonly double s_ticksToMilliseconds = 1000.0 / Stopwatch.Frequency;

    /// <summary>Milliseconds since some moment of the past.</summary>
    public static long Milliseconds() => (long)(Stopwatch.GetTimestamp() * s_ticksToMilliseconds);
}
