using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using ChatPS.Protocol;
using ChatPS.Server;

namespace ChatPS.Commands;

/// <summary>Start-ChatServer: serves chat from this process.</summary>
[Cmdlet(VerbsLifecycle.Start, "ChatServer", SupportsShouldProcess = true)]
[OutputType(typeof(ChatServer))]
public sealed class StartChatServerCommand : ChatCmdlet
{
    /// <summary>The TCP port; 34998 when left out, 0 for any free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    [ArgumentCompleter(typeof(ListenPortCompleter))]
    public int Port { get; set; } = ProtocolConstants.DefaultPort;

    /// <summary>The address to listen on; 127.0.0.1 when left out.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(AddressCompleter))]
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>Who may log in. Left out, on loopback, anybody may.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [CredentialArrayTransformation]
    public PSCredential[]? Credential { get; set; }

    /// <summary>A file of logins as New-ChatLogin makes them, instead of -Credential. It is read again when it changes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LoginPath { get; set; }

    /// <summary>Lets anybody log in although other machines can reach the address.</summary>
    [Parameter]
    public SwitchParameter AllowAnyLogin { get; set; }

    /// <summary>Tells all who comes and goes.</summary>
    [Parameter]
    public SwitchParameter AnnouncePresence { get; set; }

    /// <summary>How many connections at once; 10000 when left out.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int MaxClient { get; set; } = 10_000;

    /// <summary>How many connections one address may have; a tenth of -MaxClient, at least 8, when left out. No limit on loopback.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? MaxClientPerAddress { get; set; }

    /// <summary>Seconds in which a client must have logged in; 20 when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double LoginTimeoutSec { get; set; } = 20;

    /// <summary>Requests a second that a client may send, after a burst of twice as many; 0 is no limit. Left out: 5, or 20000 on loopback.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int? MessagesPerSecond { get; set; }

    /// <summary>How many of the last messages to all somebody is sent who logs in; none when left out.</summary>
    [Parameter]
    [ValidateRange(0, ServerLimits.MaxHistory)]
    public int History { get; set; }

    /// <summary>A message of the day, for everybody who logs in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Motd { get; set; }

    /// <summary>A file to which each event of the server is appended, as a line of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>Has the log record what is said to all. Whispers are never recorded.</summary>
    [Parameter]
    public SwitchParameter LogMessages { get; set; }

    /// <summary>Encrypts all connections with TLS; with a certificate made for the run where none is given.</summary>
    [Parameter]
    public SwitchParameter UseSsl { get; set; }

    /// <summary>The certificate with its private key: an X509Certificate2, or the path of a PFX or PEM file. Encrypts.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Certificate { get; set; }

    /// <summary>The password of the certificate's file.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>What the server does wrong on purpose, for tests of clients; on loopback only.</summary>
    [Parameter]
    [ValidateFault]
    public ChatServerFault Fault { get; set; }

    /// <summary>How many frames a client gets before the fault that ends its connection; 10 when left out.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int FaultAfter { get; set; } = 10;

    /// <summary>Seconds by which frames are late, where the fault is that; half a second when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double FaultDelaySec { get; set; } = 0.5;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var endPoint = new IPEndPoint(Address, Port);
        if (!ShouldProcess(endPoint.ToString(), "Start chat server"))
            return;
        if (LogPath is not null)
            LogPath = GetUnresolvedProviderPathFromPSPath(LogPath);
        if (LoginPath is not null)
            LoginPath = GetUnresolvedProviderPathFromPSPath(LoginPath);
        TryRun(endPoint, () =>
        {
            ChatServer server = ChatServer.Start(Options(LoadCertificate()));
            RunspaceState.Current.Servers.Add(server);
            WriteVerboseLine($"The chat server listens on {server}.");
            WriteObject(server);
        });
    }

    internal ServerOptions Options(X509Certificate2? certificate = null) => new()
    {
        Port = Port,
        Address = Address,
        Certificate = certificate,
        Logins = CredentialLogins.Of(Credential ?? []),
        AllowAnyLogin = AllowAnyLogin,
        AnnouncePresence = AnnouncePresence,
        MaxClient = MaxClient,
        MaxClientPerAddress = MaxClientPerAddress,
        LoginTimeout = TimeSpan.FromSeconds(LoginTimeoutSec),
        MessagesPerSecond = MessagesPerSecond,
        LoginPath = LoginPath,
        History = History,
        Motd = Motd,
        LogPath = LogPath,
        LogMessages = LogMessages,
        Faults = Fault == ChatServerFault.None ? null : new FaultOptions(Fault, FaultAfter, TimeSpan.FromSeconds(FaultDelaySec)),
    };

    private X509Certificate2? LoadCertificate() => UseSsl || Certificate is not null
        ? CertificateSource.Load(Certificate is PSObject wrapped ? wrapped.BaseObject : Certificate, CertificatePassword, SessionState.Path)
        : null;
}
