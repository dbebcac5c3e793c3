using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Client;
using ChatPS.Protocol;

namespace ChatPS.Commands;

/// <summary>Completes ports to connect to: those of known servers, on the host that the line names if it names one, and the default.</summary>
internal sealed class PortCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        Known(Bound(parameters, "ComputerName") as string).Append(Suggestion.Number(ProtocolConstants.DefaultPort, "The default port"));

    private static IEnumerable<Suggestion> Known(string? host) =>
        RunspaceState.Current.Servers.List().Reverse().Select(static server => (Host: server.ComputerName, server.Port, Description: $"The server on {server}"))
            .Concat(ConnectionHistory.List().Select(static used => (used.Host, used.Port, Description: $"Used before, {HostName.WithPort(used.Host, used.Port)}")))
            .Where(known => host is null || string.Equals(known.Host, HostName.WithoutBrackets(host), StringComparison.OrdinalIgnoreCase))
            .Select(static known => Suggestion.Number(known.Port, known.Description));
}
