using System.Diagnostics;
using System.Net.Sockets;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>As fast as a socket takes, against the limit.</summary>
[Collection(Alone.Name)]
public sealed class FloodTests
{
    private const int Rate = 5;

    [Fact]
    public async Task A_flood_gets_no_more_than_its_rate_and_takes_no_memory()
    {
        const int Seconds = 20;
        using var test = new TestServer(messagesPerSecond: Rate, stoppedClock: !LongRun.IsOn);
        using RawClient flood = test.LogIn("flood");
        using RawClient be = test.LogIn("be");
        ProcessMetrics before = ProcessMetrics.Take();
        using var over = new CancellationTokenSource();
        Task<long> flooding = Task.Run(() => Flood(flood, over.Token));

        // From here on the flood is there.
        int heard = be.Read(2 * Rate).Count(payload => payload == "flood: spam");
        var clock = Stopwatch.StartNew();
        for (int second = 1; second <= Seconds; second++)
        {
            if (LongRun.IsOn)
                await Task.Delay(TimeSpan.FromSeconds(second) - clock.Elapsed, TestContext.Current.CancellationToken);
            else
                test.Advance(1);
            heard += HearUntilOwn(be, "MSG " + second, "be: " + second);
        }

        double allowed = (2 * Rate) + (Rate * (LongRun.IsOn ? clock.Elapsed.TotalSeconds : Seconds));
        await over.CancelAsync();
        long sent = await flooding;
        Assert.InRange(heard, 2 * Rate, allowed);
        before.AssertBack("a flood of 20 s");
        LongRun.Report($"flood: the socket took {sent:N0} messages in {clock.Elapsed.TotalSeconds:0} s, {heard} were delivered of {allowed:0} allowed; the other was served each second");
    }

    [Fact]
    public void Silent_peers_are_gone_after_twenty_seconds_by_the_clock_on_the_wall()
    {
        using var test = new TestServer(stoppedClock: !LongRun.IsOn);
        RawClient[] silent = [.. Enumerable.Range(0, LongRun.Pick(50, 1000)).Select(_ => test.Connect())];
        test.UntilClients(silent.Length);
        var clock = Stopwatch.StartNew();
        if (!LongRun.IsOn)
            test.Advance(19.9);
        while (LongRun.IsOn && clock.Elapsed < TimeSpan.FromSeconds(18))
            Thread.Sleep(100);
        Assert.Equal(silent.Length, test.Server.ClientCount);
        if (!LongRun.IsOn)
            test.Advance(0.1);
        test.UntilClients(0);
        LongRun.Report($"{silent.Length} silent peers gone after {clock.Elapsed.TotalSeconds:0.0} s (short: of a clock moved by hand)");
        if (LongRun.IsOn)
            Assert.InRange(clock.Elapsed.TotalSeconds, 18, 22);
        Assert.All(silent, peer => Assert.Equal(["NO - log in first"], peer.ReadToEnd()));
        Array.ForEach(silent, peer => peer.Dispose());
    }

    // Reads its own echoes too, so that nothing but the limit slows it.
    private static long Flood(RawClient flood, CancellationToken over)
    {
        byte[] frames = RawClient.Frames([.. Enumerable.Repeat("MSG spam", 200)]);
        var echoes = new byte[64 * 1024];
        flood.Socket.Blocking = false;
        long sent = 0;
        while (!over.IsCancellationRequested)
        {
            int at = (int)(sent % frames.Length);
            sent += flood.Socket.Send(frames, at, frames.Length - at, SocketFlags.None, out SocketError error);
            flood.Socket.Receive(echoes, 0, echoes.Length, SocketFlags.None, out _);
            if (error == SocketError.WouldBlock)
                over.WaitHandle.WaitOne(1);
        }

        return sent / (frames.Length / 200);
    }

    private static int HearUntilOwn(RawClient be, string said, string own)
    {
        be.Send(said);
        int others = 0;
        for (string heard = be.Read(); heard != own; heard = be.Read())
        {
            Assert.Equal("flood: spam", heard);
            others++;
        }

        return others;
    }
}
