using System;
using System.Diagnostics;

namespace ChatPS.Client;

/// <summary>A point in time, by a clock that is never set, after which a wait ends.</summary>
internal readonly struct Deadline
{
    private readonly long _ticks;

    private Deadline(long ticks) => _ticks = ticks;

    public static Deadline Never => new(long.MaxValue);

    public static Deadline After(TimeSpan time)
    {
        double ticks = time.TotalSeconds * Stopwatch.Frequency;
        return ticks >= long.MaxValue / 2 ? Never : new Deadline(Stopwatch.GetTimestamp() + (long)ticks);
    }

    public static Deadline Earlier(Deadline one, Deadline other) => one._ticks <= other._ticks ? one : other;

    public bool IsNever => _ticks == long.MaxValue;

    public bool HasPassed => _ticks != long.MaxValue && Stopwatch.GetTimestamp() >= _ticks;

    /// <summary>Whole milliseconds to wait, rounded up, no more than <paramref name="most"/>, never negative.</summary>
    public int MillisecondsAtMost(int most)
    {
        if (_ticks == long.MaxValue)
            return most;
        double left = (_ticks - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
        return left <= 0 ? 0 : (int)Math.Min(most, Math.Ceiling(left));
    }
}
