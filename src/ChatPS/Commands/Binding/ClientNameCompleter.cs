using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes the users who are logged in at the runspace's servers.</summary>
internal sealed class ClientNameCompleter : RunningServerCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) => Servers(parameters).SelectMany(static server =>
        server.UserName.Select(name => new Suggestion(name, $"{name} at {server}")));
}
