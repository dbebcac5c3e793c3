using System.Management.Automation;
using ChatPS.Interactive;

namespace ChatPS.Tests.Commands;

/// <summary>Enter-ChatSession in hosts without keys; with keys it is in the tests of the loop.</summary>
public sealed class EnterChatSessionTests
{
    [Fact]
    public void A_host_without_keys_and_lines_is_told_what_to_use_instead()
    {
        using var chat = new ConnectedRunspace();
        ErrorRecord error = chat.Host.Fail("Enter-ChatSession");
        Assert.Equal("HostNotInteractive,ChatPS.Commands.EnterChatSessionCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.NotImplemented, error.CategoryInfo.Category);
        Assert.Contains("Receive-ChatMessage -Wait", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ChatSessionState.Opened, chat.Session.State);
    }

    [Fact]
    public async Task A_host_that_has_no_line_to_give_is_one_without_lines()
    {
        using var server = new ScriptedServer();
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        using var host = new HostRecorder();
        string id = host.Run(server.Port, "try { $ErrorActionPreference = 'Stop'; Enter-ChatSession 127.0.0.1 $args[0] -Credential ([pscredential]::new('fo', ('x' | ForEach-Object { $s = [securestring]::new(); $s.AppendChar($_); $s }))) } catch { $_.FullyQualifiedErrorId }");
        Assert.Equal("HostNotInteractive,ChatPS.Commands.EnterChatSessionCommand", id.Trim());
        using ScriptedPeer peer = await accepting;
        Assert.Null(peer.TryRead());
    }

    [Fact]
    public void A_session_that_somebody_is_in_cannot_be_entered_as_well()
    {
        using var chat = new ConnectedRunspace();
        using (EnteredSessions.Enter([chat.Session]))
        {
            ErrorRecord error = chat.Host.Fail("Enter-ChatSession");
            Assert.Equal("SessionInUse,ChatPS.Commands.EnterChatSessionCommand", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        }

        Assert.StartsWith("HostNotInteractive,", chat.Host.Fail("Enter-ChatSession").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_session_it_says_what_to_run()
    {
        using var host = new ModuleHost();
        Assert.StartsWith("NoSession,", host.Fail("Enter-ChatSession").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_session_is_entered_and_stays_open()
    {
        using var server = new ScriptedServer();
        using var host = new HostRecorder("secret", "hello", "/quit");
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        host.Run(server.Port, "$null = Connect-ChatServer 127.0.0.1 $args[0] -Credential fo");
        using ScriptedPeer peer = await accepting;
        Task part = ScriptedServer.Run(() => Echo(peer));
        Assert.Contains("fo: hello", host.Run(null, "Enter-ChatSession -TimeFormat ''").Split(Environment.NewLine));
        await part;
        Assert.Equal("Opened", host.Run(null, "[string](Get-ChatSession).State").Trim());
    }

    [Fact]
    public async Task The_end_of_a_hosts_lines_is_the_end_and_no_error()
    {
        using var server = new ScriptedServer();
        using var host = new HostRecorder("secret", "hello");
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        host.Run(server.Port, "$null = Connect-ChatServer 127.0.0.1 $args[0] -Credential fo");
        using ScriptedPeer peer = await accepting;
        Task part = ScriptedServer.Run(() => Echo(peer));
        string shown = host.Run(null, "Enter-ChatSession -TimeFormat ''; \"errors: $($Error.Count)\"; [string](Get-ChatSession).State");
        await part;
        Assert.Equal(["fo: hello", "errors: 0", "Opened"], shown.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[^3..]);
    }

    [Theory]
    [InlineData("$s | Enter-ChatSession")]
    [InlineData("Enter-ChatSession $s")]
    public async Task A_session_that_was_given_is_entered_and_stays_open(string enter)
    {
        using var server = new ScriptedServer();
        using var host = new HostRecorder("secret", "hello", "/quit");
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        string state = host.Run(server.Port, $"$s = Connect-ChatServer 127.0.0.1 $args[0] -Credential fo; {enter}; [string]$s.State");
        using ScriptedPeer peer = await accepting;
        Assert.EndsWith("Opened", state.Trim(), StringComparison.Ordinal);
        Assert.Equal("MSG hello", peer.Read());
    }

    [Fact]
    public async Task A_session_that_was_opened_for_it_is_closed_on_leaving()
    {
        using var server = new ScriptedServer();
        using var host = new HostRecorder("secret", "hello", "/quit");
        Task part = ScriptedServer.Run(() =>
        {
            using ScriptedPeer peer = server.AcceptLogin();
            Echo(peer);
            Assert.Null(peer.TryRead());
        });
        Assert.Contains("fo: hello", host.Run(server.Port, "Enter-ChatSession 127.0.0.1 $args[0] -Credential fo -TimeFormat ''").Split(Environment.NewLine));
        await part;
        Assert.Equal("", host.Run(null, "Get-ChatSession").Trim());
    }

    [Fact]
    public async Task A_server_that_goes_is_an_error_and_closes_what_was_opened()
    {
        using var server = new ScriptedServer();
        using var host = new HostRecorder(["secret", .. Enumerable.Repeat("more", 10_000)]);
        Task part = ScriptedServer.Run(() => server.AcceptLogin().Dispose());
        string shown = host.Run(server.Port, "try { $ErrorActionPreference = 'Stop'; Enter-ChatSession 127.0.0.1 $args[0] -Credential fo } catch { $_.FullyQualifiedErrorId }; @(Get-ChatSession).Count");
        await part;
        Assert.Equal(["ConnectionLost,ChatPS.Commands.EnterChatSessionCommand", "0"], shown.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[^2..]);
    }

    [Theory]
    [InlineData("-TimeFormat '%'")]
    [InlineData("-TimeFormat \"HH\u001b[31m\"")]
    [InlineData("-TimeFormat \"HH\nmm\"")]
    [InlineData("-TimeFormat \"HH\u009b31m\"")]
    [InlineData("-ShowLast -1")]
    [InlineData("-ShowLast 1001")]
    [InlineData("-Session $null")]
    public void Wrong_arguments_are_refused_before_anything_happens(string arguments)
    {
        using var host = new ModuleHost();
        Assert.StartsWith("ParameterArgumentValidationError,", host.Fail("Enter-ChatSession " + arguments).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static void Echo(ScriptedPeer peer)
    {
        Assert.Equal("MSG hello", peer.Read());
        peer.Say("fo: hello");
    }
}
