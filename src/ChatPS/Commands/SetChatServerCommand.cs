using System;
using System.Collections.Generic;
using System.Management.Automation;
using ChatPS.Server;

namespace ChatPS.Commands;

/// <summary>Set-ChatServer: changes settings of a server while it runs.</summary>
[Cmdlet(VerbsCommon.Set, "ChatServer", SupportsShouldProcess = true)]
[OutputType(typeof(ChatServer))]
public sealed class SetChatServerCommand : ChatServerCmdlet
{
    /// <summary>Who may log in from now on, instead of those who might. Who is logged in stays.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [CredentialArrayTransformation]
    public PSCredential[]? Credential { get; set; }

    /// <summary>How many connections at once.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? MaxClient { get; set; }

    /// <summary>How many connections one address may have. No limit on loopback.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? MaxClientPerAddress { get; set; }

    /// <summary>Seconds in which a client that connects from now on must have logged in.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double? LoginTimeoutSec { get; set; }

    /// <summary>Requests a second that a client may send, after a burst of twice as many; 0 is no limit.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int? MessagesPerSecond { get; set; }

    /// <summary>The message of the day; empty for none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Motd { get; set; }

    /// <summary>Returns the servers.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (ChatServer server in GetServers())
        {
            if (!ShouldProcess(server.ToString(), "Change chat server"))
                continue;
            if (TryRun(server, () => server.Change(Change(), StopToken)) && PassThru)
                WriteObject(server);
        }
    }

    internal ServerChange Change() => new()
    {
        Logins = Credential is null ? null : CredentialLogins.Of(Credential),
        MaxClient = MaxClient,
        MaxClientPerAddress = MaxClientPerAddress,
        LoginTimeout = LoginTimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        MessagesPerSecond = MessagesPerSecond,
        Motd = Motd,
    };
}
