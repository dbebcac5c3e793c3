using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes the names and addresses that are banned.</summary>
internal sealed class BanCompleter : RunningServerCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) => Servers(parameters).SelectMany(static server =>
        Ask(server, static control => control.GetBans()).Select(ban => new Suggestion(ban.NameOrAddress, ban.ToString())));
}
