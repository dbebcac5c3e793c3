using System;
using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>A point in time, by a clock that is never set, after which a wait ends.</summary>
internal readonly struct Deadline
{
    private readonly long _at;
    private readonly Func<long>? _clock;

    private Deadline(long at, Func<long> clock)
    {
        _at = at;
        _clock = clock;
    }

    public static Deadline Never => default;

    public bool IsNever => _clock is null;

    public bool HasPassed => _clock is not null && _clock() >= _at;

    /// <param name="time">From now on; so long that it cannot be counted is never.</param>
    /// <param name="clock">Milliseconds that only go forward; the system's when left out.</param>
    public static Deadline After(TimeSpan time, Func<long>? clock = null)
    {
        clock ??= MonotonicClock.Milliseconds;
        double milliseconds = Math.Ceiling(time.TotalMilliseconds);
        return milliseconds >= long.MaxValue / 2 ? Never : new Deadline(clock() + (long)milliseconds, clock);
    }

    /// <summary>The earlier of two of the same clock.</summary>
    public static Deadline Earlier(Deadline one, Deadline other) => other.IsNever || (!one.IsNever && one._at <= other._at) ? one : other;

    /// <summary>Milliseconds to wait, no more than <paramref name="most"/>, never negative.</summary>
    public int MillisecondsAtMost(int most) => _clock is null ? most : (int)Math.Max(0, Math.Min(most, _at - _clock()));
}
