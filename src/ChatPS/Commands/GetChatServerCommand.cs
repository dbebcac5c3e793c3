using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Get-ChatServer: the servers that this runspace has started.</summary>
[Cmdlet(VerbsCommon.Get, "ChatServer")]
[OutputType(typeof(ChatServer))]
public sealed class GetChatServerCommand : ChatCmdlet
{
    /// <summary>Only servers on these ports.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerPortCompleter))]
    public int[]? Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<ChatServer> servers = RunspaceState.Current.Servers.List();
        foreach (int port in Port?.Where(port => !servers.Any(server => server.Port == port)) ?? [])
            WriteError(ChatErrors.From(new ChatException(ChatFailure.NoServer, $"This runspace has started no chat server on port {port}."), port));
        foreach (ChatServer server in servers)
        {
            if (Port is null || Array.IndexOf(Port, server.Port) >= 0)
                WriteObject(server);
        }
    }
}
