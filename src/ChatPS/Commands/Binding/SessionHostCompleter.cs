using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>Completes the hosts of the runspace's sessions, newest first.</summary>
internal sealed class SessionHostCompleter : ChatCompleter
{
    public static IEnumerable<Suggestion> Hosts() =>
        RunspaceState.Current.Sessions.List().Reverse().Select(static session => new Suggestion(session.ComputerName, $"The host of {session}"));

    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) => Hosts();
}
