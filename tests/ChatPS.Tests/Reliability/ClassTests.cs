using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ChatPS.Server;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>A class that comes, talks and goes: the log has exactly what its clients did.</summary>
[Collection(Alone.Name)]
public sealed class ClassTests
{
    private readonly ConcurrentBag<string> _expected = [];
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "log.json");

    [Fact]
    public async Task The_log_of_a_class_with_churn_is_complete_and_exact()
    {
        int places = LongRun.Pick(30, 300);
        TimeSpan length = LongRun.Pick(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));
        using var over = new CancellationTokenSource(length);
        ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, LogPath = _path, LogMessages = true, History = 20, Motd = "Be kind." });
        Task[] students = [.. Enumerable.Range(0, places).Select(place => Task.Factory.StartNew(
            () => Attend(server, place, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        await Task.WhenAll(students);
        RawClient.Until(() => server.ClientCount == 0, "the end of all");
        server.Stop();
        Assert.Null(server.LastError);
        string[] found = [.. File.ReadLines(_path).Select(Describe)];
        Assert.Equal(("Started", "Stopped"), (found[0], found[^1]));
        Assert.True(_expected.Count > 10 * places);
        Assert.Equal(_expected.Order(StringComparer.Ordinal), found[1..^1].Order(StringComparer.Ordinal));
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
        LongRun.Report($"class of {places} for {length.TotalSeconds:0} s: {found.Length:N0} lines of the log, each what a client did, and none missing");
    }

    // One seat of the class: student after student.
    private void Attend(ChatServer server, int place, CancellationToken over)
    {
        for (int i = 0; !over.IsCancellationRequested; i++)
        {
            string name = $"s{place}x{i}";
            using RawClient client = RawClient.Connect(IPAddress.Loopback, server.Port);
            _expected.Add("Came");
            if (i % 3 == 0)
                Fail(client, name);
            client.Send($"LOGIN {name} pw");
            while (client.Read() != $"Welcome, {name}! ChatPS 1")
            {
            }

            _expected.Add($"LoggedIn {name}");
            for (int said = 0; said < 3; said++)
                Say(client, name, $"{said} of {i}");
            Leave(client, name, server, i % 4);
        }
    }

    private void Fail(RawClient client, string name)
    {
        client.Send($"LOGIN {name} p:w");
        Assert.StartsWith("NO - ", client.Read(), StringComparison.Ordinal);
        _expected.Add($"Refused {name}: username and password must be alphanumeric");
    }

    private void Say(RawClient client, string name, string text)
    {
        client.Send("MSG " + text);
        while (client.Read() != $"{name}: {text}")
        {
        }

        _expected.Add($"Said {name}: {text}");
    }

    private void Leave(RawClient client, string name, ChatServer server, int how)
    {
        switch (how)
        {
            case 0:
                client.SendBytes("xx");
                client.ReadToEnd();
                _expected.Add($"Dropped {name}: not understood");
                break;
            case 1:
                server.Run(control => control.Disconnect(peer => peer.Name == name, "next, please"), CancellationToken.None);
                Assert.Equal("NO - disconnected: next, please", client.ReadToEnd()[^1]);
                _expected.Add($"Kicked {name}: next, please");
                break;
            case 2:
                client.Reset();
                _expected.Add($"Left {name}: the connection was lost");
                break;
            default:
                client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                client.ReadToEnd();
                _expected.Add($"Left {name}");
                break;
        }
    }

    private static string Describe(string line)
    {
        JsonElement happened = JsonDocument.Parse(line).RootElement;
        string kind = happened.GetProperty("event").GetString()!;
        if (kind == "Started")
            return kind;
        string? name = happened.GetProperty("name").GetString();
        string? reason = happened.GetProperty("reason").GetString();
        return kind + (name is null ? "" : " " + name) + (reason is null ? "" : ": " + reason);
    }
}
