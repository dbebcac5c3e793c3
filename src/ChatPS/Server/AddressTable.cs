using System.Collections.Generic;
using System.Net;

namespace ChatPS.Server;

/// <summary>The addresses that clients come from. One is remembered until there is nothing to remember. For the loop's thread.</summary>
internal sealed class AddressTable(RequestRate rate)
{
    private RequestRate _rate = rate;
    private readonly Dictionary<IPAddress, ClientAddress> _addresses = [];
    private long _forgetAt;

    public int Count => _addresses.Count;

    public ClientAddress Get(IPAddress address, long now)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (now >= _forgetAt)
            Forget(now);
        if (!_addresses.TryGetValue(address, out ClientAddress? known))
            _addresses.Add(address, known = new ClientAddress(address, _rate));
        return known;
    }

    /// <summary>Changes the limit of requests, of those who are here as well.</summary>
    public void ChangeRate(RequestRate rate)
    {
        _rate = rate;
        foreach (ClientAddress one in _addresses.Values)
            one.ChangeRate(rate);
    }

    private void Forget(long now)
    {
        _forgetAt = now + ServerLimits.ForgetAddressesMs;
        var forgotten = new List<IPAddress>();
        foreach (ClientAddress one in _addresses.Values)
        {
            if (one.Forget(now))
                forgotten.Add(one.Address);
        }

        forgotten.ForEach(address => _addresses.Remove(address));
    }
}
