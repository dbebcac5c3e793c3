using System.Globalization;

namespace ChatPS.Benchmarks;

/// <summary>How cost grows with the number of things: fan-out, receiving, WHO. tools/plots.py draws what this writes.</summary>
internal static class GrowthBenchmark
{
    private const int Runs = 3;
    private const long OutgoingFrames = 500_000;

    public static void Run(string[] arguments)
    {
        var lines = new List<string> { "series,x,y" };
        void Add(string series, int x, double y)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{series},{x},{y:0.######}"));
            Figures.Row(series, x, y);
        }

        Figures.Heading("Growth (growth)");
        Figures.Header("what", "of how many", "measured");
        FanOut(Add);
        using (var engine = new Engine())
        {
            Receive(engine, Add);
            Who(engine, Add);
        }

        File.WriteAllLines(Path.Combine(Engine.Root, "docs", "plots", "growth.csv"), lines);
    }

    // Microseconds of the server's core a delivery, at window 1 and at window 128; and at window 1 the milliseconds until the
    // sender has its own message, and until everybody has it. Those are medians: a fresh server is slower at first.
    private static void FanOut(Action<string, int, double> add)
    {
        foreach (int receivers in new[] { 10, 100, 1000, 10_000 })
        {
            long messages = Math.Max(20, OutgoingFrames / 4 / receivers);
            Dictionary<string, double>[] single = [.. Enumerable.Range(0, Runs).Select(_ => FanOutServer.ChatPS.Measure(receivers, messages, 1))];
            double everybody = Figures.Median(single.Select(result => result["round_ms"]));
            add("fan-out window 1 µs/delivery", receivers, everybody * 1e3 / receivers);
            add("the speaker ms", receivers, Figures.Median(single.Select(result => result["echo_ms"])));
            add("everybody ms", receivers, everybody);
            add("fan-out window 128 µs/delivery", receivers,
                Figures.Median(Runs, () => 1e6 / FanOutServer.ChatPS.Measure(receivers, Math.Max(2 * 128, OutgoingFrames / receivers), 128)["rate"]));
            add("kernel floor µs/delivery", receivers, Figures.Median(Runs, () => FanOutBenchmark.Floor(receivers, messages)["round_ms"] * 1e3 / receivers));
        }
    }

    private static void Receive(Engine engine, Action<string, int, double> add)
    {
        using ChildProcess feed = ChildProcess.Start(Cores.Server, LoadProgram.Compiled("feed"));
        int port = feed.ReadPort();
        ReceiveBenchmark.Receive(engine, port, 200_000);
        ReceiveBenchmark.WriteBare(engine, 200_000);
        foreach (int count in new[] { 1000, 10_000, 100_000, 1_000_000 })
        {
            add("receive µs/message", count, Figures.Median(Runs, () => ReceiveBenchmark.Receive(engine, port, count) * 1e6 / count));
            add("bare cmdlet µs/object", count, Figures.Median(Runs, () => ReceiveBenchmark.WriteBare(engine, count) * 1e6 / count));
        }
    }

    private static void Who(Engine engine, Action<string, int, double> add)
    {
        foreach (int names in new[] { 10, 100, 1000, 10_000 })
        {
            using ChildProcess server = ChildProcess.Serve();
            int port = server.ReadPort();
            using ChildProcess others = ChildProcess.Start(Cores.Load, LoadProgram.Compiled("fanout"), "chat", port.ToString(), (names - 2).ToString(), "0", "1", "0", "0");
            others.ReadLine();
            engine.Connect(port);
            engine.Run("Get-ChatUser | Skip-Object");
            add("Get-ChatUser ms", names, Figures.Median(3 * Runs, () => engine.Time("Get-ChatUser | Skip-Object") * 1e3));
            engine.Disconnect();
        }
    }
}
