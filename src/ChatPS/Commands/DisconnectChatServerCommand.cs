using System.Collections.Generic;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Disconnect-ChatServer: closes sessions.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ChatServer", SupportsShouldProcess = true)]
public sealed class DisconnectChatServerCommand : ChatCmdlet
{
    /// <summary>The sessions to close; the newest when left out, unless the newest login failed.</summary>
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
        if (Session is null)
            DisconnectDefault();
        foreach (ChatSession session in Session ?? [])
            Disconnect(session);
    }

    // In a finally block: what failed was the login, which has said so, and older sessions are not meant.
    private void DisconnectDefault()
    {
        if (RunspaceState.Current.Sessions.ConnectFailure is { } failure)
            WriteVerboseLine("There is nothing to disconnect: " + failure.Message);
        else if (TryGetDefault(out ChatSession only))
            Disconnect(only);
    }

    private void Disconnect(ChatSession session)
    {
        if (!ShouldProcess(session.ToString(), "Disconnect"))
            return;
        ChatException? end = session.Error;
        bool hadEnded = end is not null;
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
