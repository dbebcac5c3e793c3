using System.Management.Automation;

namespace ChatPS.Tests.Commands;

public sealed class ModuleTests
{
    [Fact]
    public void The_module_exports_its_cmdlets_and_nothing_else()
    {
        using var host = new ModuleHost();
        Assert.Equal(
            [
                "Block-ChatClient", "Connect-ChatServer", "Disconnect-ChatClient", "Disconnect-ChatServer", "Enter-ChatServer",
                "Enter-ChatSession", "Get-ChatClient", "Get-ChatServer", "Get-ChatServerLog", "Get-ChatSession", "Get-ChatUser",
                "New-ChatLogin", "Receive-ChatMessage", "Send-ChatMessage", "Send-ChatNotice", "Send-ChatWhisper",
                "Set-ChatServer", "Start-ChatServer", "Stop-ChatServer", "Test-ChatServer", "Unblock-ChatClient", "Wait-ChatServer",
            ],
            host.Run("Get-Command -Module ChatPS | ForEach-Object Name").Output.Select(name => name.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manifest_names_every_cmdlet_of_the_assembly()
    {
        var inCode = typeof(ChatSession).Assembly.GetTypes()
            .Select(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>().SingleOrDefault())
            .OfType<CmdletAttribute>().Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.Ordinal);
        string manifest = File.ReadAllText(ModuleHost.Manifest);
        Assert.NotEmpty(inCode);
        Assert.All(inCode, name => Assert.Contains($"'{name}'", manifest, StringComparison.Ordinal));
    }

    [Fact]
    public void A_whole_chat_by_the_pipeline()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run("""
            $server = Start-ChatServer -Port 0 -AnnouncePresence
            $fo = $server | Connect-ChatServer -Credential $args[0]
            $be = $server | Connect-ChatServer -Credential $args[1]
            'hello', 'again' | Send-ChatMessage -Session $fo -PassThru
            Get-ChatUser be -Session $fo | Send-ChatWhisper -Message psst -PassThru
            Receive-ChatMessage -Session $be -Wait -First 3
            Receive-ChatMessage -Session $fo -Wait -First 1
            Stop-ChatServer
            """, ConnectedRunspace.Credential("fo"), ConnectedRunspace.Credential("be"));
        Assert.Empty(result.Errors);
        Assert.Equal(
            ["fo: hello", "fo: again", "fo whispers: psst", "fo: hello", "fo: again", "fo whispers: psst", "* be joined"],
            result.All<ChatMessage>().Select(message => message.ToString()));
    }

    [Fact]
    public void What_was_said_before_disconnecting_arrives_although_nobody_read_what_came_back()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run("""
            $server = Start-ChatServer -Port 0
            $be = $server | Connect-ChatServer -Credential $args[0]
            $fo = $server | Connect-ChatServer -Credential $args[1]
            1..30000 | Send-ChatMessage -Session $fo
            Disconnect-ChatServer $fo
            "$($fo.State)"
            Receive-ChatMessage -Session $be -Wait -First 30000 -TimeoutSec 60 | ForEach-Object Text
            Stop-ChatServer
            """, ConnectedRunspace.Credential("be"), ConnectedRunspace.Credential("fo"));
        Assert.Empty(result.Errors);
        Assert.Equal(["Closed", .. Enumerable.Range(1, 30000).Select(i => i.ToString())], result.Output.Select(text => text.ToString()));
    }

    [Fact]
    public void A_server_that_is_full_says_so()
    {
        using var host = new ModuleHost();
        ErrorRecord error = host.Fail("""
            $server = Start-ChatServer -Port 0 -MaxClient 1
            $null = $server | Connect-ChatServer -Credential $args[0]
            $server | Connect-ChatServer -Credential $args[1]
            """, ConnectedRunspace.Credential("fo"), ConnectedRunspace.Credential("be"));
        Assert.StartsWith("ServerFull,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("server is full", error.ToString(), StringComparison.Ordinal);
        host.Run("Stop-ChatServer");
    }

    [Fact]
    public void The_empty_credential_is_no_login_of_a_server()
    {
        using var host = new ModuleHost();
        ErrorRecord error = host.Fail("Start-ChatServer -Port 0 -Credential ([pscredential]::Empty)");
        Assert.StartsWith("InvalidUserName,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_Module_closes_sessions_and_servers_and_importing_again_works()
    {
        using var chat = new ConnectedRunspace();
        Task<string?> end = Task.Run(chat.Peer.TryRead);
        ScriptResult result = chat.Host.Run("""
            $server = Start-ChatServer -Port 0
            Remove-Module ChatPS
            $server
            Import-Module $args[0]
            """, ModuleHost.Manifest);
        Assert.Null(await end);
        Assert.Equal(ChatSessionState.Closed, chat.Session.State);
        Assert.Equal(ChatServerState.Stopped, result.Single<ChatServer>().State);
        Assert.Equal("works", chat.Host.Run("""
            $server = Start-ChatServer -Port 0
            $null = $server | Connect-ChatServer -Credential $args[0]
            Send-ChatMessage works -PassThru
            """, ConnectedRunspace.Credential("fo")).Single<ChatMessage>().Text);
    }

    [Fact]
    public async Task A_runspace_that_ends_closes_its_sessions_and_servers()
    {
        var chat = new ConnectedRunspace();
        Task<string?> end = Task.Run(chat.Peer.TryRead);
        var server = chat.Host.Run("Start-ChatServer -Port 0").Single<ChatServer>();
        chat.Host.Dispose();
        Assert.Null(await end);
        Assert.Equal((ChatSessionState.Closed, ChatServerState.Stopped), (chat.Session.State, server.State));
        chat.Dispose();
    }

    [Fact]
    public void A_runspace_has_sessions_of_its_own()
    {
        using var chat = new ConnectedRunspace();
        using var other = new ModuleHost();
        Assert.Single(chat.Host.Run("Get-ChatSession").Output);
        Assert.Empty(other.Run("Get-ChatSession").Output);
        Assert.StartsWith("NoSession,", other.Fail("Send-ChatMessage hi").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_open_session_is_the_default()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run("""
            $server = Start-ChatServer -Port 0
            $fo = $server | Connect-ChatServer -Credential $args[0]
            $be = $server | Connect-ChatServer -Credential $args[1]
            (Send-ChatMessage one -PassThru).Sender
            Disconnect-ChatServer
            (Send-ChatMessage two -PassThru).Sender
            (Get-ChatSession).UserName
            Disconnect-ChatServer $fo
            @(Get-ChatSession | Where-Object State -eq Opened).Count
            """, ConnectedRunspace.Credential("fo"), ConnectedRunspace.Credential("be"));
        Assert.Equal(["be", "fo", "fo", "0"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Get_ChatSession_filters_and_sees_that_a_link_is_dead()
    {
        using var chat = new ConnectedRunspace();
        chat.Peer.Dispose();
        ScriptResult result = chat.Host.Run("""
            do { $s = Get-ChatSession -ComputerName 127.* } while ($s.State -eq 'Opened')
            "$($s.State): $($s.Reason)"
            @(Get-ChatSession -ComputerName nowhere*).Count
            @(Get-ChatSession -Id ($s.Id + 1)).Count
            @(Get-ChatSession $s.Id).Count
            """);
        Assert.Equal(["Broken: The server closed the connection.", "0", "0", "1"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Servers_are_started_listed_and_stopped()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run("""
            $a = Start-ChatServer -Port 0
            $b = Start-ChatServer -Port 0 -Verbose
            @(Get-ChatServer).Count
            (Get-ChatServer -Port $b.Port).Port -eq $b.Port
            $a | Stop-ChatServer
            @(Get-ChatServer).Count
            Stop-ChatServer -WhatIf
            $b.State
            Stop-ChatServer
            $b.State
            """);
        Assert.Equal(["2", "True", "1", "Running", "Stopped"], result.Output.Select(item => item.ToString()));
        Assert.Contains(result.Verbose, line => line.Contains("listens on 127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_would_be_open_to_all_or_whose_port_is_taken_does_not_start()
    {
        using var host = new ModuleHost();
        ErrorRecord open = host.Fail("Start-ChatServer -Port 0 -Address 0.0.0.0");
        Assert.StartsWith("LoginNotRestricted,", open.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.SecurityError, open.CategoryInfo.Category);
        ErrorRecord taken = host.Fail("$a = Start-ChatServer -Port 0; Start-ChatServer -Port $a.Port");
        Assert.StartsWith("AddressInUse,", taken.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceExists, taken.CategoryInfo.Category);
        host.Run("Stop-ChatServer");
    }

    [Fact]
    public void A_server_with_credentials_takes_those_logins_only_and_shows_no_password()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run("""
            $server = Start-ChatServer -Port 0 -Credential $args[0], $args[1] -Verbose -Debug
            $server
            ($server | Connect-ChatServer -Credential $args[0] -Verbose -Debug).UserName
            try { $server | Connect-ChatServer -Credential $args[2] -Verbose -Debug } catch { $_ }
            $server.psobject.Properties | ForEach-Object { "$($_.Value)" }
            Stop-ChatServer
            """, ConnectedRunspace.Credential("fo"), ConnectedRunspace.Credential("be", "Other0815"), ConnectedRunspace.Credential("fo", "Wrong0815"));
        string everything = result.Everything();
        Assert.Contains("username/password pair does not exist", everything, StringComparison.Ordinal);
        Assert.All([ConnectedRunspace.Password, "Other0815", "Wrong0815"], secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_failure_has_a_category()
    {
        foreach (ChatFailure failure in Enum.GetValues<ChatFailure>())
        {
            ErrorRecord record = ChatPS.Commands.ChatErrors.From(new ChatException(failure, "x"), null);
            Assert.Equal(failure.ToString(), record.FullyQualifiedErrorId);
            Assert.NotEqual(ErrorCategory.NotSpecified, record.CategoryInfo.Category);
        }
    }
}
