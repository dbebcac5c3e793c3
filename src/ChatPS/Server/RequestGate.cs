using System;

namespace ChatPS.Server;

/// <summary>
/// When the next request of one connection may be handled: the limits of its name and its address, the delay after wrong passwords,
/// and the slower pace while somebody is far behind. Times are milliseconds of the loop's clock.
/// </summary>
internal sealed class RequestGate(ClientAddress address, Congestion congestion)
{
    private RateLimiter? _ofName;
    private RateLimiter? _whileCongested;
    private bool _wasInside;
    private int _framesBeforeLogin;
    private int _wrongPasswords;

    public ClientAddress Address { get; } = address;

    /// <summary>The first moment at which a request may be handled; in the past when it is now.</summary>
    public long NextAt(Participant who)
    {
        long next = Address.Limiter.NextAt;
        if (!who.IsInside)
            return Math.Max(next, Address.LoginsFrom);
        next = Math.Max(next, _ofName?.NextAt ?? long.MinValue);
        return congestion.IsOn && _whileCongested is not null ? Math.Max(next, _whileCongested.NextAt) : next;
    }

    /// <summary>Counts a request by what it made the server say. A request of little output costs 1. The login counts for the address.</summary>
    public void Charge(Participant who, long outputBytes, long now)
    {
        int cost = (int)Math.Min(1 + (outputBytes / ServerLimits.BytesPerRequest), ServerLimits.MaxRequestCost);
        Address.Limiter.Take(now, cost);
        if (_wasInside)
            ChargeInside(who, cost, now);
        else
            _framesBeforeLogin++;
        NoteLogin(who, now);
    }

    /// <summary>A login has come to its end.</summary>
    public void NoteLogin(Participant who, long now)
    {
        _wasInside = who.IsInside;
        if (who.WrongPasswords > _wrongPasswords)
            Address.NoteWrongPassword(now);
        _wrongPasswords = who.WrongPasswords;
    }

    /// <summary>It has used up the frames and refused logins of a connection that does not log in.</summary>
    public bool HasTriedEnough(Participant who) => !who.IsInside
        && (_framesBeforeLogin >= ServerLimits.MaxFramesBeforeLogin || who.RefusedLogins >= ServerLimits.MaxRefusedLogins);

    private void ChargeInside(Participant who, int cost, long now)
    {
        _ofName ??= Address.LimiterFor(who.Name);
        _ofName.Take(now, cost);
        if (!congestion.IsOn)
            _whileCongested = null;
        else
            (_whileCongested ??= new RateLimiter(congestion.Pace)).Take(now, cost);
    }
}
