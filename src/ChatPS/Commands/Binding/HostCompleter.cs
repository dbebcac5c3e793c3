using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes hosts to connect to: those of the runspace's servers and sessions, those that this process has logged in at, and this machine.</summary>
internal sealed class HostCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        RunspaceState.Current.Servers.List().Reverse().Select(static server => new Suggestion(server.ComputerName, $"The server on {server}"))
            .Concat(SessionHostCompleter.Hosts())
            .Concat(ConnectionHistory.List().Select(static used => new Suggestion(used.Host, $"Used before, port {used.Port}")))
            .Append(new Suggestion("localhost", "This machine"));
}
