using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ChatPS.Server;

namespace ChatPS.Commands;

/// <summary>Completes what running servers know: those on the line, or all of the runspace.</summary>
internal abstract class RunningServerCompleter : ChatCompleter
{
    private protected static IEnumerable<ChatServer> Servers(IDictionary parameters) => (Bound(parameters, "Server") switch
    {
        ChatServer one => [one],
        IEnumerable several => several.OfType<ChatServer>(),
        _ => RunspaceState.Current.Servers.List(),
    }).Where(static server => server.State == ChatServerState.Running);

    private protected static IReadOnlyList<T> Ask<T>(ChatServer server, Func<ServerControl, IReadOnlyList<T>> question)
    {
        try
        {
            return server.Run(question, CancellationToken.None);
        }
        catch (ChatException)
        {
            return []; // Completion has nobody to report to.
        }
    }
}
