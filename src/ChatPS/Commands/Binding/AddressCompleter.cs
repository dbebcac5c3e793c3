using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ChatPS.Commands;

/// <summary>Completes addresses to listen on: loopback, all, and those of this machine's own interfaces. Nothing is sent.</summary>
internal sealed class AddressCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
    [
        new("127.0.0.1", "Loopback: this machine only"),
        new("::1", "Loopback, IPv6: this machine only"),
        new("0.0.0.0", "Every IPv4 address of this machine"),
        new("::", "Every address of this machine"),
        .. Own(),
    ];

    // Link-local addresses are left out: they need the number of an interface, which changes.
    private static Suggestion[] Own()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Where(static one => one.OperationalStatus == OperationalStatus.Up)
                .SelectMany(static one => one.GetIPProperties().UnicastAddresses.Select(address => (address.Address, one.Name)))
                .Where(static own => !IPAddress.IsLoopback(own.Address) && !own.Address.IsIPv6LinkLocal
                    && own.Address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
                .Select(static own => new Suggestion(own.Address.ToString(), own.Name))
                .ToArray();
        }
        catch (NetworkInformationException)
        {
            return []; // Completion has nobody to report to.
        }
    }
}
