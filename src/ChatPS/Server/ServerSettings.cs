using System;
using System.Net;

namespace ChatPS.Server;

/// <summary>What may change while the server runs. For the loop's thread.</summary>
internal sealed class ServerSettings(ServerOptions options)
{
    private readonly bool _isLoopback = IPAddress.IsLoopback(options.Address);

    /// <summary>The most connections at once, logged in or not.</summary>
    public int MaxClient { get; set; } = options.MaxClient;

    /// <summary>The most connections of one address; null is a tenth of <see cref="MaxClient"/>, and at least 8. None on loopback.</summary>
    public int? MaxClientPerAddress { get; set; } = options.MaxClientPerAddress;

    public TimeSpan LoginTimeout { get; set; } = options.LoginTimeout;

    /// <summary>Requests a second of one name; 0 is no limit; null is a generous one on loopback and 5 elsewhere.</summary>
    public int? MessagesPerSecond { get; set; } = options.MessagesPerSecond;

    public RequestRate Rate => MessagesPerSecond is int perSecond ? new RequestRate(perSecond, 2 * perSecond)
        : _isLoopback ? ServerLimits.LoopbackRate : ServerLimits.DefaultRate;

    public int EffectiveMaxClientPerAddress =>
        MaxClientPerAddress ?? Math.Max(ServerLimits.MinPerAddress, MaxClient / ServerLimits.AddressShare);
}
