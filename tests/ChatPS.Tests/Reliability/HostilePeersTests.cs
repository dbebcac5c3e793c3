using System.Net.Sockets;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>Crowds of peers that do what they should not, beside healthy ones that hear everything; in the end nothing is left of them.</summary>
[Collection(Alone.Name)]
public sealed class HostilePeersTests
{
    // Far from what is measured (the ratio is near 1), and far from a server that waits for somebody.
    private const double MostTimesSlower = 20;
    private const double AnyMachineMilliseconds = 250;

    private static readonly int s_crowd = LongRun.Pick(60, 1000);

    [Fact]
    public void Silent_and_dribbling_peers() => AmongHealthy("silent and dribbling", s_crowd, (test, i) =>
    {
        RawClient peer = test.Connect();
        if (i % 2 == 1)
            peer.SendBytes("11LOGIN "[..(1 + (i % 8))]);
        return peer;
    }, beside: s_crowd);

    [Fact]
    public void Stalled_peers_are_half_of_all()
    {
        int half = LongRun.Pick(10, 100);
        AmongHealthy("stalled, of twice as many", half, (test, i) => test.LogIn("stalled" + i, receiveBuffer: 4096),
            beside: (2 * half) - HealthyClients.Count, companions: half - HealthyClients.Count, before: healthy => healthy.Talk(400, padding: 80));
    }

    [Fact]
    public void Resets_at_each_state_of_the_protocol() => AmongHealthy("resets", s_crowd, (test, i) =>
    {
        string[] sent = ["", "1", "11", "11LOGI", $"14LOGIN r{i:0000} pw", $"14LOGIN r{i:0000} pw03W", $"14LOGIN r{i:0000} pw03WHO", "xx"];
        RawClient peer = test.Connect();
        peer.SendBytes(sent[i % sent.Length]);
        if (i % 3 == 0)
            RawClient.Until(() => peer.Socket.Available > 0 || i % sent.Length < 4, "an answer");
        peer.Reset();
        return peer;
    });

    [Fact]
    public void Streams_that_end_in_the_middle_of_a_frame() => AmongHealthy("ends in mid-frame", s_crowd, (test, i) =>
    {
        string[] sent = ["0", "05", "05MSG", "99MSG x"];
        RawClient peer = test.LogIn("cut" + i);
        peer.SendBytes(sent[i % sent.Length]);
        peer.Socket.Shutdown(SocketShutdown.Send);
        return peer;
    });

    [Fact]
    public void Half_closed_peers() => AmongHealthy("half closed", s_crowd, (test, i) =>
    {
        RawClient peer = test.LogIn("half" + i);
        peer.Socket.Shutdown(i % 2 == 0 ? SocketShutdown.Send : SocketShutdown.Receive);
        return peer;
    }, beside: s_crowd);

    [Fact]
    public void Peers_that_come_and_go() => AmongHealthy("connect and disconnect", LongRun.Pick(500, 10_000), (test, i) =>
    {
        RawClient peer = i % 2 == 0 ? test.Connect() : test.LogIn("guest" + i);
        if (i % 5 == 0)
            peer.Reset();
        peer.Dispose();
        return peer;
    });

    [Fact]
    public void Sessions_of_the_client_that_come_and_go()
    {
        using var test = new TestServer();
        Visit(test, 10);
        ProcessMetrics before = ProcessMetrics.Take();
        Visit(test, LongRun.Pick(200, 5_000));
        test.UntilClients(0);
        before.AssertBack("client sessions");
    }

    private static void Visit(TestServer test, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using ChatSession session = Sessions.Connect(test.Server.Port, "guest" + i);
            session.Say("hello", Sessions.Call());
        }
    }

    /// <param name="what">For the report.</param>
    /// <param name="count">How many misbehave.</param>
    /// <param name="misbehave">Makes one of them.</param>
    /// <param name="beside">How many that behave are there for comparison.</param>
    /// <param name="companions">How many that behave stay while the others misbehave.</param>
    /// <param name="before">What is done before it is measured.</param>
    private static void AmongHealthy(
        string what, int count, Func<TestServer, int, RawClient> misbehave, int beside = 0, int companions = 0, Action<HealthyClients>? before = null)
    {
        int rounds = LongRun.Pick(200, 2000);
        using var test = new TestServer(littleRoom: true);
        using var healthy = new HealthyClients(test);
        double alone = healthy.P99(rounds, []);
        ProcessMetrics metrics = ProcessMetrics.Take();
        double behaved = beside > 0 ? P99BesideListeners(test, healthy, beside, rounds) : alone;
        double among = P99Among(test, healthy, count, misbehave, companions, before, rounds);
        test.UntilClients(HealthyClients.Count);
        metrics.AssertBack($"{count:N0} {what}");
        LongRun.Report($"{what}: p99 of a message to {HealthyClients.Count} healthy peers {alone:0.00} ms alone, {behaved:0.00} ms beside {beside:N0} that behave, {among:0.00} ms among {count:N0}");
        double most = (MostTimesSlower * Math.Max(alone, behaved)) + AnyMachineMilliseconds;
        Assert.True(among <= most, $"With {count} {what}, 1 of 100 messages took {among:0} ms and more: {most:0} are allowed.");
    }

    private static double P99BesideListeners(TestServer test, HealthyClients healthy, int count, int rounds)
    {
        RawClient[] listeners = LogIn(test, count);
        double p99 = healthy.P99(rounds, listeners);
        Array.ForEach(listeners, listener => listener.Dispose());
        test.UntilClients(HealthyClients.Count);
        return p99;
    }

    // On its own, so that nothing of the crowd is left when it returns.
    private static double P99Among(
        TestServer test, HealthyClients healthy, int count, Func<TestServer, int, RawClient> misbehave, int companions, Action<HealthyClients>? before, int rounds)
    {
        RawClient[] reading = LogIn(test, companions);
        var crowd = new List<RawClient>(reading);
        for (int i = 0; i < count; i++)
        {
            crowd.Add(misbehave(test, i));
            if (i % 5 == 0)
                healthy.Talk(1);
        }

        before?.Invoke(healthy);
        double p99 = healthy.P99(rounds, reading);
        crowd.ForEach(peer => peer.Dispose());
        return p99;
    }

    private static RawClient[] LogIn(TestServer test, int count) =>
        [.. Enumerable.Range(0, count).Select(i => test.LogIn("listener" + i))];
}
