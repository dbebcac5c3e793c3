using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes sessions of the runspace, newest first, by user and host; what is inserted fetches the session by its number.</summary>
internal sealed class SessionCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        RunspaceState.Current.Sessions.List().Reverse()
            .Select(static session => new Suggestion(session.ToString(), $"Session {session.Id}, {session.State}", $"(Get-ChatSession {session.Id})"));
}
