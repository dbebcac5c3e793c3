using System;

namespace ChatPS.Server;

/// <summary>
/// A token bucket of one number (GCRA, the generic cell rate algorithm): so many requests a second, after a burst of twice as many.
/// It keeps the time up to which the requests taken so far are paid for, and needs no timer.
/// </summary>
internal struct RateLimiter(int perSecond)
{
    private readonly double _interval = perSecond > 0 ? 1000.0 / perSecond : 0;

    // How far ahead of the clock requests may be paid: the burst, less the request at hand.
    private readonly double _tolerance = perSecond > 0 ? 1000.0 / perSecond * ((2 * perSecond) - 1) : 0;
    private double _paidUntil;

    /// <summary>The first millisecond at which the next request is within the limit; in the past when it is now.</summary>
    public readonly long NextAt => _interval == 0 ? long.MinValue : (long)Math.Ceiling(_paidUntil - _tolerance);

    /// <summary>Counts a request.</summary>
    public void Take(long now)
    {
        if (_interval > 0)
            _paidUntil = Math.Max(_paidUntil, now) + _interval;
    }
}
