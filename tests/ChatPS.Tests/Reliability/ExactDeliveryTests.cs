using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>Each gets all, in order, none twice, and all in the same order, while others come and go.</summary>
public sealed class ExactDeliveryTests
{
    [Fact]
    public async Task Everybody_hears_everything_in_the_same_order_while_peers_come_and_go()
    {
        int senders = LongRun.Pick(4, 16);
        int listeners = LongRun.Pick(6, 48);
        int each = LongRun.Pick(2_000, 20_000);
        using var test = new TestServer(announcePresence: true);
        RecordingClient[] clients = LogInAll(test, senders + listeners);
        using var over = new CancellationTokenSource();
        Task<int> churn = Task.Run(() => ComeAndGo(test, over.Token));
        await Task.WhenAll(clients.Take(senders).Select(client => ScriptedServer.Run(() => client.Say(each))));
        foreach (RecordingClient client in clients)
        {
            for (int i = 0; i < senders; i++)
                client.AwaitAll("u" + i, each);
        }

        await over.CancelAsync();
        int guests = await churn;
        test.UntilClients(clients.Length);
        AssertSameOrder(clients, each);
        LongRun.Report($"exact delivery: {senders} senders x {clients.Length} receivers x {each:N0} messages, {guests} guests came and went");
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public async Task Who_outruns_its_own_echo_is_slowed_and_loses_nothing()
    {
        const int Count = 100_000;
        using var test = new TestServer();
        using RawClient fast = test.LogIn("fast", receiveBuffer: 4096);
        using RawClient fo = test.LogIn("fo");
        long sent = 0;
        string padding = new('x', 80);
        Task sending = ScriptedServer.Run(() =>
        {
            for (int i = 0; i < Count; i += 100, Volatile.Write(ref sent, i))
                fast.SendBytes(RawClient.Frames([.. Enumerable.Range(i, 100).Select(n => $"W fast {padding[..60]}{n}")]));
        });
        AwaitStandstill(fo, () => Volatile.Read(ref sent));
        Assert.InRange(Volatile.Read(ref sent), 1, Count - 1);
        for (int i = 0; i < Count; i++)
        {
            Assert.EndsWith("x" + i, fast.Read(), StringComparison.Ordinal);
            Assert.Equal("OK - whispered to fast", fast.Read());
        }

        await sending;
        Assert.Equal("fast: still here", fast.Ask("MSG still here"));
    }

    [Fact]
    public async Task A_reader_in_step_gets_all_of_a_hundred_thousand()
    {
        const int Count = 100_000;
        using var test = new TestServer();
        using ChatSession reader = Sessions.Connect(test.Server.Port, "reader");
        using RecordingClient speaker = RecordingClient.LogIn(test.Server, "speaker");
        Task speaking = ScriptedServer.Run(() => speaker.Say(Count));
        string[] texts = [.. reader.Receive(Count).Select(message => message.Text)];
        await speaking;
        Assert.Equal(Enumerable.Range(0, Count).Select(i => i.ToString()), texts);
    }

    // Asking takes a turn of the server, so nothing is measured by the clock.
    private static void AwaitStandstill(RawClient other, Func<long> progress)
    {
        long last = -1;
        for (int still = 0; still < 300;)
        {
            Assert.Equal("NO - no such user: x", other.Ask("W x x"));
            still = progress() == last ? still + 1 : 0;
            last = progress();
        }
    }

    // Those who came first heard the others come: the orders are comparable from here on.
    private static RecordingClient[] LogInAll(TestServer test, int count)
    {
        RecordingClient[] clients = [.. Enumerable.Range(0, count).Select(i => RecordingClient.LogIn(test.Server, "u" + i))];
        for (int i = 0; i < count; i++)
            clients[i].BeginOrder(heard: count - 1 - i);
        return clients;
    }

    private static int ComeAndGo(TestServer test, CancellationToken over)
    {
        int count = 0;
        for (; !over.IsCancellationRequested && count < 10_000; count++)
        {
            using RawClient guest = test.LogIn("guest" + (count % 3));
            guest.Send("MSG hello");
            if (count % 2 == 0)
                guest.Reset();
            else
                guest.Dispose();
            test.UntilGone("guest" + (count % 3));
        }

        return count;
    }

    private static void AssertSameOrder(RecordingClient[] clients, int said)
    {
        clients[0].Say(1);
        foreach (RecordingClient client in clients)
            client.AwaitAll(clients[0].Name, said + 1);
        Assert.Single(clients.Select(client => client.Order).Distinct());
    }
}
