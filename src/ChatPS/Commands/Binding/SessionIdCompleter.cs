using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes the numbers of the runspace's sessions, newest first.</summary>
internal sealed class SessionIdCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        RunspaceState.Current.Sessions.List().Reverse().Select(static session => Suggestion.Number(session.Id, $"{session}, {session.State}"));
}
