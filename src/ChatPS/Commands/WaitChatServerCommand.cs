using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Wait-ChatServer: waits until servers have ended; what a service runs. One that failed is an error.</summary>
[Cmdlet(VerbsLifecycle.Wait, "ChatServer")]
public sealed class WaitChatServerCommand : ChatServerCmdlet
{
    private const int SliceMs = 50;

    private readonly List<ChatServer> _servers = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _servers.AddRange(GetServers());

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (ChatServer server in _servers)
        {
            while (!server.WaitForEnd(SliceMs))
                ThrowIfStopped();
            if (server.State == ChatServerState.Failed)
                TryRun(server, server.ThrowIfEnded);
        }
    }
}
