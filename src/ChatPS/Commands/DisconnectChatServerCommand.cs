using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Disconnect-ChatServer: closes sessions.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ChatServer", SupportsShouldProcess = true)]
public sealed class DisconnectChatServerCommand : ChatCmdlet
{
    /// <summary>The sessions to close; the newest open one when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public ChatSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (ChatSession session in Session ?? [RequireSession(RunspaceState.Current.Sessions.NewestOpen())])
        {
            if (!ShouldProcess(session.ToString(), "Disconnect"))
                continue;
            bool hadEnded = session.State != ChatSessionState.Opened;
            session.CloseGently(Call(DefaultTimeoutSec));
            if (hadEnded || session.UnreadCount == 0)
                RunspaceState.Current.Sessions.Forget(session);
            WriteVerboseLine($"Disconnected {session}.");
        }
    }
}
