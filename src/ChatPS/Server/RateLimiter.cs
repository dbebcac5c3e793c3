using System;

namespace ChatPS.Server;

/// <summary>So many requests a second, after a burst. A rate of 0 is no limit.</summary>
internal readonly struct RequestRate(int perSecond, int burst)
{
    public int PerSecond { get; } = perSecond;

    public int Burst { get; } = burst;

    public RequestRate Times(int factor) => new(PerSecond * factor, Burst * factor);
}

/// <summary>
/// A token bucket of one number (GCRA, the generic cell rate algorithm). It keeps the time up to which the requests taken so far are
/// paid for, and needs no timer.
/// </summary>
internal sealed class RateLimiter
{
    private double _interval;

    // How far ahead of the clock requests may be paid: the burst, less the request at hand.
    private double _tolerance;
    private double _paidUntil;

    public RateLimiter(RequestRate rate) => Change(rate);

    /// <summary>The first millisecond at which the next request is within the limit; in the past when it is now.</summary>
    public long NextAt => _interval == 0 ? long.MinValue : (long)Math.Ceiling(_paidUntil - _tolerance);

    /// <summary>From now on another rate holds. What was taken stays paid for.</summary>
    public void Change(RequestRate rate)
    {
        _interval = rate.PerSecond > 0 ? 1000.0 / rate.PerSecond : 0;
        _tolerance = _interval * (rate.Burst - 1);
    }

    /// <summary>Nothing of the burst is used up: a new limiter would be the same.</summary>
    public bool IsAtRest(long now) => _paidUntil <= now;

    /// <summary>Counts a request, or one that costs as much as several.</summary>
    public void Take(long now, int cost = 1)
    {
        if (_interval > 0)
            _paidUntil = Math.Max(_paidUntil, now) + (_interval * cost);
    }
}
