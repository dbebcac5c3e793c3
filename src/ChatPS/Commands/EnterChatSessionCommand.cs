using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Interactive;
using ChatPS.Protocol;

namespace ChatPS.Commands;

/// <summary>Enter-ChatSession: talk and listen in one place until you leave.</summary>
[Cmdlet(VerbsCommon.Enter, "ChatSession", DefaultParameterSetName = SessionSet)]
public sealed class EnterChatSessionCommand : ChatCmdlet
{
    private const string SessionSet = "Session";
    private const string ConnectSet = "Connect";

    private readonly List<ChatSession> _sessions = [];

    /// <summary>The sessions to enter, which stay open afterwards; the first is in front. Left out, the newest open one.</summary>
    [Parameter(ParameterSetName = SessionSet, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public ChatSession[]? Session { get; set; }

    // Not from the pipeline: a session there would have the properties too, and PowerShell would ask for a credential.

    /// <summary>The server to connect to; the session is closed on leaving.</summary>
    [Parameter(ParameterSetName = ConnectSet, Mandatory = true, Position = 0)]
    [Alias("Server", "HostName")]
    [ValidateNotNullOrEmpty]
    [ValidateHostName]
    [ArgumentCompleter(typeof(HostCompleter))]
    public string ComputerName { get; set; } = "";

    /// <summary>The server's TCP port; 34998 when left out.</summary>
    [Parameter(ParameterSetName = ConnectSet, Position = 1)]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int Port { get; set; } = ProtocolConstants.DefaultPort;

    /// <summary>User name and password; a bare name asks for the password.</summary>
    [Parameter(ParameterSetName = ConnectSet, Mandatory = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>Encrypts the connection with TLS, and checks the server's certificate before the login is sent.</summary>
    [Parameter(ParameterSetName = ConnectSet)]
    public SwitchParameter UseSsl { get; set; }

    /// <summary>Takes a certificate with one of these SHA-256 fingerprints, and no other, instead of asking the rules of the system. Encrypts.</summary>
    [Parameter(ParameterSetName = ConnectSet)]
    [FingerprintTransformation]
    public string[]? CertificateThumbprint { get; set; }

    /// <summary>Encrypts, and takes any certificate: whoever is in between can read all.</summary>
    [Parameter(ParameterSetName = ConnectSet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Shows messages without colours.</summary>
    [Parameter]
    public SwitchParameter NoColor { get; set; }

    /// <summary>Line by line: no row is written anew, so that a screen reader reads each once.</summary>
    [Parameter]
    public SwitchParameter Plain { get; set; }

    /// <summary>How the time of a message is shown, as a .NET format; empty for not at all.</summary>
    [Parameter]
    [AllowEmptyString]
    [ValidateTimeFormat]
    public string TimeFormat { get; set; } = "HH:mm";

    /// <summary>Rings when somebody whispers or says your name.</summary>
    [Parameter]
    public SwitchParameter Bell { get; set; }

    /// <summary>Shows in the window's title, and as a note of the desktop, when somebody whispers or says your name.</summary>
    [Parameter]
    public SwitchParameter Notify { get; set; }

    /// <summary>How many of the messages that were received before entering are shown again; 1000 are kept.</summary>
    [Parameter]
    [ValidateRange(0, ClientLimits.RecentCapacity)]
    public int ShowLast { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Session is not null)
            _sessions.AddRange(Session);
    }

    /// <inheritdoc/>
    /// <remarks>Sessions from a pipeline are entered together.</remarks>
    protected override void EndProcessing()
    {
        CallOptions call = Call(DefaultTimeoutSec);
        if (ParameterSetName == ConnectSet)
            TryRun(ComputerName, () => ConnectAndEnter(call));
        else if (_sessions.Count > 0)
            TryRun(_sessions[0], () => Enter([.. _sessions.Distinct()], login: null, call), _sessions[0]);
        else if (Session is null && !MyInvocation.ExpectingInput && TryGetDefault(out ChatSession session))
            TryRun(session, () => Enter([session], login: null, call), session);
    }

    private void ConnectAndEnter(in CallOptions call)
    {
        ConnectOptions options = Options();
        ChatSession session = SessionOpener.Open(this, options, Credential, call);
        var login = new SessionLogin(session, options, Credential);
        try
        {
            Enter([session], login, call);
        }
        finally
        {
            Close(login.Session, call);
        }
    }

    private static void Close(ChatSession session, in CallOptions call)
    {
        session.CloseGently(call);
        RunspaceState.Current.Sessions.Forget(session);
    }

    private void Enter(IReadOnlyList<ChatSession> sessions, SessionLogin? login, in CallOptions call)
    {
        using IDisposable entered = EnteredSessions.Enter(sessions);
        Func<CallOptions, ChatSession>? logInAgain = login is null ? null : login.Repeat;
        var options = new LoopOptions(HostCapabilities.UsesColor(this, NoColor), TimeFormat, Bell, ShowLast) { Announces = true, Notifies = Notify, ResolvePath = FileOf };
        if (!Plain && HostCapabilities.HasKeys(Host) && Host.UI.SupportsVirtualTerminal)
        {
            var terminal = new HostTerminal(this, HostCapabilities.Is(Host), StopToken);
            new ChatLoop(sessions, terminal, options, call, logInAgain).Run(StopToken);
            return;
        }

        ILineSource lines = HostLines.Of(Host);
        new LineLoop(sessions, lines, lines is TypedLines typed ? typed.Show : Host.UI.WriteLine, options, call, logInAgain).Run();
    }

    // Relative to the location, with ~ and drives, as the paths of other cmdlets.
    private string FileOf(string path)
    {
        try
        {
            string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem" ? file : throw new ArgumentException($"'{path}' is no file.");
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException or NotSupportedException)
        {
            throw new ArgumentException(e.Message, e);
        }
    }

    private ConnectOptions Options() => new(ComputerName, Port, Credential.UserName)
    {
        UseSsl = UseSsl,
        CertificatePins = CertificateThumbprint ?? [],
        SkipsCertificateCheck = SkipCertificateCheck,
    };
}
