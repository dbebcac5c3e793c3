using ChatPS.Server;

namespace ChatPS.Benchmarks;

/// <summary>The server in a process of its own: "serve select" without epoll.</summary>
internal static class ServeCommand
{
    public static void Run(string[] arguments)
    {
        Func<IReadinessSet> standard = new ServerOptions().CreateReadinessSet;
        using ChatServer server = ChatServer.Start(new ServerOptions
        {
            Port = 0,
            MaxClient = 20_000,
            MessagesPerSecond = 0, // what it can do is measured, not what it allows
            CreateReadinessSet = arguments.Contains("select") ? static () => new SelectSet() : standard,
        });
        Console.WriteLine(server.Port);
        Console.Out.Flush();
        while (Console.In.Read() >= 0)
        {
        }
    }
}
