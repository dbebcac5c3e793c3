using System;
using System.Collections.Generic;
using System.Management.Automation;
using ChatPS.Interactive;
using ChatPS.Server;

namespace ChatPS.Commands;

/// <summary>Enter-ChatServer: the console of who runs a server, until you leave; the server runs on.</summary>
[Cmdlet(VerbsCommon.Enter, "ChatServer")]
public sealed class EnterChatServerCommand : ChatCmdlet
{
    /// <summary>The server; the newest of this runspace when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ChatServer? Server { get; set; }

    /// <summary>Shows what is said to all as well. Whispers are never shown.</summary>
    [Parameter]
    public SwitchParameter ShowMessages { get; set; }

    /// <summary>How many of the events that happened before entering are shown.</summary>
    [Parameter]
    [ValidateRange(0, ServerLimits.LogCapacity)]
    public int ShowLast { get; set; }

    /// <summary>Shows events without colours.</summary>
    [Parameter]
    public SwitchParameter NoColor { get; set; }

    /// <summary>Line by line: no row is written anew, so that a screen reader reads each once.</summary>
    [Parameter]
    public SwitchParameter Plain { get; set; }

    /// <summary>How the time of an event is shown, as a .NET format; empty for not at all.</summary>
    [Parameter]
    [AllowEmptyString]
    [ValidateTimeFormat]
    public string TimeFormat { get; set; } = "HH:mm";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<ChatServer> servers = RunspaceState.Current.Servers.List();
        if ((Server ?? (servers.Count > 0 ? servers[servers.Count - 1] : null)) is not ChatServer server)
        {
            WriteError(ChatErrors.From(new ChatException(ChatFailure.NoServer, "This runspace has no chat server. Start one with Start-ChatServer, or give one with -Server."), null));
            return;
        }

        TryRun(server, () => Enter(server));
    }

    private void Enter(ChatServer server)
    {
        server.ThrowIfEnded();
        using var console = new ServerConsole(server, ShowLast, ShowMessages, StopToken);
        var options = new LoopOptions(HostCapabilities.UsesColor(this, NoColor), TimeFormat, Bell: false, ShowLast: 0);
        if (!Plain && HostCapabilities.HasKeys(Host) && Host.UI.SupportsVirtualTerminal)
        {
            new ConsoleLoop(console, new HostTerminal(this, HostCapabilities.Is(Host), StopToken), options).Run(StopToken);
        }
        else
        {
            ILineSource lines = HostLines.Of(Host);
            Action<string> show = lines is TypedLines typed ? typed.Show : Host.UI.WriteLine;
            new ConsoleLineLoop(console, lines, show, options).Run(StopToken);
        }

        StopToken.ThrowIfCancellationRequested();
        if (server.State == ChatServerState.Failed)
            server.ThrowIfEnded();
    }
}
