using System;
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
        foreach (ChatServer server in RunspaceState.Current.Servers.List())
        {
            if (Port is null || Array.IndexOf(Port, server.Port) >= 0)
                WriteObject(server);
        }
    }
}
