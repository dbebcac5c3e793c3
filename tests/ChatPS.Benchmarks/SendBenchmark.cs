using System.Globalization;

namespace ChatPS.Benchmarks;

/// <summary>Saying many things, each an object of its own in a pipeline, and reading all the echoes.</summary>
internal static class SendBenchmark
{
    private const int Many = 100_000;
    private const int Runs = 3;

    public static void Run(string[] arguments)
    {
        using ChildProcess server = ChildProcess.Serve();
        int port = server.ReadPort();
        using var engine = new Engine();
        Send(engine, port);
        double[] rates = Figures.Medians(Runs, () => Many / Send(engine, port), () => Python(port, "calls", Many), () => Python(port, "chunks", Many));

        Figures.Heading("Sending (send)");
        Figures.Header("what, each against the same server, all echoes read", "messages a second", "ratio");
        Figures.Row("`1..100000 \\| Send-ChatMessage -Session $session`, then `Receive-ChatMessage`", rates[0], "to reach: 150 000");
        Figures.Row("Python client, one `send()` a message", rates[1], rates[0] / rates[1]);
        Figures.Row("Python client, ready frames in chunks of 64 KiB", rates[2], rates[0] / rates[2]);
    }

    /// <summary>What a Python client reaches; NaN where there is no Python.</summary>
    public static double Python(int port, string way, int count, int core = Cores.Load) => ChildProcess.Find("python3") is null
        ? double.NaN
        : double.Parse(ChildProcess.Read(core, "python3", LoadProgram.Script("client"), port.ToString(), way, count.ToString()), CultureInfo.InvariantCulture);

    // A login for each run: who does not read while others talk is closed by the server.
    private static double Send(Engine engine, int port)
    {
        engine.Connect(port);
        SkipObjectCommand.Reset();
        double seconds = engine.Time("1..$args[0] | Send-ChatMessage -Session $session; Receive-ChatMessage -Wait -First $args[0] | Skip-Object", Many);
        engine.Disconnect();
        return SkipObjectCommand.Count == Many ? seconds : throw new InvalidOperationException("Echoes were lost.");
    }
}
