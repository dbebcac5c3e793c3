namespace ChatPS.Benchmarks;

/// <summary>What a turn costs: the round trip of a whisper between two clients, beside more and more who are silent.</summary>
internal static class IdleBenchmark
{
    private const int Runs = 5;
    private const int Rounds = 4000;
    private static readonly int[] s_silent = [0, 100, 1000, 9_900];

    // "idle select" measures our server with Socket.Select.
    public static void Run(string[] arguments)
    {
        if (!LoadProgram.CanCompile || ChildProcess.Find("python3") is null)
        {
            Console.WriteLine("Not run: there is no C compiler for the load, or no Python for the server to compare with.");
            return;
        }

        FanOutServer ours = arguments.Contains("select") ? FanOutServer.ChatPSOnSelect : FanOutServer.ChatPS;
        Figures.Heading("A whisper beside silent clients (idle): µs, half of there and back");
        Figures.Header("silent", ours.Name, "99 %", FanOutServer.PythonEpoll.Name, "99 %", "against Python (at most: 1.1)", "against none silent (at most: 1.1)");
        double alone = 0;
        foreach (int silent in s_silent)
        {
            var tails = new List<double>();
            var theirTails = new List<double>();
            double[] medians = Figures.Medians(Runs, () => Measure(ours, silent, tails), () => Measure(FanOutServer.PythonEpoll, silent, theirTails));
            alone = silent == 0 ? medians[0] : alone;
            Figures.Row(silent, medians[0], Figures.Median(tails), medians[1], Figures.Median(theirTails), medians[0] / medians[1], medians[0] / alone);
        }
    }

    private static double Measure(FanOutServer server, int silent, List<double> tails)
    {
        (ChildProcess process, int port) = server.Start();
        using (process)
        {
            Dictionary<string, double> result = LoadProgram.Run("idle", port, silent, Rounds);
            tails.Add(result["p99_us"]);
            return result["p50_us"];
        }
    }
}
