using System.Collections.Generic;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Send-ChatNotice: the server itself says something to all.</summary>
[Cmdlet(VerbsCommunications.Send, "ChatNotice", SupportsShouldProcess = true)]
public sealed class SendChatNoticeCommand : ChatServerCmdlet
{
    /// <summary>What is said; a line break begins a new notice.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string[] Message { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<ChatServer> servers = GetServers();
        foreach (string message in Message)
        {
            foreach (ChatServer server in servers)
            {
                ThrowIfStopped();
                if (ShouldProcess(server.ToString(), "Send chat notice"))
                    TryRun(message, () => server.Notify(message, StopToken));
            }
        }
    }
}
