using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ChatPS.Benchmarks;

/// <summary>
/// Enter-ChatSession as a person has it: from a key that is pressed, and from a message that is sent, to what is on the screen,
/// also while messages arrive without end, and what it takes while nothing happens. In ChatPS.Shell, and in pwsh where there is one.
/// </summary>
internal static class SessionBenchmark
{
    private const int Rounds = 500;
    private const int WarmUp = 200;

    // What a person is promised: with so many messages a second, a key is there at once, which is less than 50 ms.
    private const int FloodPerSecond = 5000;

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(30);

    private static string Root { get; } = FindRoot();

    public static int Run(string[] arguments)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine($"{"",-14}{"median",10}{"95 %",10}{"longest",10}");
        foreach ((string name, string[] command) in Programs())
        {
            if (arguments.Length == 0 || arguments.Contains(name))
                Measure(name, command);
        }

        return 0;
    }

    private static IEnumerable<(string Name, string[] Command)> Programs()
    {
        yield return ("shell", ["dotnet", "exec", Path.Combine(Root, "src/ChatPS.Shell/bin/Release/net10.0/ChatPS.Shell.dll"), "-c"]);
        if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "pwsh"))))
            yield return ("pwsh", ["pwsh", "-NoProfile", "-Command"]);
    }

    private static void Measure(string name, string[] command)
    {
        using var peer = new ChatPeer();
        string enter = $"Import-Module '{Root}/ChatPS.psd1'; $p = [securestring]::new(); $p.AppendChar('x'); "
            + $"Enter-ChatSession 127.0.0.1 {peer.Port} -Credential ([pscredential]::new('fo', $p)) -TimeFormat ''";
        using var terminal = new PseudoTerminal(80, 24, [.. command, enter]);
        peer.AcceptLogin();
        terminal.ReadUntil("fo> ", s_bound);
        Report(name, "key", Times(i => Key(terminal, i), Thread.Sleep));
        Report(name, "message", Times(i => Message(terminal, peer, i), Thread.Sleep));
        Settle(terminal, 5000);
        TimeSpan before = ProcessorTime.Of(terminal.ProcessId);
        Settle(terminal, (int)s_idle.TotalMilliseconds);
        double share = (ProcessorTime.Of(terminal.ProcessId) - before) / s_idle;
        Console.WriteLine($"{name + " idle",-14}{share,9:P2} of a processor");

        // At last: threads that end take their time along.
        using (new Flood(peer, FloodPerSecond))
            Report(name, "flooded", Times(i => Key(terminal, i), pause => Settle(terminal, pause)));
    }

    // The line is typed anew every 26 letters, each time with another first, so that what is looked for was not on the screen before.
    private static TimeSpan Key(PseudoTerminal terminal, int round)
    {
        if (round % 26 == 0)
        {
            terminal.Type("\x15");
            Settle(terminal, 20);
        }

        string line = string.Concat(Enumerable.Range(0, (round % 26) + 1).Select(i => (char)('a' + (((round / 26) + i) % 26))));
        long start = Stopwatch.GetTimestamp();
        terminal.Type(line[^1..]);
        terminal.ReadUntil("fo> " + line, s_bound);
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Message(PseudoTerminal terminal, ChatPeer peer, int round)
    {
        string text = $"doc: message {round}.";
        long start = Stopwatch.GetTimestamp();
        peer.Say(text);
        terminal.ReadUntil(text["doc".Length..], s_bound);
        return Stopwatch.GetElapsedTime(start);
    }

    // Pauses of different lengths, so that no rhythm of the program's own is met always or never.
    private static double[] Times(Func<int, TimeSpan> measure, Action<int> pause)
    {
        var times = new List<double>();
        for (int i = 0; i < WarmUp + Rounds; i++)
        {
            double time = measure(i).TotalMilliseconds;
            if (i >= WarmUp)
                times.Add(time);
            pause(10 + (i * 7 % 31));
        }

        return [.. times.Order()];
    }

    private static void Report(string name, string what, double[] times) =>
        Console.WriteLine($"{name + " " + what,-14}{times[times.Length / 2],7:0.00} ms{times[times.Length * 95 / 100],7:0.00} ms{times[^1],7:0.00} ms");

    // Takes away what is still written, for so long.
    private static void Settle(PseudoTerminal terminal, int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        while (end - Environment.TickCount64 is > 0 and var left)
            terminal.Read((int)left);
    }

    private static string FindRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
