using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>A cmdlet for who runs a server: works on the servers of -Server, or else on every one of the runspace.</summary>
public abstract class ChatServerCmdlet : ChatCmdlet
{
    /// <summary>The servers; every one of this runspace when left out.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ChatServer[]? Server { get; set; }

    /// <summary>The servers to work on; none, with the error written, where there is none.</summary>
    private protected IReadOnlyList<ChatServer> GetServers(object? target = null)
    {
        IReadOnlyList<ChatServer> servers = Server ?? RunspaceState.Current.Servers.List();
        if (servers.Count == 0)
            WriteError(ChatErrors.From(new ChatException(ChatFailure.NoServer, "This runspace has no chat server. Start one with Start-ChatServer, or give one with -Server."), target));
        return servers;
    }

    /// <summary>Does something at each server, for each name, address or number; where no server knows it that is an error.</summary>
    /// <param name="targets">What was given.</param>
    /// <param name="action">In words, for ShouldProcess.</param>
    /// <param name="operation">Returns false where the server knows none such.</param>
    private protected void ForEachTarget<T>(IEnumerable<T> targets, string action, Func<ChatServer, T, bool> operation)
        where T : notnull
    {
        IReadOnlyList<ChatServer> servers = GetServers();
        foreach (T target in targets)
        {
            bool found = false;
            ChatServer[] meant = servers.Where(server => ShouldProcess($"{target} at {server}", action)).ToArray();
            bool ran = meant.Length > 0;
            foreach (ChatServer server in meant)
                ran &= TryRun(target, () => found |= operation(server, target));
            if (ran && !found)
                WriteError(ChatErrors.From(new ChatException(ChatFailure.NoClient, $"{target}: no such client at {string.Join(", ", meant.Select(static server => server.ToString()))}."), target));
        }
    }
}
