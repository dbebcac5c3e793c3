using System.Collections.Generic;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Disconnect-ChatServer: closes sessions.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ChatServer", SupportsShouldProcess = true)]
public sealed class DisconnectChatServerCommand : ChatCmdlet
{
    /// <summary>The sessions to close; the newest open one when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public ChatSession[]? Session { get; set; }

    /// <summary>Seconds to wait for what the server still has to confirm; 15 when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Session is null && TryGetDefault(out ChatSession only))
            Disconnect(only);
        foreach (ChatSession session in Session ?? [])
            Disconnect(session);
    }

    private void Disconnect(ChatSession session)
    {
        if (!ShouldProcess(session.ToString(), "Disconnect"))
            return;
        ChatException? end = session.Error;
        bool hadEnded = session.State != ChatSessionState.Opened;
        var work = new ProgressReporter(this, "Disconnecting", () => $"{session.UnconfirmedCount} texts are not confirmed");
        IReadOnlyList<string> unconfirmed = session.CloseGently(Call(TimeoutSec).WithProgress(work.Waiting));
        work.End();
        if (hadEnded || session.UnreadCount == 0)
            RunspaceState.Current.Sessions.Forget(session);
        WriteVerboseLine($"Disconnected {session}.");
        if (unconfirmed.Count > 0)
            WriteError(ChatErrors.NotConfirmed(unconfirmed, end, wasSent: true, serverEchoes: true, session));
    }
}
