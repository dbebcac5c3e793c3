using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Disconnect-ChatServer: closes sessions.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ChatServer", SupportsShouldProcess = true)]
public sealed class DisconnectChatServerCommand : ChatCmdlet
{
    /// <summary>The sessions to close; the newest open one when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public ChatSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (ChatSession session in Session ?? [RequireNewest()])
        {
            if (!ShouldProcess(session.ToString(), "Disconnect"))
                continue;
            session.Dispose();
            if (session.UnreadCount == 0)
                SessionTable.OfRunspace().Forget(session);
            Tell($"Disconnected {session}.");
        }
    }

    private ChatSession RequireNewest()
    {
        ChatSession? session = SessionTable.OfRunspace().NewestOpen();
        if (session is null)
            ThrowTerminatingError(ChatErrors.NoSession(SessionTable.OfRunspace().NewestEnded(), this));
        return session!;
    }
}
