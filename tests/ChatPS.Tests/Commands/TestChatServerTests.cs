using System.Management.Automation;
using System.Xml.Linq;
using ChatPS.Conformance;
using ChatPS.Tests.Conformance;

namespace ChatPS.Tests.Commands;

/// <summary>Test-ChatServer in the real engine: at our own server, and at one with a fault.</summary>
public sealed class TestChatServerTests : IDisposable
{
    private const string Users = """
        function New-Login($name, $password) { $secret = [securestring]::new(); foreach ($c in $password.ToCharArray()) { $secret.AppendChar($c) }; [pscredential]::new($name, $secret) }
        $fo = New-Login fo be1; $doc = New-Login doc x22

        """;

    private readonly ModuleHost _host = new();

    public void Dispose()
    {
        _host.Run("Get-ChatServer | Stop-ChatServer");
        _host.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-UseSsl")]
    [InlineData("-AnnouncePresence -Motd 'be kind' -History 5")]
    public void Our_own_server_passes_all_rules(string options)
    {
        ScriptResult result = _host.Run(Users + $"Start-ChatServer -Port 0 -Credential $fo, $doc {options} | Test-ChatServer -Credential $fo -OtherCredential $doc -TimeoutSec 15");
        Assert.Empty(result.Errors);
        Assert.Equal([], result.All<ChatRuleResult>().Where(rule => rule.Result != ChatRuleOutcome.Passed).Select(rule => $"{rule}: {rule.Detail}"));
        Assert.Equal(ConformanceRules.Names, result.All<ChatRuleResult>().Select(rule => rule.Rule));
    }

    [Fact]
    public void Without_another_user_and_where_anybody_may_log_in_rules_are_skipped_with_a_reason()
    {
        ScriptResult result = _host.Run(Users + "Start-ChatServer -Port 0 | Test-ChatServer -Credential $fo -TimeoutSec 15");
        Assert.Empty(result.Errors);
        ChatRuleResult[] skipped = [.. result.All<ChatRuleResult>().Where(rule => rule.Result == ChatRuleOutcome.Skipped)];
        Assert.Equal("The server lets anybody log in; the protocol does not say who may.", skipped.Single(rule => rule.Rule == "WrongPasswordIsRefused").Detail.Split(" [")[0]);
        Assert.StartsWith("It takes a second user: give -OtherCredential.", skipped.Single(rule => rule.Rule == "OthersHearMessage").Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(result.All<ChatRuleResult>(), rule => rule.Result == ChatRuleOutcome.Failed);
    }

    [Fact]
    public void A_rule_that_fails_is_an_error_after_all_results_and_the_report_has_it()
    {
        using var server = new HomeworkServer(ServerFault.OthersHearTwice);
        string report = Path.Combine(Path.GetTempPath(), $"report-{Guid.NewGuid():N}.xml");
        try
        {
            const string Test = "Test-ChatServer 127.0.0.1 $args[0] -Credential $fo -OtherCredential $doc -Rule Others*, WhoNames* -ReportPath $args[1]";
            ScriptResult result = _host.Run(Users + Test, server.Port, report);
            ErrorRecord error = Assert.Single(result.Errors);
            Assert.StartsWith("RuleFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
            Assert.Equal($"127.0.0.1:{server.Port} breaks the protocol: of 4 rules 1 failed (OthersHearMessageOnce).", error.Exception.Message);
            Assert.Equal(["OthersHearMessage", "OthersHearMessageOnce", "WhoNamesWhoAsks", "WhoNamesAll"], result.All<ChatRuleResult>().Select(rule => rule.Rule));

            XElement suite = XElement.Load(report).Elements("testsuite").Single();
            Assert.Equal("4", suite.Attribute("tests")!.Value);
            Assert.Equal("1", suite.Attribute("failures")!.Value);
            XElement failure = suite.Elements("testcase").Single(one => one.Attribute("name")!.Value == "OthersHearMessageOnce").Element("failure")!;
            Assert.Equal("doc heard a message 2 times before the next one.", failure.Attribute("message")!.Value);
            Assert.Equal("RuleFailed,ChatPS.Commands.TestChatServerCommand", _host.Fail(Users + Test, server.Port, report).FullyQualifiedErrorId);
        }
        finally
        {
            File.Delete(report);
        }
    }

    [Theory]
    [InlineData("-Credential $fo -OtherCredential (New-Login FO x)", "InvalidUserName")]
    [InlineData("-Credential (New-Login f-o x)", "InvalidUserName")]
    [InlineData("-Credential $fo -OtherCredential (New-Login doc 'x y')", "InvalidPassword")]
    [InlineData("-Credential $fo -ReportPath /no/such/folder/report.xml", "FileNotUsable")]
    [InlineData("-Credential $fo -Rule NoSuchRule", "ParameterArgumentValidationError")]
    [InlineData("-Credential $fo -TimeoutSec 0", "ParameterArgumentValidationError")]
    [InlineData("-Credential $fo -UseSsl -TimeoutSec 10", "ServerUnreachable")]
    public void What_cannot_be_tested_is_an_error_and_no_result(string arguments, string id)
    {
        ScriptResult started = _host.Run(Users + "Start-ChatServer -Port 0");
        ErrorRecord error = _host.Fail(Users + "Test-ChatServer 127.0.0.1 $args[0] " + arguments, started.Single<ChatServer>().Port);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_nobody_listens_on_is_an_error()
    {
        int port = _host.Run("$server = Start-ChatServer -Port 0; $server; $server | Stop-ChatServer").Single<ChatServer>().Port;
        Assert.StartsWith("ServerUnreachable,", _host.Fail(Users + "Test-ChatServer 127.0.0.1 $args[0] -Credential $fo", port).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_trace_shows_every_frame_and_no_stream_a_password()
    {
        ScriptResult result = _host.Run(Users + "$s = Start-ChatServer -Port 0 -Credential $fo, $doc; $s | Test-ChatServer -Credential $fo -OtherCredential $doc -Rule Wrong*, OthersHearMessage -Debug -Verbose");
        Assert.Contains("fo -> 12LOGIN fo ****", result.Debug);
        Assert.Contains("a stranger -> 13LOGIN fo ****x", result.Debug);
        Assert.Contains(result.Debug, line => line.StartsWith("doc <- ", StringComparison.Ordinal));
        Assert.DoesNotContain("be1", result.Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("x22", result.Everything() + string.Join(' ', result.All<ChatRuleResult>().Select(rule => rule.Detail)), StringComparison.Ordinal);
    }
}
