namespace ChatPS.Benchmarks;

/// <summary>The servers that fan-out is compared on, each a process on the server's core.</summary>
internal sealed record FanOutServer(string Name, string Protocol, Func<(ChildProcess Process, int Port)> Start)
{
    private const int IrcPort = 36667;

    public static FanOutServer ChatPS { get; } = new("ChatPS", "chat", () => WithPort(ChildProcess.Serve()));

    /// <summary>Ours with what it waits with where there is no epoll.</summary>
    public static FanOutServer ChatPSOnSelect { get; } = new("ChatPS on select", "chat", () => WithPort(ChildProcess.Serve(Cores.Server, "select")));

    /// <summary>The smallest server on epoll.</summary>
    public static FanOutServer PythonEpoll { get; } =
        new("Python epoll", "chat", () => WithPort(ChildProcess.Start(Cores.Server, "python3", LoadProgram.Script("server"), "epoll")));

    /// <summary>Those that are installed, ours first.</summary>
    public static IEnumerable<FanOutServer> Installed()
    {
        yield return ChatPS;
        if (ChildProcess.Find("python3") is not null)
            yield return new("Python select", "chat", () => WithPort(ChildProcess.Start(Cores.Server, "python3", LoadProgram.Script("server"), "select")));
        if (ChildProcess.Find("ngircd") is string ngircd)
            yield return new("ngircd", "irc", () => StartIrc(ngircd));
    }

    /// <summary>One load against a fresh server.</summary>
    public Dictionary<string, double> Measure(int receivers, long messages, int window, int idleSeconds = 0)
    {
        (ChildProcess process, int port) = Start();
        using (process)
            return LoadProgram.Run("fanout", Protocol, port, receivers, messages, window, process.Id, idleSeconds);
    }

    private static (ChildProcess Process, int Port) WithPort(ChildProcess process) => (process, process.ReadPort());

    // Without its penalties, which slow down who says much.
    private static (ChildProcess Process, int Port) StartIrc(string program)
    {
        string settings = Path.Combine(Path.GetTempPath(), "chatps-benchmarks.ngircd.conf");
        File.WriteAllText(settings, $"""
            [Global]
            Name = bench.local
            Info = bench
            Ports = {IrcPort}
            Listen = 127.0.0.1
            MotdPhrase = "-"
            [Limits]
            MaxConnections = 0
            MaxConnectionsIP = 0
            MaxJoins = 0
            MaxPenaltyTime = 0
            PingTimeout = 600
            PongTimeout = 600
            [Options]
            DNS = no
            Ident = no
            PAM = no
            """);
        ChildProcess process = ChildProcess.Start(Cores.Server, program, "-n", "-f", settings);
        process.SkipOutput();
        Thread.Sleep(500);
        return (process, IrcPort);
    }
}
