using System.Diagnostics;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>Many clients for long, a part of them coming and going: nothing is lost, and memory stays where it is.</summary>
[Collection(Alone.Name)]
public sealed class SoakTests
{
    private const double MostBytesAnHour = 1024 * 1024;

    // In seconds a slope is noise; what every message or guest leaves behind is not.
    private const long MostBytesInShort = 1024 * 1024;
    private const int FewestSamples = 10;

    private readonly List<(double Hours, long Bytes)> _samples = [];

    [Fact]
    public void Nothing_is_lost_and_memory_stays_flat()
    {
        int clients = LongRun.Pick(20, 200);
        TimeSpan length = LongRun.Pick(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(LongRun.SoakMinutes));
        using var test = new TestServer(announcePresence: true);
        RecordingClient[] recorders = [.. Enumerable.Range(0, clients).Select(i => RecordingClient.LogIn(test.Server, "u" + i))];
        int said = 0;
        int guests = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < length || _samples.Count < FewestSamples)
        {
            Array.ForEach(recorders, recorder => recorder.Say(1));
            said++;
            for (int i = 0; i < 4; i++, guests++)
                Visit(test, "guest" + (guests % 7));
            recorders[said % clients].AwaitAll("u0", said);
            if (IsDue(clock.Elapsed, length))
                Sample(clock.Elapsed, recorders, said);
            Array.ForEach(recorders, recorder => recorder.AssertSound());
            Thread.Sleep(LongRun.Pick(0, 900));
        }

        foreach (RecordingClient recorder in recorders)
        {
            for (int i = 0; i < clients; i++)
                recorder.AwaitAll("u" + i, said);
        }

        Report($"soak of {clock.Elapsed.TotalMinutes:0.0} min: {clients} clients, {guests:N0} guests, {(long)said * clients * clients:N0} deliveries, none lost");
        Array.ForEach(recorders, recorder => recorder.Dispose());
    }

    private static void Visit(TestServer test, string name)
    {
        using RawClient guest = test.LogIn(name);
        guest.Send("MSG hello");
        guest.Reset();
        test.UntilGone(name);
    }

    // A quarter of the time to warm up; then a sample every ten seconds, in the short run every tenth of one.
    private bool IsDue(TimeSpan now, TimeSpan length) =>
        now >= length / 4 && (_samples.Count == 0 || now.TotalHours - _samples[^1].Hours >= LongRun.Pick(0.1, 10.0) / 3600);

    // When all is said and heard: what is on its way is not what stays.
    private void Sample(TimeSpan now, RecordingClient[] recorders, int said)
    {
        foreach (RecordingClient recorder in recorders)
        {
            foreach (RecordingClient speaker in recorders)
                recorder.AwaitAll(speaker.Name, said);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        _samples.Add((now.TotalHours, GC.GetTotalMemory(forceFullCollection: true)));
    }

    private void Report(string what)
    {
        double slope = Slope();
        LongRun.Report($"{what}; heap {_samples[0].Bytes / 1024:N0} -> {_samples[^1].Bytes / 1024:N0} KiB, slope {slope / 1024:N0} KiB an hour over {_samples.Count} samples; working set {Environment.WorkingSet / 1024 / 1024} MiB");
        if (LongRun.IsOn)
            Assert.True(slope <= MostBytesAnHour, $"Memory grows by {slope / 1024:N0} KiB an hour.");
        else
            Assert.InRange(Growth(), long.MinValue, MostBytesInShort);
    }

    // The least of either half: what is allocated for a moment is in neither.
    private long Growth() => Least(_samples[(_samples.Count / 2)..]) - Least(_samples[..(_samples.Count / 2)]);

    private static long Least(List<(double Hours, long Bytes)> samples) => samples.Min(sample => sample.Bytes);

    // Least squares.
    private double Slope()
    {
        double hours = _samples.Average(sample => sample.Hours);
        double bytes = _samples.Average(sample => sample.Bytes);
        return _samples.Sum(sample => (sample.Hours - hours) * (sample.Bytes - bytes)) / _samples.Sum(sample => Math.Pow(sample.Hours - hours, 2));
    }
}
