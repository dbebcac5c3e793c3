using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes the ports of the runspace's servers, newest first.</summary>
internal sealed class ServerPortCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        RunspaceState.Current.Servers.List().Reverse().Select(static server => Suggestion.Number(server.Port, $"The server on {server}, {server.State}"));
}
