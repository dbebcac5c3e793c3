using System.Net.Sockets;
using System.Text;
using ChatPS.Client;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Benchmarks;

/// <summary>Receive-ChatMessage with an endless backlog, against a cmdlet that writes as many objects.</summary>
internal static class ReceiveBenchmark
{
    private const int Many = 1_000_000;
    private const int Calls = 20_000;
    private const int Runs = 3;

    public static void Run(string[] arguments)
    {
        using ChildProcess feed = ChildProcess.Start(Cores.Server, LoadProgram.Compiled("feed"));
        int port = feed.ReadPort();
        using var engine = new Engine();
        WriteBare(engine, Many);
        Receive(engine, port, Many);
        double growth = Figures.Median(Runs, () => Growth(engine, port));
        double[] rates = Figures.Medians(Runs, () => Many / WriteBare(engine, Many), () => Many / Receive(engine, port, Many));
        double[] calls = Figures.Medians(4 * Runs, () => Call(engine, port, "Receive-ChatMessage -First 1"), () => Call(engine, port, "Write-Bare 1"));

        Figures.Heading("Receiving (receive)");
        Figures.Header("what", "measured", "to reach");
        Figures.Row("`Write-Bare \\| Skip-Object`, objects a second", rates[0], "");
        Figures.Row("`Receive-ChatMessage -Wait \\| Skip-Object`, 1 000 000 messages, a second", rates[1], "");
        Figures.Row("ratio", rates[1] / rates[0], "0.75, aim 0.85");
        Figures.Row("memory grows, from the 100 000th message to the last, MB", growth / 1e6, "10");
        Figures.Row("`Receive-ChatMessage -First 1`, µs a call", calls[0], "10");
        Figures.Row("`Write-Bare 1`, µs a call", calls[1], "");
        Figures.Row("frames per receive call", FramesPerReceive(port), "500");
    }

    /// <summary>The seconds in which so many objects are written into the sink.</summary>
    public static double WriteBare(Engine engine, int count) => engine.Time("Write-Bare $args[0] | Skip-Object", count);

    /// <summary>The seconds in which so many messages are received into the sink; the backlog never ends.</summary>
    public static double Receive(Engine engine, int port, int count)
    {
        engine.Connect(port);
        SkipObjectCommand.Reset();
        double seconds = engine.Time("Receive-ChatMessage -Wait -First $args[0] | Skip-Object", count);
        engine.Disconnect();
        return SkipObjectCommand.Count == count ? seconds : throw new InvalidOperationException("Messages were lost.");
    }

    private static double Growth(Engine engine, int port)
    {
        Receive(engine, port, Many);
        return SkipObjectCommand.Growth;
    }

    private static double Call(Engine engine, int port, string command)
    {
        engine.Connect(port);
        double seconds = engine.Time($"foreach ($i in 1..{Calls}) {{ $null = {command} }}");
        engine.Disconnect();
        return seconds * 1e6 / Calls;
    }

    // At the connection itself: nothing above it counts the calls.
    private static double FramesPerReceive(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect("127.0.0.1", port);
        var transport = new FrameTransport(new PlainChannel(socket));
        socket.Send(FrameCodec.Encode(Encoding.ASCII.GetBytes("LOGIN a b")));
        if (!SpinWait.SpinUntil(() => socket.Available >= ClientLimits.ReceiveBytes, TimeSpan.FromSeconds(10)))
            throw new InvalidOperationException("There is no backlog.");
        long frames = 0;
        int calls = 0;
        for (; calls < 300; calls++)
        {
            transport.TryReceive();
            while (transport.TryRead(out _))
                frames++;
        }

        return (double)frames / calls;
    }
}
