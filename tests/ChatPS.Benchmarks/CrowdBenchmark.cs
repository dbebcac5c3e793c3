namespace ChatPS.Benchmarks;

/// <summary>Ten thousand clients at once.</summary>
internal static class CrowdBenchmark
{
    private const int Clients = 10_000;
    private const int Runs = 3;
    private const int Broadcasts = 30;
    private const int IdleSeconds = 5;

    public static void Run(string[] arguments)
    {
        var results = new List<Dictionary<string, double>>();
        double floor = Figures.Median(Runs, () =>
        {
            results.Add(FanOutServer.ChatPS.Measure(Clients, Broadcasts, 1, IdleSeconds));
            return FanOutBenchmark.Floor(Clients, Broadcasts)["round_ms"];
        });
        double Of(string key) => Figures.Median(results.Select(result => result[key]));

        Figures.Heading("10 000 clients (crowd)");
        Figures.Header("what", "measured", "at most");
        Figures.Row("connect and log in, all at once, s", Of("login_s"), "5");
        Figures.Row("memory of the server a connection, KiB", Of("memory_kib"), "4");
        Figures.Row("CPU while idle, of a core", Of("idle_cpu").ToString("P2"), "none");
        Figures.Row("one broadcast to all, ms", Of("round_ms"), "");
        Figures.Row("the kernel alone, ms", floor, "");
        Figures.Row("ratio", Of("round_ms") / floor, "1.6");
    }
}
