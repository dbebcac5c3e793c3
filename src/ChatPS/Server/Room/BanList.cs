using System;
using System.Collections.Generic;
using System.Net;

namespace ChatPS.Server;

/// <summary>Names and addresses that may not come, and until when. Times are milliseconds of the loop's clock. For its thread.</summary>
internal sealed class BanList
{
    private readonly Dictionary<string, long> _until = new(StringComparer.OrdinalIgnoreCase);
    private long _nextEnd = long.MaxValue;

    /// <summary>The names and addresses, sorted, with the time until which each is banned; <see cref="long.MaxValue"/> is for ever.</summary>
    public IEnumerable<KeyValuePair<string, long>> Bans => new SortedList<string, long>(_until, StringComparer.OrdinalIgnoreCase);

    /// <summary>Bans a name, or an address in the form that <see cref="IPAddress.ToString"/> has. A name has no dot and no colon.</summary>
    public void Add(string nameOrAddress, long until)
    {
        _until[nameOrAddress] = until;
        _nextEnd = Math.Min(_nextEnd, until);
    }

    /// <returns>False when it was not banned.</returns>
    public bool Remove(string nameOrAddress) => _until.Remove(nameOrAddress);

    public bool Contains(string nameOrAddress) => _until.Count > 0 && _until.ContainsKey(nameOrAddress);

    /// <summary>Ends the bans whose time has come.</summary>
    /// <returns>Which; normally none.</returns>
    public IReadOnlyList<string> Expire(long now)
    {
        if (now < _nextEnd)
            return [];
        var ended = new List<string>();
        _nextEnd = long.MaxValue;
        foreach (KeyValuePair<string, long> ban in _until)
        {
            if (ban.Value <= now)
                ended.Add(ban.Key);
            else
                _nextEnd = Math.Min(_nextEnd, ban.Value);
        }

        ended.ForEach(name => _until.Remove(name));
        return ended;
    }
}
