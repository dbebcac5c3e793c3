using System.Text.Json;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>What a server remembers of what happened, exactly and in order.</summary>
public abstract class ServerLogTests(Readiness readiness) : ReadinessTests(readiness)
{
    [Fact]
    public void Who_comes_logs_in_is_refused_and_goes_is_told()
    {
        using var test = new TestServer(Readiness, logins: ["fo secret"]);
        using (RawClient fo = test.Connect())
        {
            Assert.StartsWith("NO", fo.Ask("LOGIN fo wrong"), StringComparison.Ordinal);
            Assert.StartsWith("Welcome", fo.Ask("LOGIN fo secret"), StringComparison.Ordinal);
        }

        test.UntilClients(0);
        Assert.Equal(
            ["Started", "Came", "Refused fo: username/password pair does not exist", "LoggedIn fo", "Left fo"],
            Lines(test));
    }

    [Fact]
    public void Who_is_closed_is_told_with_the_reason()
    {
        using var test = new TestServer(Readiness, maxClient: 2, logins: ["fo secret", "be secret"], stoppedClock: true);
        using RawClient garbage = test.Connect();
        garbage.SendBytes("xx");
        garbage.ReadToEnd();
        using RawClient ghost = test.LogIn("fo", "secret");
        using RawClient again = test.LogIn("FO", "secret");
        ghost.ReadToEnd();
        using RawClient guesser = test.Connect();
        guesser.Send("LOGIN fo 1", "LOGIN fo 2", "LOGIN fo 3");
        guesser.ReadToEnd();
        using RawClient silent = test.Connect();
        test.UntilClients(2);
        using RawClient be = test.LogIn("be", "secret");
        Assert.Equal(["NO - server is full"], silent.ReadToEnd());
        using RawClient last = test.Connect();
        Assert.Equal(["NO - server is full"], last.ReadToEnd());
        string refused = "Refused fo: username/password pair does not exist";
        Assert.Equal(
            [
                "Started", "Came", "Dropped: not understood", "Came", "LoggedIn fo", "Came", "LoggedIn FO", "Dropped fo: logged in elsewhere",
                "Came", refused, refused, refused, "Dropped: it has not logged in after several tries", "Came",
                "Dropped: server is full", "Came", "LoggedIn be", "Refused: server is full",
            ],
            Lines(test));
    }

    [Fact]
    public void Everybody_who_came_has_an_end_when_the_server_stops()
    {
        ChatServer server;
        using (var test = new TestServer(Readiness))
        {
            server = test.Server;
            _ = test.LogIn("fo");
        }

        Assert.Equal(["Started", "Came", "LoggedIn fo", "Dropped fo: the server stops", "Stopped"], Lines(server.Log));
    }

    [Fact]
    public void A_silent_peer_and_one_that_does_not_read_are_told_apart()
    {
        using var test = new TestServer(Readiness, stoppedClock: true, littleRoom: true);
        using RawClient deaf = test.LogIn("deaf", receiveBuffer: 4096);
        using RawClient fo = test.LogIn("fo");
        using RawClient silent = test.Connect();
        test.UntilClients(3);
        Talk.Flood(fo, "fo", 60_000);
        test.Advance(60.1);
        test.UntilGone("deaf");
        silent.ReadToEnd();
        Assert.Equal(["Dropped deaf: it does not read", "Dropped: log in first"], Lines(test).Where(line => line.StartsWith("Dropped", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void What_is_said_is_recorded_only_where_somebody_asked_for_it_and_whispers_never()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        fo.Ask("MSG before");
        test.Server.Log.BeginMessages();
        fo.Ask("MSG now \u001b[31m");
        fo.Send("W fo psst");
        fo.Read(2);
        test.Server.Log.EndMessages();
        fo.Ask("MSG after");
        Assert.Equal("Said fo: now ␛[31m", Assert.Single(Lines(test), line => line.StartsWith("Said", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_file_has_every_event_as_a_line_of_json_and_no_password()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "log.json");
        File.WriteAllText(path, "{\"kept\":1}\n");
        using (ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, CreateReadinessSet = Factory(Readiness), LogPath = path, Logins = [TestServer.Login("fo", "Secret4711")] }))
        {
            using RawClient fo = RawClient.LogIn(server, "fo", "Secret4711");
            using RawClient evil = RawClient.Connect(server);
            evil.Ask("LOGIN \"\\\u001b[31m\u202e Secret4712");
            RawClient.Until(() => File.ReadAllText(path).Contains("alphanumeric", StringComparison.Ordinal), "the line, before the server stops");
            server.Stop();
            Assert.Null(server.LastError);
        }

        string[] lines = File.ReadAllLines(path);
        Assert.Equal("{\"kept\":1}", lines[0]);
        JsonElement[] events = [.. lines.Skip(1).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(
            ["Started", "Came", "LoggedIn", "Came", "Refused", "Dropped", "Dropped", "Stopped"],
            events.Select(happened => happened.GetProperty("event").GetString()));
        Assert.Equal("fo", events[2].GetProperty("name").GetString());
        Assert.Equal("127.0.0.1", events[2].GetProperty("address").GetString());
        Assert.Equal("\"\\␛[31m\ufffd", events[4].GetProperty("name").GetString());
        Assert.Equal(DateTime.Now, events[0].GetProperty("time").GetDateTime(), TimeSpan.FromMinutes(5));
        Assert.DoesNotContain("Secret", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_cannot_be_written_is_an_error_and_leaves_no_server()
    {
        var options = new ServerOptions { Port = 0, LogPath = Path.Combine(Path.GetTempPath(), "no such folder", "log.json") };
        ChatException e = Assert.Throws<ChatException>(() => ChatServer.Start(options));
        Assert.Equal(ChatFailure.FileNotUsable, e.Failure);
    }

    internal static string[] Lines(TestServer test) => Lines(test.Server.Log);

    // Without times, addresses, and the address of the server.
    internal static string[] Lines(ServerLog log)
    {
        var lines = new List<string>();
        for (long place = 0; log.Read(ref place) is { Count: > 0 } events;)
        {
            lines.AddRange(events.Select(happened => happened.Event + (happened.Name is null ? "" : " " + happened.Name)
                + (happened.Reason is null || happened.Event == ChatServerEventKind.Started ? "" : ": " + happened.Reason)));
        }

        return [.. lines];
    }
}

public sealed class ServerLogTestsWithSelect() : ServerLogTests(Readiness.Select);

public sealed class ServerLogTestsWithEpoll() : ServerLogTests(Readiness.Epoll);
