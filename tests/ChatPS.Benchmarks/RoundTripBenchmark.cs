using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Benchmarks;

/// <summary>One message and its echo, 20 bytes, again and again: server and client on one core, so that nothing is won by waiting busily.</summary>
internal static class RoundTripBenchmark
{
    private const int Many = 20_000;
    private const int Runs = 7;

    public static void Run(string[] arguments)
    {
        using ChildProcess server = ChildProcess.Serve(Cores.Load);
        int port = server.ReadPort();
        using var engine = new Engine();
        engine.Run($"$texts = @('0123456789abcdef') * {Many}");
        for (int i = 0; i < 4; i++)
            Pipeline(engine, port); // the engine's own code is compiled anew while it runs
        double[] rates = Figures.Medians(Runs, () => Pipeline(engine, port), () => RawSocket(port), () => SendBenchmark.Python(port, "rtt", Many));

        Figures.Heading("Send one, await its echo (rtt)");
        Figures.Header("what, against the same server on the same core", "round trips a second", "ratio");
        Figures.Row("`$texts \\| Send-ChatMessage -PassThru \\| Skip-Object`", rates[0], "");
        Figures.Row("blocking .NET socket, no decoding", rates[1], $"{rates[0] / rates[1]:0.00} (to reach: 0.8)");
        Figures.Row("Python client", rates[2], $"{rates[0] / rates[2]:0.00}");
    }

    private static double Pipeline(Engine engine, int port)
    {
        engine.Connect(port);
        double seconds = engine.Time("$texts | Send-ChatMessage -PassThru | Skip-Object");
        engine.Disconnect();
        return Many / seconds;
    }

    private static double RawSocket(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect("127.0.0.1", port);
        var buffer = new byte[1024];
        socket.Send(FrameCodec.Encode(Encoding.ASCII.GetBytes("LOGIN raw x")));
        socket.Receive(buffer);
        byte[] message = FrameCodec.Encode(Encoding.ASCII.GetBytes("MSG 0123456789abcdef"));
        int echo = message.Length - "MSG ".Length + "raw: ".Length;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < Many; i++)
        {
            socket.Send(message);
            for (int got = 0; got < echo;)
                got += socket.Receive(buffer);
        }

        return Many / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
