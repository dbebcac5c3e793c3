using System.Net;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>What somebody in charge does to a running server.</summary>
public abstract class ServerControlTests(Readiness readiness) : ReadinessTests(readiness)
{
    [Fact]
    public void Clients_are_described()
    {
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        using RawClient silent = test.Connect();
        test.UntilClients(2);
        test.Advance(5);
        List<ChatClient> clients = Run(test, control => control.GetClients(test.Server));
        Assert.Equal(["fo", null], clients.Select(client => client.Name));
        Assert.All(clients, client => Assert.Equal((IPAddress.Loopback, TimeSpan.FromSeconds(5), 0, test.Server), (client.Address, client.Idle, client.Queued, client.Server)));
        Assert.Equal("11LOGIN fo pw".Length, clients[0].Received);
        Assert.Equal("22Welcome, fo! ChatPS 1".Length, clients[0].Sent);
        Assert.Equal(DateTime.Now, clients[0].Since, TimeSpan.FromMinutes(5));
        Assert.True(clients[0].Id < clients[1].Id);
        Assert.Equal("USERS 1: fo", fo.Ask("WHO"));
        Assert.Equal(TimeSpan.Zero, Run(test, control => control.GetClients(test.Server))[0].Idle);
    }

    [Fact]
    public void Who_is_kicked_is_told_why_and_the_others_stay()
    {
        using var test = new TestServer(Readiness, announcePresence: true);
        using RawClient be = test.LogIn("be");
        using RawClient fo = test.LogIn("fo");
        Assert.Equal("* fo joined", be.Read());
        string reason = string.Join(' ', Enumerable.Repeat("ä\U0001F600", 30));
        Assert.Equal(1, Run(test, control => control.Disconnect(peer => peer.Name == "fo", reason)));
        string told = Assert.Single(fo.ReadToEnd());
        Assert.StartsWith("NO - disconnected: ä\U0001F600 ä", told, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', told);
        Assert.Equal("* fo left", be.Read());
        Assert.Equal(0, Run(test, control => control.Disconnect(peer => peer.Name == "fo", "again")));
        Assert.Contains("Kicked fo: " + reason, ServerLogTests.Lines(test));
    }

    [Fact]
    public void A_notice_reaches_all_who_are_logged_in_in_frames()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        using RawClient silent = test.Connect();
        test.UntilClients(2);
        string long1 = string.Join(' ', Enumerable.Repeat("words", 33));
        test.Server.Notify("one\r\n\r\ntwo\u001b\n" + long1, TestContext.Current.CancellationToken);
        Assert.Equal(["* server: one", "* server: two␛"], fo.Read(2));
        string[] parts = fo.Read(3);
        Assert.All(parts, part => Assert.StartsWith("* server: words", part, StringComparison.Ordinal));
        Assert.Equal(long1, string.Join(' ', parts.Select(part => part["* server: ".Length..].Trim())));
        Assert.Equal(0, silent.Socket.Available);
        ChatException e = Assert.Throws<ChatException>(() => test.Server.Notify(" \n", TestContext.Current.CancellationToken));
        Assert.Equal(ChatFailure.EmptyText, e.Failure);
    }

    [Fact]
    public void A_name_that_is_banned_goes_and_comes_again_when_its_time_is_over()
    {
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        test.Server.Ban("FO", TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.Equal(["NO - disconnected: banned"], fo.ReadToEnd());
        using RawClient again = test.Connect();
        Assert.Equal("NO - banned", again.Ask("LOGIN Fo pw"));
        Assert.Equal("FO", Assert.Single(Run(test, control => control.GetBans())).NameOrAddress);
        test.Advance(120.1);
        using RawClient last = test.LogIn("Fo");
        Assert.Empty(Run(test, control => control.GetBans()));
        Assert.Equal(
            ["Banned FO: for 2 minutes", "Kicked fo: banned", "Refused Fo: banned", "Unbanned FO: its time is over"],
            ServerLogTests.Lines(test).Where(line => line.Contains("anned", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_address_that_is_banned_cannot_connect_until_it_is_unbanned()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        test.Server.Ban("::ffff:127.0.0.1", null, TestContext.Current.CancellationToken);
        Assert.Equal(["NO - disconnected: banned"], fo.ReadToEnd());
        using RawClient again = test.Connect();
        Assert.Equal(["NO - banned"], again.ReadToEnd());
        Assert.False(Run(test, control => control.Unban("127.0.0.2")));
        Assert.True(Run(test, control => control.Unban("127.0.0.1")));
        using RawClient last = test.LogIn("fo");
        Assert.Equal(["Banned", "Unbanned"], ServerLogTests.Lines(test).Where(line => line.EndsWith("anned", StringComparison.Ordinal) && !line.Contains(':', StringComparison.Ordinal)));
    }

    [Fact]
    public void Limits_and_logins_change_while_it_runs()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        test.Server.Change(new ServerChange { MaxClient = 1, MessagesPerSecond = 1 }, token);
        using RawClient refused = test.Connect();
        Assert.Equal(["NO - server is full"], refused.ReadToEnd());
        fo.Send("MSG 1", "MSG 2", "MSG 3");
        Assert.Equal(["fo: 1", "fo: 2"], fo.Read(2));
        test.UntilClients(1);
        Assert.Equal(0, fo.Socket.Available);
        test.Server.Change(new ServerChange { MaxClient = 10, MessagesPerSecond = 0, LoginTimeout = TimeSpan.FromSeconds(3), Logins = [TestServer.Login("be", "secret")] }, token);
        Assert.Equal("fo: 3", fo.Read());
        using RawClient be = test.Connect();
        Assert.Equal("NO - username/password pair does not exist", be.Ask("LOGIN be pw"));
        test.Advance(3.1);
        Assert.Equal(["NO - log in first"], be.ReadToEnd());
        using RawClient again = test.LogIn("be", "secret");
        Assert.Equal(
            ["Changed: MaxClient: 1", "Changed: MessagesPerSecond: 1", "Changed: MaxClient: 10", "Changed: MessagesPerSecond: 0", "Changed: LoginTimeout: 00:00:03", "Changed: Logins: 1"],
            ServerLogTests.Lines(test).Where(line => line.StartsWith("Changed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_server_that_has_ended_says_so_and_an_error_of_a_command_is_its_callers()
    {
        ChatServer server;
        using (var test = new TestServer(Readiness))
        {
            server = test.Server;
            Assert.Throws<InvalidOperationException>(() => Run<int>(test, _ => throw new InvalidOperationException()));
            using RawClient fo = test.LogIn("fo");
        }

        ChatException e = Assert.Throws<ChatException>(() => server.Run(control => control.GetBans(), TestContext.Current.CancellationToken));
        Assert.Equal(ChatFailure.ServerEnded, e.Failure);
        Assert.True(server.WaitForEnd(0));
    }

    [Fact]
    public async Task A_server_that_ends_before_it_comes_to_a_command_says_so()
    {
        using var isHeld = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var cancelled = new CancellationTokenSource();
        ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, CreateReadinessSet = Factory(Readiness) });
        Task<bool> holding = Task.Run(() => server.Run(
            _ =>
            {
                isHeld.Set();
                return go.Wait(RawClient.Patience);
            },
            CancellationToken.None));
        Assert.True(isHeld.Wait(RawClient.Patience));
        Task<Exception?> waiting = Task.Run(() => Record.Exception(() => server.Run(control => control.GetBans(), CancellationToken.None)));
        Task<Exception?> givingUp = Task.Run(() => Record.Exception(() => server.Run(control => control.GetBans(), cancelled.Token)));
        Task<Exception?> stopping = Task.Run(() => Record.Exception(server.Stop));
        await cancelled.CancelAsync();
        Assert.IsType<OperationCanceledException>(await givingUp, exactMatch: false);
        RawClient.Until(() => server.IsStopping, "the stop");
        go.Set();
        Assert.True(await holding);
        Assert.Null(await stopping);
        Assert.Equal(ChatFailure.ServerEnded, Assert.IsType<ChatException>(await waiting).Failure);
    }

    private static T Run<T>(TestServer test, Func<ServerControl, T> command) => test.Server.Run(command, TestContext.Current.CancellationToken);
}

public sealed class ServerControlTestsWithSelect() : ServerControlTests(Readiness.Select);

public sealed class ServerControlTestsWithEpoll() : ServerControlTests(Readiness.Epoll);
