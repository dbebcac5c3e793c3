namespace ChatPS.Benchmarks;

/// <summary>Measures the module. Every subcommand compares within one run, on fixed cores, and prints a table for docs/PERFORMANCE.md.</summary>
internal static class Program
{
    // Those in "all" first; a subcommand that others start is not shown.
    private static readonly Subcommand[] s_subcommands =
    [
        new("codec", "decoding, against a walk over the headers and against memcpy", CodecBenchmark.Run),
        new("receive", "Receive-ChatMessage, against a cmdlet that only writes", ReceiveBenchmark.Run),
        new("send", "1..100000 | Send-ChatMessage, against a Python client", SendBenchmark.Run),
        new("rtt", "send one and await its echo, against raw sockets and a Python client", RoundTripBenchmark.Run),
        new("import", "Import-Module, against an empty module", ImportBenchmark.Run),
        new("server", "fan-out, against the kernel, ngircd and a Python server", FanOutBenchmark.Run),
        new("idle", "a whisper beside silent clients, against a Python server on epoll", IdleBenchmark.Run),
        new("crowd", "10 000 clients", CrowdBenchmark.Run),
        new("growth", "how cost grows; writes docs/plots/growth.csv", GrowthBenchmark.Run),
        new("session", "Enter-ChatSession in a pseudo-terminal", arguments => _ = SessionBenchmark.Run(arguments), OnAllCores: true),
        new("serve", "a server until standard input ends; prints its port", ServeCommand.Run, IsHidden: true),
    ];

    private static int Main(string[] arguments)
    {
        string name = arguments.FirstOrDefault() ?? "";
        Subcommand[] chosen = name == "all"
            ? [.. s_subcommands.Where(subcommand => !subcommand.IsHidden)]
            : [.. s_subcommands.Where(subcommand => subcommand.Name == name)];
        if (chosen.Length == 0)
            return ShowUsage();
        if (!chosen[0].IsHidden && !chosen[0].OnAllCores && Cores.RestartOnLoadCore(arguments) is int exitCode)
            return exitCode;
        foreach (Subcommand subcommand in chosen)
            subcommand.Run([.. arguments.Skip(1)]);
        return 0;
    }

    private static int ShowUsage()
    {
        Console.WriteLine("dotnet run -c Release --project tests/ChatPS.Benchmarks -- <subcommand>");
        foreach (Subcommand subcommand in s_subcommands.Where(subcommand => !subcommand.IsHidden))
            Console.WriteLine($"  {subcommand.Name,-8} {subcommand.Shows}");
        Console.WriteLine("  all      each of these");
        return 2;
    }
}
