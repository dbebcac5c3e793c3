using ChatPS.Server;

namespace ChatPS.Benchmarks;

/// <summary>The server in a process of its own.</summary>
internal static class ServeCommand
{
    public static void Run(string[] arguments)
    {
        using ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, MaxClient = 20_000 });
        Console.WriteLine(server.Port);
        Console.Out.Flush();
        while (Console.In.Read() >= 0)
        {
        }
    }
}
