using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ChatPS.Client;
using ChatPS.Protocol;

namespace ChatPS.Commands;

/// <summary>Connect-ChatServer: logs in and returns the session.</summary>
[Cmdlet(VerbsCommunications.Connect, "ChatServer")]
[OutputType(typeof(ChatSession))]
public sealed class ConnectChatServerCommand : ChatCmdlet
{
    /// <summary>The server's host name or address; IPv6 with or without brackets.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Server", "HostName")]
    [ValidateNotNullOrEmpty]
    [ValidateHostName]
    [ArgumentCompleter(typeof(HostCompleter))]
    public string ComputerName { get; set; } = "";

    /// <summary>The server's TCP port; 34998 when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int Port { get; set; } = ProtocolConstants.DefaultPort;

    /// <summary>User name and password; a bare name asks for the password.</summary>
    [Parameter(Mandatory = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>Seconds for connecting, and again for the answer to the login; 15 when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <summary>Encrypts the connection with TLS, and checks the server's certificate before the login is sent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter UseSsl { get; set; }

    /// <summary>Takes a certificate with one of these SHA-256 fingerprints, and no other, instead of asking the rules of the system. Encrypts.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FingerprintTransformation]
    public string[]? CertificateThumbprint { get; set; }

    /// <summary>Encrypts, and takes any certificate: whoever is in between can read all.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Logs in again when the connection breaks, with the same session; the password is kept, protected, as long as that is open.</summary>
    [Parameter]
    public SwitchParameter Reconnect { get; set; }

    /// <summary>Seconds after a break for which it is tried to log in again; 300 when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double ReconnectTimeoutSec { get; set; } = 300;

    /// <summary>For a server that writes messages in its own way: a pattern with the groups sender and text.</summary>
    [Parameter]
    [ValidateChatPattern]
    public Regex? MessagePattern { get; set; }

    /// <summary>The same for whispers.</summary>
    [Parameter]
    [ValidateChatPattern]
    public Regex? WhisperPattern { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => TryRun(ComputerName, () =>
    {
        ChatSession session = SessionOpener.Open(this, Options(), Credential, Call(TimeoutSec));
        try
        {
            WriteObject(session);
        }
        catch (PipelineStoppedException)
        {
            SessionOpener.Abandon(session); // nobody has received it
            throw;
        }
    });

    private ConnectOptions Options() => new(ComputerName, Port, Credential.UserName)
    {
        MessagePattern = MessagePattern,
        WhisperPattern = WhisperPattern,
        UseSsl = UseSsl,
        CertificatePins = CertificateThumbprint ?? [],
        SkipsCertificateCheck = SkipCertificateCheck,
        Reconnect = Reconnect ? new ReconnectOptions(CredentialPassword.Copy(Credential), TimeSpan.FromSeconds(ReconnectTimeoutSec), TimeSpan.FromSeconds(TimeoutSec)) : null,
    };
}
