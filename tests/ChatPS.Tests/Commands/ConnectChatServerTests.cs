using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using ChatPS.Client;
using ChatPS.Commands;

namespace ChatPS.Tests.Commands;

public sealed class ConnectChatServerTests
{
    private const string Connect = "Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -Verbose -Debug -TimeoutSec 60";

    [Fact]
    public async Task A_login_gives_an_open_session()
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        Task<string> login = Task.Run(() =>
        {
            ScriptedPeer peer = server.Accept();
            string first = peer.Read();
            peer.Say("Welcome, fo!");
            return first;
        });
        ScriptResult result = host.Run(Connect, server.Port, ConnectedRunspace.Credential("fo"));
        ChatSession session = result.Single<ChatSession>();
        Assert.Equal("LOGIN fo " + ConnectedRunspace.Password, await login);
        Assert.Equal(ChatSessionState.Opened, session.State);
        Assert.Equal(("127.0.0.1", server.Port, "fo", "Welcome, fo!"), (session.ComputerName, session.Port, session.UserName, session.Welcome));
        Assert.Contains("-> 19 LOGIN fo ****", result.Debug);
        Assert.Contains(result.Verbose, line => line.Contains("Welcome, fo!", StringComparison.Ordinal));
        Assert.DoesNotContain(ConnectedRunspace.Password, result.Everything(), StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("", "pw", "InvalidUserName")]
    [InlineData("a b", "pw", "InvalidUserName")]
    [InlineData("a-b", "pw", "InvalidUserName")]
    [InlineData("fo\n", "pw", "InvalidUserName")]
    [InlineData("fo", "p w", "InvalidPassword")]
    [InlineData("fo", "p-w", "InvalidPassword")]
    [InlineData("fo", "", "InvalidPassword")]
    public void Wrong_names_and_passwords_fail_before_anything_is_sent(string user, string password, string id)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var host = new ModuleHost();
        // An empty name is none that PSCredential takes, but for the empty credential.
        ErrorRecord error = user.Length == 0
            ? host.Fail("Connect-ChatServer 127.0.0.1 $args[0] -Credential ([pscredential]::Empty)", ((IPEndPoint)listener.LocalEndpoint).Port)
            : host.Fail(Connect, ((IPEndPoint)listener.LocalEndpoint).Port, ConnectedRunspace.Credential(user, password));
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(listener.Pending());
        if (password.Length > 2)
            Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(90, 2, true)]
    [InlineData(90, 3, false)]
    [InlineData(92, 1, false)]
    public async Task A_login_just_fits_or_does_not(int user, int password, bool fits)
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        PSCredential credential = ConnectedRunspace.Credential(new string('u', user), new string('p', password));
        if (!fits)
        {
            string id = host.Fail(Connect, server.Port, credential).FullyQualifiedErrorId;
            Assert.Matches("^Invalid(UserName|Password),", id);
            return;
        }

        Task<ScriptedPeer> accepted = Task.Run(server.AcceptLogin);
        host.Run(Connect, server.Port, credential).Single<ChatSession>();
        (await accepted).Dispose();
    }

    [Theory]
    [InlineData("NO - username/password pair does not exist")]
    [InlineData("NOT today")]
    public async Task A_refused_login_says_what_the_server_said(string refusal)
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        Task<ScriptedPeer> peer = Task.Run(() => Answer(server, refusal));
        ErrorRecord error = host.Fail(Connect, server.Port, ConnectedRunspace.Credential("fo"));
        Assert.Equal("LoginRefused,ChatPS.Commands.ConnectChatServerCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Contains(refusal, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ConnectedRunspace.Password, error.ToString() + error.Exception, StringComparison.Ordinal);
        Assert.Null((await peer).TryRead());
        Assert.Empty(host.Run("Get-ChatSession").Output);
    }

    [Fact]
    public void Nobody_listening_is_unreachable()
    {
        using var server = new ScriptedServer();
        int port = server.Port;
        server.Dispose();
        using var host = new ModuleHost();
        ErrorRecord error = host.Fail(Connect, port, ConnectedRunspace.Credential("fo"));
        Assert.StartsWith("ServerUnreachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Equal("127.0.0.1", error.TargetObject);
    }

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("a-label-that-is-longer-than-the-sixty-three-characters-dns-allows.invalid")]
    public void A_name_that_does_not_resolve_is_unreachable(string name)
    {
        using var host = new ModuleHost();
        ErrorRecord error = host.Fail("Connect-ChatServer $args[0] -Credential $args[1] -TimeoutSec 60", name, ConnectedRunspace.Credential("fo"));
        Assert.StartsWith("ServerUnreachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'name that cannot be.invalid'")]
    [InlineData("([pscustomobject]@{ Name = 'x' })")]
    public void What_is_no_host_name_is_never_looked_up_and_the_next_object_is_tried(string host)
    {
        using var server = new ScriptedServer();
        using var module = new ModuleHost();
        _ = Task.Run(server.AcceptLogin);
        ScriptResult result = module.Run(
            $"{host}, ([pscustomobject]@{{ HostName = '127.0.0.1'; Port = $args[0] }}) | Connect-ChatServer -Credential $args[1]", server.Port, ConnectedRunspace.Credential("fo"));
        Assert.Equal("ParameterArgumentValidationError,ChatPS.Commands.ConnectChatServerCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Equal(server.Port, result.Single<ChatSession>().Port);
    }

    [Fact]
    public async Task Host_names_come_down_the_pipeline()
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        Task accepting = Task.Run(() => { server.AcceptLogin(); server.AcceptLogin(); });
        IReadOnlyList<ChatSession> sessions = host.Run("'127.0.0.1', 'localhost' | Connect-ChatServer -Port $args[0] -Credential $args[1]", server.Port, ConnectedRunspace.Credential("fo")).All<ChatSession>();
        Assert.Equal(["127.0.0.1", "localhost"], sessions.Select(session => session.ComputerName));
        await accepting;
    }

    [Fact]
    public void An_address_in_brackets_is_one_and_is_shown_in_brackets_before_the_port()
    {
        using var host = new ModuleHost();
        ChatSession session = host.Run(
            "$server = Start-ChatServer -Port 0 -Address ::1; Connect-ChatServer '[::1]' $server.Port -Credential $args[0]", ConnectedRunspace.Credential("fo")).Single<ChatSession>();
        Assert.Equal("::1", session.ComputerName);
        Assert.Equal($"fo@[::1]:{session.Port}", session.ToString());
    }

    /// <summary>The address counts, not where the name leads for this test.</summary>
    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    public async Task A_plain_connection_to_another_machine_is_warned_of(string address, bool warns)
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        var network = new NetworkEnvironment
        {
            Resolve = _ => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]),
            Dial = _ => NetworkEnvironment.System.Dial(new(IPAddress.Loopback, server.Port)),
        };
        host.Run("$args[0].Invoke()", new Action(() => RunspaceState.Current.Network = network));
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        ScriptResult result = host.Run("Connect-ChatServer chat.example $args[0] -Credential $args[1]", server.Port, ConnectedRunspace.Credential("fo"));
        using ScriptedPeer peer = await accepting;
        Assert.Equal(ChatSessionState.Opened, result.Single<ChatSession>().State);
        Assert.Equal(warns ? ["The connection to 'chat.example' is not encrypted: the password and all messages can be read on the way. Where the server has TLS, connect with -UseSsl."] : [], result.Warnings);
    }

    [Fact]
    public void A_server_that_says_nothing_is_a_timeout()
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        ErrorRecord error = host.Fail("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -TimeoutSec 0.3", server.Port, ConnectedRunspace.Credential("fo"));
        Assert.StartsWith("Timeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "ProtocolViolation")]
    [InlineData("05Wel", "ConnectionLost")]
    [InlineData("", "ConnectionLost")]
    public async Task A_server_of_another_kind_is_told_apart(string bytes, string id)
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        Task part = Task.Run(() =>
        {
            using ScriptedPeer peer = server.Accept();
            peer.Read();
            peer.Write(System.Text.Encoding.ASCII.GetBytes(bytes));
        });
        ErrorRecord error = host.Fail(Connect, server.Port, ConnectedRunspace.Credential("fo"));
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        await part;
    }

    [Fact]
    public async Task Chat_that_overtakes_the_welcome_is_kept()
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        Task<ScriptedPeer> peer = Task.Run(() => Answer(server, "be: early", "* doc joined", "Welcome, fo!", "be: late"));
        ChatSession session = host.Run(Connect, server.Port, ConnectedRunspace.Credential("fo")).Single<ChatSession>();
        Assert.Equal("Welcome, fo!", session.Welcome);
        Assert.Equal(["early", "* doc joined", "late"], host.Run("Receive-ChatMessage -Wait -First 3").All<ChatMessage>().Select(m => m.Text));
        (await peer).Dispose();
    }

    [Fact]
    public async Task A_pattern_makes_messages_of_a_foreign_shape()
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        Task<ScriptedPeer> peer = Task.Run(() => Answer(server, "Welcome!", "be|hi", "be~psst"));
        host.Run("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -MessagePattern '^(?<sender>\\w+)\\|(?<text>.*)' -WhisperPattern '^(?<sender>\\w+)~(?<text>.*)'"
            .Replace("\\\\", "\\", StringComparison.Ordinal), server.Port, ConnectedRunspace.Credential("fo"));
        IReadOnlyList<ChatMessage> messages = host.Run("Receive-ChatMessage -Wait -First 2").All<ChatMessage>();
        Assert.Equal([("be", "hi", ChatMessageKind.Message), ("be", "psst", ChatMessageKind.Whisper)], messages.Select(m => (m.Sender!, m.Text, m.Kind)));
        (await peer).Dispose();
    }

    [Theory]
    [InlineData("no groups")]
    [InlineData("(?<sender>.*)")]
    public void A_pattern_without_the_two_groups_is_no_argument(string pattern)
    {
        using var host = new ModuleHost();
        ErrorRecord error = host.Fail("Connect-ChatServer 127.0.0.1 1 -Credential $args[0] -MessagePattern $args[1]", ConnectedRunspace.Credential("fo"), pattern);
        Assert.StartsWith("ParameterArgumentValidationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static ScriptedPeer Answer(ScriptedServer server, params string[] payloads)
    {
        ScriptedPeer peer = server.Accept();
        peer.Read();
        peer.Say(payloads);
        return peer;
    }
}
