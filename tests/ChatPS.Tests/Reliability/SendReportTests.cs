using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Tests.Commands;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>What senders are told, held against what the server has seen.</summary>
public sealed class SendReportTests
{
    [Fact]
    public void A_session_that_sends_very_much_and_never_receives_is_still_confirmed_everything()
    {
        int own = LongRun.Pick(5000, 150_000);
        int others = LongRun.Pick(105_000, 120_000);
        using var server = new TestServer();
        using var host = new ModuleHost();
        using ChatSession session = Sessions.Connect(server.Server.Port);
        Assert.Empty(host.Run("1..$args[1] | Send-ChatMessage -Session $args[0]", session, own).Errors);
        Assert.Equal("one", host.Run("Send-ChatMessage one -PassThru -Session $args[0]", session).Single<ChatMessage>().Text);
        Assert.Equal(0, session.DroppedCount);
        using (RecordingClient be = RecordingClient.LogIn(server.Server, "be"))
        {
            be.Say(others);
            Until(() => session.DroppedCount == others - ClientLimits.InboxCapacity, () => $"{session.DroppedCount} dropped");
            Assert.Equal("two", host.Run("Send-ChatMessage two -PassThru -Session $args[0]", session).Single<ChatMessage>().Text);
        }

        Assert.Equal((others - ClientLimits.InboxCapacity, 0), (session.DroppedCount, session.UnconfirmedCount));
        ChatMessage[] first = [.. host.Run("Receive-ChatMessage -First 2 -Session $args[0]", session).All<ChatMessage>()];
        Assert.Equal($"{others - ClientLimits.InboxCapacity} messages were dropped here: nobody received them, and {ClientLimits.InboxCapacity} are kept.", first[0].Text);
        Assert.Equal((others - ClientLimits.InboxCapacity).ToString(), first[1].Text);
    }

    [Fact]
    public void A_session_that_sits_idle_in_a_busy_room_is_not_thrown_out()
    {
        int said = LongRun.Pick(50_000, 500_000);
        using var server = new TestServer(messagesPerSecond: 0);
        using ChatSession session = Sessions.Connect(server.Server.Port);
        using RecordingClient be = RecordingClient.LogIn(server.Server, "be");
        be.Say(said);
        Until(() => session.UnreadCount + session.DroppedCount == said, () => $"{session.State}: {session.UnreadCount} and {session.DroppedCount} of {said}. {session.Reason}");
        Assert.Equal(ChatSessionState.Opened, session.State);
    }

    [Fact]
    public async Task Texts_of_two_runspaces_are_confirmed_or_in_one_error_while_others_receive_and_disconnect()
    {
        var running = Stopwatch.StartNew();
        var random = new Random(11);
        using var server = new TestServer(messagesPerSecond: 0);
        using var log = new HeardTexts(server.Server);
        using ModuleHost first = new(), second = new(), receiver = new(), closer = new();
        int round = 0;
        do
        {
            using ChatSession session = Sessions.Connect(server.Server.Port);
            string[][] texts = [Texts(round, "a"), Texts(round, "b")];
            Task<ScriptResult> receiving = Task.Run(() => receiver.Run("Receive-ChatMessage -Wait -Session $args[0] | ForEach-Object { }", session));
            Task<ScriptResult>[] sending =
            [
                Task.Run(() => first.Run("$args[1] | Send-ChatMessage -Session $args[0]", session, texts[0])),
                Task.Run(() => second.Run("$args[1] | Send-ChatMessage -Session $args[0]", session, texts[1])),
            ];
            log.UntilHeard($"{round} ");
            await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
            ScriptResult closing = await Task.Run(() => closer.Run("Disconnect-ChatServer $args[0] -TimeoutSec $args[1]", session, 0.001 + (random.NextDouble() / 5)));
            ScriptResult[] sent = await Task.WhenAll(sending);
            await receiving;
            for (int i = 0; i < 2; i++)
                AssertEachIsToldOnce(texts[i], [.. sent[i].Errors, .. closing.Errors], log);
            round++;
        }
        while (running.Elapsed < LongRun.Pick(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)));
        LongRun.Report($"two senders, a receiver and a disconnect: {round} sessions, every text told once");
    }

    private static string[] Texts(int round, string sender) => [.. Enumerable.Range(0, 20_000).Select(i => $"{round} {sender} {i}")];

    private static void AssertEachIsToldOnce(string[] texts, ErrorRecord[] errors, HeardTexts log)
    {
        string[] reported = [.. errors.Select(error => error.TargetObject).OfType<string[]>().SelectMany(target => target).Intersect(texts, StringComparer.Ordinal)];
        string[] all = [.. errors.Select(error => error.TargetObject).OfType<string[]>().SelectMany(target => target)];
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
        foreach (string confirmed in texts.Except(reported, StringComparer.Ordinal))
            Assert.True(log.Count(confirmed) == 1, $"'{confirmed}' is in no error and was heard {log.Count(confirmed)} times.");
    }

    private static void Until(Func<bool> condition, Func<string> what)
    {
        Deadline deadline = Deadline.After(Sessions.Patience);
        while (!condition())
        {
            Assert.False(deadline.HasPassed, what());
            Thread.Sleep(2);
        }
    }

    // What the server has sent on, as somebody else in the room sees it.
    private sealed class HeardTexts : IDisposable
    {
        private readonly RawClient _client;
        private readonly ConcurrentDictionary<string, int> _heard = new(StringComparer.Ordinal);
        private readonly Thread _reader;
        private volatile string _last = "";

        public HeardTexts(ChatServer server)
        {
            _client = RawClient.LogIn(server, "log");
            _client.Socket.ReceiveTimeout = 0;
            _reader = new Thread(Read) { IsBackground = true };
            _reader.Start();
        }

        public int Count(string text)
        {
            // It is sent to all at once, but this thread may be behind.
            Deadline deadline = Deadline.After(TimeSpan.FromSeconds(5));
            while (!_heard.ContainsKey(text) && !deadline.HasPassed)
                Thread.Sleep(1);
            return _heard.GetValueOrDefault(text);
        }

        public void UntilHeard(string start) => Until(() => _last.StartsWith(start, StringComparison.Ordinal), () => "nothing of round " + start);

        public void Dispose()
        {
            _client.Dispose();
            _reader.Join();
        }

        private void Read()
        {
            try
            {
                while (true)
                {
                    string text = _client.Read()["fo: ".Length..];
                    _heard.AddOrUpdate(text, 1, static (_, count) => count + 1);
                    _last = text;
                }
            }
            catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                // The test has ended.
            }
        }
    }
}
