using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>Completes the names of users who are logged in. It asks the server, and stops waiting after two seconds.</summary>
internal sealed class UserNameCompleter : ChatCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        Names(Bound(parameters, "Session") as ChatSession ?? RunspaceState.Current.Sessions.Default)
            .OrderBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .Select(static name => new Suggestion(name, name));

    private static IReadOnlyList<string> Names(ChatSession? session)
    {
        try
        {
            return session?.ListUsers(new CallOptions(s_patience, CancellationToken.None)) ?? [];
        }
        catch (ChatException)
        {
            return []; // Completion has nobody to report to.
        }
    }
}
