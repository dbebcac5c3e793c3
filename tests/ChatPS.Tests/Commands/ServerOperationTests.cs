using System.Management.Automation;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Commands;

/// <summary>The cmdlets for who runs a server, in the real engine.</summary>
public sealed class ServerOperationTests : IDisposable
{
    private readonly ModuleHost _host = new();
    private readonly ChatServer _server;

    public ServerOperationTests() => _server = _host.Run("Start-ChatServer -Port 0").Single<ChatServer>();

    public void Dispose()
    {
        _host.Run("Stop-ChatServer");
        _host.Dispose();
    }

    [Fact]
    public void Clients_are_listed_and_chosen_by_name()
    {
        using RawClient fo = RawClient.LogIn(_server, "fo");
        using RawClient be = RawClient.LogIn(_server, "be");
        Assert.Equal(["fo", "be"], _host.Run("Get-ChatClient").All<ChatClient>().Select(client => client.Name));
        Assert.Equal("be", _host.Run("$args[0] | Get-ChatClient B*", _server).Single<ChatClient>().Name);
    }

    [Fact]
    public void A_client_is_disconnected_by_name_address_or_as_an_object_and_told_why()
    {
        using RawClient fo = RawClient.LogIn(_server, "fo");
        Assert.Empty(_host.Run("Disconnect-ChatClient FO -Reason 'go home'").Errors);
        Assert.Equal(["NO - disconnected: go home"], fo.ReadToEnd());
        using RawClient be = RawClient.LogIn(_server, "be");
        Assert.Empty(_host.Run("Get-ChatClient be | Disconnect-ChatClient").Errors);
        Assert.Equal(["NO - disconnected: by the operator"], be.ReadToEnd());
        using RawClient last = RawClient.LogIn(_server, "last");
        Assert.Empty(_host.Run("Disconnect-ChatClient -Address 127.0.0.1").Errors);
        Assert.Equal(["NO - disconnected: by the operator"], last.ReadToEnd());
        ErrorRecord error = Assert.Single(_host.Run("Disconnect-ChatClient fo").Errors);
        Assert.StartsWith("NoClient,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("fo", error.TargetObject);
    }

    [Fact]
    public void With_WhatIf_nothing_happens()
    {
        using RawClient fo = RawClient.LogIn(_server, "fo");
        ScriptResult result = _host.Run("""
            Disconnect-ChatClient fo -WhatIf
            Block-ChatClient fo -WhatIf
            Unblock-ChatClient fo -WhatIf
            Send-ChatNotice hi -WhatIf
            Set-ChatServer -MaxClient 1 -WhatIf
            """);
        Assert.Empty(result.Errors);
        Assert.Equal("USERS 1: fo", fo.Ask("WHO"));
        Assert.Equal(["Started", "Came", "LoggedIn"], _host.Run("Get-ChatServerLog").All<ChatServerEvent>().Select(happened => happened.Event.ToString()));
    }

    [Fact]
    public void A_notice_is_sent_for_each_text_and_an_empty_one_is_an_error()
    {
        using RawClient fo = RawClient.LogIn(_server, "fo");
        ErrorRecord error = Assert.Single(_host.Run("'one', ' ', 'two' | Send-ChatNotice").Errors);
        Assert.StartsWith("EmptyText,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["* server: one", "* server: two"], fo.Read(2));
    }

    [Fact]
    public void A_ban_is_made_and_ended()
    {
        using RawClient fo = RawClient.LogIn(_server, "fo");
        Assert.Empty(_host.Run("Block-ChatClient fo -Minutes 1.5").Errors);
        Assert.Equal(["NO - disconnected: banned"], fo.ReadToEnd());
        using RawClient again = RawClient.Connect(_server);
        Assert.Equal("NO - banned", again.Ask("LOGIN fo pw"));
        Assert.Empty(_host.Run("Unblock-ChatClient FO").Errors);
        Assert.Equal("Welcome, fo! ChatPS 1", again.Ask("LOGIN fo pw"));
        Assert.StartsWith("NoClient,", Assert.Single(_host.Run("Unblock-ChatClient fo").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_host.Run("Block-ChatClient -Address 127.0.0.1; Unblock-ChatClient -Address 127.0.0.1").Errors);
    }

    [Fact]
    public void A_change_is_made_and_a_wrong_login_is_an_error()
    {
        Assert.Same(_server, _host.Run("Set-ChatServer -MaxClient 1 -PassThru").Single<ChatServer>());
        using RawClient fo = RawClient.LogIn(_server, "fo");
        using RawClient be = RawClient.Connect(_server);
        Assert.Equal(["NO - server is full"], be.ReadToEnd());
        Assert.StartsWith("InvalidUserName,", Assert.Single(_host.Run("Set-ChatServer -Credential $args[0]", ConnectedRunspace.Credential("NO")).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_is_read_back_in_part_or_as_it_grows()
    {
        using RawClient fo = RawClient.LogIn(_server, "fo");
        Assert.Equal(["Came", "LoggedIn"], Events("Get-ChatServerLog -Last 2"));
        Assert.Empty(Events("Get-ChatServerLog -Last 0"));
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = _host.Runspace;
        var output = new PSDataCollection<PSObject>();
        shell.AddScript("Get-ChatServerLog -Last 1 -Wait");
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);
        RawClient.Until(() => output.Count == 1, "the first event");
        fo.Dispose();
        RawClient.Until(() => output.Count == 2, "the second");
        Assert.Equal(ChatServerEventKind.Left, ((ChatServerEvent)output[1].BaseObject).Event);
        _server.Stop(); // and so it ends
        shell.EndInvoke(run);
        Assert.Equal(ChatServerEventKind.Stopped, ((ChatServerEvent)output[2].BaseObject).Event);
    }

    [Fact]
    public void A_wait_ends_with_the_server_or_the_pipeline()
    {
        using PowerShell stopped = _host.Prepare("Wait-ChatServer; 'went on'");
        IAsyncResult run = stopped.BeginInvoke();
        RawClient.Until(() => stopped.InvocationStateInfo.State == PSInvocationState.Running, "the start");
        stopped.Stop();
        Assert.Throws<PipelineStoppedException>(() => stopped.EndInvoke(run));
        Assert.Equal(ChatServerState.Running, _server.State);
        using PowerShell waiting = _host.Prepare("$args[0] | Wait-ChatServer; 'went on'", _server);
        run = waiting.BeginInvoke();
        _server.Stop();
        Assert.Equal("went on", Assert.Single(waiting.EndInvoke(run)).BaseObject);
        Assert.Empty(waiting.Streams.Error);
    }

    [Fact]
    public void A_server_that_failed_is_an_error_of_the_wait()
    {
        ChatServer failing = ChatServer.Start(new ChatPS.Server.ServerOptions { Port = 0, Clock = new FailingClock().Now });
        failing.Wake();
        ErrorRecord error = Assert.Single(_host.Run("$args[0] | Wait-ChatServer", failing).Errors);
        Assert.StartsWith("ServerEnded,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("has failed: the clock stands", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Started", "Failed: the clock stands"], ServerLogTests.Lines(failing.Log));
    }

    [Fact]
    public void A_login_of_a_file_is_made_and_taken()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "logins.txt");
        ScriptResult made = _host.Run("$args | New-ChatLogin", ConnectedRunspace.Credential("fo"), ConnectedRunspace.Credential("NO"));
        Assert.StartsWith("InvalidUserName,", Assert.Single(made.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(ConnectedRunspace.Password, made.Everything(), StringComparison.Ordinal);
        File.WriteAllText(path, made.Single<string>());
        var server = _host.Run("Start-ChatServer -Port 0 -LoginPath $args[0]", path).Single<ChatServer>();
        using RawClient fo = RawClient.LogIn(server, "fo", ConnectedRunspace.Password);
        File.WriteAllText(path, "fo secret");
        Assert.StartsWith("FileNotUsable,", Assert.Single(_host.Run("Start-ChatServer -Port 0 -LoginPath $args[0]", path).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_of_the_day_is_changed()
    {
        _host.Run("Set-ChatServer -Motd $args[0]", "Be kind.");
        using RawClient fo = RawClient.Connect(_server);
        fo.Send("LOGIN fo pw");
        Assert.Equal(["Welcome, fo! ChatPS 1", "* motd: Be kind."], fo.Read(2));
    }

    [Fact]
    public void The_console_of_a_host_without_keys_and_lines_is_an_error()
    {
        Assert.StartsWith("HostNotInteractive,", Assert.Single(_host.Run("Enter-ChatServer").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        _server.Stop();
        Assert.StartsWith("NoServer,", Assert.Single(_host.Run("Enter-ChatServer").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ServerEnded,", Assert.Single(_host.Run("$args[0] | Enter-ChatServer", _server).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_server_each_says_so()
    {
        _host.Run("Stop-ChatServer");
        foreach (string command in (string[])["Get-ChatClient", "Disconnect-ChatClient fo", "Block-ChatClient fo", "Unblock-ChatClient fo", "Send-ChatNotice hi", "Set-ChatServer", "Get-ChatServerLog", "Wait-ChatServer"])
            Assert.StartsWith("NoServer,", Assert.Single(_host.Run(command).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ServerEnded,", Assert.Single(_host.Run("Get-ChatClient -Server $args[0]", _server).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private string[] Events(string script) => [.. _host.Run(script).All<ChatServerEvent>().Select(happened => happened.Event.ToString())];

    private sealed class FailingClock
    {
        private int _asked;

        public long Now() => Interlocked.Increment(ref _asked) < 2 ? 0 : throw new InvalidOperationException("the clock stands");
    }
}
