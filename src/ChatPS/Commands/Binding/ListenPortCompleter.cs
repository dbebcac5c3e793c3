using System.Collections;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Commands;

/// <summary>Completes ports to listen on.</summary>
internal sealed class ListenPortCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        [Suggestion.Number(ProtocolConstants.DefaultPort, "The default port"), Suggestion.Number(0, "Any free port")];
}
