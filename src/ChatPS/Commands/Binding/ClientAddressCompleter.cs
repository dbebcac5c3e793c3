using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes the addresses that clients of the runspace's servers come from.</summary>
internal sealed class ClientAddressCompleter : RunningServerCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) => Servers(parameters).SelectMany(static server =>
        Ask(server, static control => control.GetAddresses()).Select(address => new Suggestion(address, $"{address} at {server}")));
}
