using System.Collections.Generic;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Stop-ChatServer: says goodbye to the clients, closes, and waits until the server has ended.</summary>
[Cmdlet(VerbsLifecycle.Stop, "ChatServer", SupportsShouldProcess = true)]
public sealed class StopChatServerCommand : ChatCmdlet
{
    /// <summary>The servers to stop; every one of this runspace when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ChatServer[]? Server { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IEnumerable<ChatServer> servers = Server ?? RunspaceState.Current.Servers.List();
        foreach (ChatServer server in servers)
        {
            if (!ShouldProcess(server.ToString(), "Stop chat server"))
                continue;
            if (TryRun(server, server.Stop))
                WriteVerboseLine($"The chat server on {server} has stopped.");
        }
    }
}
