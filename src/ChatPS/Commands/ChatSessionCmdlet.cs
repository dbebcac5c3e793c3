using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>A cmdlet that works on one session: the one given, or else the newest open one of the runspace.</summary>
public abstract class ChatSessionCmdlet : ChatCmdlet
{
    /// <summary>The session to use.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public virtual ChatSession? Session { get; set; }

    /// <summary>The session given, or the newest open one; none ends the pipeline.</summary>
    private protected ChatSession RequireSession()
    {
        ChatSession? session = Session ?? SessionTable.OfRunspace().NewestOpen();
        if (session is null)
            ThrowTerminatingError(ChatErrors.NoSession(this));
        return session!;
    }
}
