using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes servers of the runspace by address and port; what is inserted fetches the server by its port.</summary>
internal sealed class ServerCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        RunspaceState.Current.Servers.List().Reverse()
            .Select(static server => new Suggestion(server.ToString(), $"{server.State}, {server.ClientCount} connected", $"(Get-ChatServer {server.Port})"));
}
