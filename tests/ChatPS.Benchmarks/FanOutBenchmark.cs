namespace ChatPS.Benchmarks;

/// <summary>One sender, many receivers: deliveries a second, and CPU of the server a delivery.</summary>
internal static class FanOutBenchmark
{
    private const int Runs = 3;
    private const int FrameSize = 24;
    private static readonly int[] s_receivers = [50, 200, 1000];

    // Enough of them for a second or two.
    private static readonly (int Window, long OutgoingFrames)[] s_windows = [(1, 200_000), (16, 1_000_000), (128, 3_000_000)];

    // "server 16 128" measures these windows only.
    public static void Run(string[] arguments)
    {
        if (!LoadProgram.CanCompile)
        {
            Console.WriteLine("Not run: there is no C compiler for the load.");
            return;
        }

        FanOutServer[] servers = [.. FanOutServer.Installed()];
        Figures.Heading("Fan-out (server): deliveries a second");
        Figures.Header(["receivers, window", .. servers.Select(server => server.Name), "kernel floor", "ChatPS against each", "ChatPS: µs of CPU a delivery"]);
        foreach ((int window, long deliveries) in s_windows.Where(pair => arguments.Length == 0 || arguments.Contains(pair.Window.ToString())))
        {
            foreach (int receivers in s_receivers)
                Compare(servers, receivers, window, deliveries);
        }

        Console.WriteLine("\nTo reach: window 1, 0.6 of the floor; 16 and 128, 1.5 and 4 times ngircd; 128, 1 time Python, and 0.15 µs.");
        if (servers.Length < 3)
            Console.WriteLine("Not run, because it is not installed: " + (ChildProcess.Find("ngircd") is null ? "ngircd." : "python3."));
    }

    /// <summary>The limit at window 1. One process holds both ends, and has 20 000 descriptors as a rule: the last few receivers are reckoned.</summary>
    public static Dictionary<string, double> Floor(int receivers, long rounds)
    {
        int held = Math.Min(receivers, 9_900);
        Dictionary<string, double> result = LoadProgram.Run("floor", held, rounds, FrameSize);
        result["round_ms"] *= (double)receivers / held;
        return result;
    }

    private static void Compare(FanOutServer[] servers, int receivers, int window, long deliveries)
    {
        long messages = Math.Max(window * 4, deliveries / receivers);
        var cpu = new List<double>();
        double Measure(FanOutServer server)
        {
            Dictionary<string, double> result = server.Measure(receivers, messages, window);
            if (server == servers[0])
                cpu.Add(result["cpu_us"]);
            return result["rate"];
        }

        List<Func<double>> measures = [.. servers.Select(server => (Func<double>)(() => Measure(server)))];
        if (window == 1)
            measures.Add(() => Floor(receivers, messages)["rate"]);
        double[] rates = Figures.Medians(Runs, [.. measures]);
        string ratios = string.Join(", ", rates.Skip(1).Select(rate => (rates[0] / rate).ToString("0.00")));
        object[] cells = [.. rates.Select(rate => (object)rate)];
        Figures.Row([$"{receivers}, {window}", .. cells, .. window == 1 ? Array.Empty<object>() : ["–"], ratios, Figures.Median(cpu)]);
    }
}
