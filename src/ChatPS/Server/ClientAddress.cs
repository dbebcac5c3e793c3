using System;
using System.Collections.Generic;
using System.Net;

namespace ChatPS.Server;

/// <summary>
/// What the server remembers of one address beyond a connection: how much it asked for, under which names, and how often a login failed.
/// For the loop's thread.
/// </summary>
internal sealed class ClientAddress(IPAddress address, RequestRate rate)
{
    private readonly Dictionary<string, RateLimiter> _names = new(StringComparer.OrdinalIgnoreCase);
    private RequestRate _rate = rate;
    private int _failedLogins;
    private long _lastFailure = long.MinValue / 2;

    public IPAddress Address { get; } = address;

    /// <summary>The same in words.</summary>
    public string Text { get; } = address.ToString();

    /// <summary>The limit of all connections from here together: several people may share an address.</summary>
    public RateLimiter Limiter { get; } = new(rate.Times(ServerLimits.NamesPerAddress));

    /// <summary>Connections that are not on their way out.</summary>
    public int OpenCount { get; set; }

    /// <summary>Before this time no login is looked at; in the past when there is no such delay.</summary>
    public long LoginsFrom { get; private set; } = long.MinValue;

    /// <summary>The limit of a name at this address. It outlives the connection, so that a flood does not escape it by connecting again.</summary>
    public RateLimiter LimiterFor(string name)
    {
        if (!_names.TryGetValue(name, out RateLimiter? limiter))
            _names.Add(name, limiter = new RateLimiter(_rate));
        return limiter;
    }

    public void ChangeRate(RequestRate changed)
    {
        _rate = changed;
        Limiter.Change(changed.Times(ServerLimits.NamesPerAddress));
        foreach (RateLimiter limiter in _names.Values)
            limiter.Change(changed);
    }

    /// <summary>A password was wrong: after a few, each doubles the time until the next login is looked at.</summary>
    public void NoteWrongPassword(long now)
    {
        if (now - _lastFailure > ServerLimits.ForgetFailuresMs)
            _failedLogins = 0;
        _lastFailure = now;
        _failedLogins++;
        int doublings = Math.Min(_failedLogins - ServerLimits.FreeLoginFailures, 10);
        if (doublings > 0)
            LoginsFrom = now + Math.Min(ServerLimits.FirstLoginDelayMs << (doublings - 1), ServerLimits.LongestLoginDelayMs);
    }

    /// <summary>Forgets the limits that are at rest.</summary>
    /// <returns>True when there is nothing left to remember.</returns>
    public bool Forget(long now)
    {
        var resting = new List<string>();
        foreach (KeyValuePair<string, RateLimiter> one in _names)
        {
            if (one.Value.IsAtRest(now))
                resting.Add(one.Key);
        }

        resting.ForEach(name => _names.Remove(name));
        return OpenCount == 0 && _names.Count == 0 && Limiter.IsAtRest(now) && now - _lastFailure > ServerLimits.ForgetFailuresMs;
    }
}
