using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Conformance;
using ChatPS.Protocol;

namespace ChatPS.Commands;

/// <summary>Test-ChatServer: tries the rules of the protocol at any server.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ChatServer")]
[OutputType(typeof(ChatRuleResult))]
public sealed class TestChatServerCommand : ChatCmdlet
{
    private const double DefaultReplySec = 3;

    // An error with all that fail at a bad server would fill the screen; the results have them.
    private const int NamedRules = 5;

    private readonly List<ChatRuleResult> _reported = [];

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

    /// <summary>A user that may log in; a bare name asks for the password.</summary>
    [Parameter(Mandatory = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>Another user that may log in; without it the rules that take two are skipped.</summary>
    [Parameter]
    [Credential]
    public PSCredential? OtherCredential { get; set; }

    /// <summary>The rules to try; all when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRuleName]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[]? Rule { get; set; }

    /// <summary>A file that gets the results as JUnit XML.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportPath { get; set; }

    /// <summary>Seconds that the server may take for a reply; 3 when left out. The whole test takes a minute at most.</summary>
    [Parameter]
    [ValidateRange(0.001, 60)]
    public double TimeoutSec { get; set; } = DefaultReplySec;

    /// <summary>Encrypts the connections with TLS, and checks the server's certificate before anything is sent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter UseSsl { get; set; }

    /// <summary>Takes a certificate with one of these SHA-256 fingerprints, and no other, instead of asking the rules of the system. Encrypts.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FingerprintTransformation]
    public string[]? CertificateThumbprint { get; set; }

    /// <summary>Encrypts, and takes any certificate: whoever is in between can read all.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ReportPath is not null)
            ReportPath = GetUnresolvedProviderPathFromPSPath(ReportPath);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var results = new List<ChatRuleResult>();
        TryRun(ComputerName, () => TryRules(results));
        if (results.Count == 0)
            return;
        _reported.AddRange(results);
        if (ReportPath is not null)
            TryRun(ReportPath, () => ReportFile.Write(ReportPath, _reported));
        string[] failed = [.. results.Where(static result => result.Result == ChatRuleOutcome.Failed).Select(static result => result.Rule)];
        if (failed.Length > 0)
            WriteError(ChatErrors.From(new ChatException(ChatFailure.RuleFailed, Describe(failed, results.Count)), ComputerName));
    }

    private void TryRules(List<ChatRuleResult> results)
    {
        (TestLogin first, TestLogin? second) = CredentialLogins.ForTest(Credential, OtherCredential);
        if (ReportPath is not null)
            ReportFile.Write(ReportPath, _reported); // who cannot write there should know before the test
        var filter = NameFilter.From(Rule);
        CallOptions call = Call(TimeoutSec);
        var dialer = new TestDialer(this, Options(), call);
        var timer = new RuleTimer((int)Math.Ceiling(TimeoutSec * 1000), ConformanceLimits.RunMs, StopToken);
        var run = new ConformanceRun(first, second, dialer.Open, timer, call.Trace);
        foreach (ChatRuleResult result in run.Run(ConformanceRules.All.Where(rule => filter.Matches(rule.Name))))
        {
            result.ComputerName = ComputerName;
            result.Port = Port;
            results.Add(result);
            WriteTrace();
            WriteObject(result);
        }
    }

    private string Describe(string[] failed, int count) =>
        $"{HostName.WithPort(HostName.WithoutBrackets(ComputerName), Port)} breaks the protocol: of {count} rules {failed.Length} failed ({string.Join(", ", failed.Take(NamedRules))}{(failed.Length > NamedRules ? ", \u2026" : "")}).";

    private ConnectOptions Options() => new(ComputerName, Port, Credential.UserName)
    {
        UseSsl = UseSsl,
        CertificatePins = CertificateThumbprint ?? [],
        SkipsCertificateCheck = SkipCertificateCheck,
        Network = RunspaceState.Current.Network,
    };
}
