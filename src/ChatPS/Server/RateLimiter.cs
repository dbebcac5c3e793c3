using System;

namespace ChatPS.Server;

/// <summary>
/// How many requests a second, after a burst of twice as many at once. Counted as the time up to which requests are paid for,
/// so that it takes one number a peer and no timer.
/// </summary>
internal struct RateLimiter(int perSecond)
{
    private readonly double _interval = perSecond > 0 ? 1000.0 / perSecond : 0;

    // What may be paid ahead: the burst less the request at hand.
    private readonly double _ahead = perSecond > 0 ? 1000.0 / perSecond * ((2 * perSecond) - 1) : 0;
    private double _paidUntil;

    /// <summary>The first millisecond at which the next request is within the limit; in the past when it is now.</summary>
    public readonly long NextAt => _interval == 0 ? long.MinValue : (long)Math.Ceiling(_paidUntil - _ahead);

    public void Take(long now)
    {
        if (_interval > 0)
            _paidUntil = Math.Max(_paidUntil, now) + _interval;
    }
}
