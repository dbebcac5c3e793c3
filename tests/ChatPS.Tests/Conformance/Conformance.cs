using System.Net;
using System.Net.Sockets;
using ChatPS.Conformance;
using ChatPS.Net;

namespace ChatPS.Tests.Conformance;

/// <summary>Runs rules at a port of this machine, as Test-ChatServer does.</summary>
internal static class Conformance
{
    public static ChatRuleResult[] Run(int port, int replyMs, IEnumerable<ConformanceRule>? rules = null, int runMs = ConformanceLimits.RunMs, CancellationToken token = default)
    {
        var run = new ConformanceRun(new TestLogin("fo", "be1"), new TestLogin("doc", "x22"), _ => Connect(port), new RuleTimer(replyMs, runMs, token));
        return [.. run.Run(rules ?? ConformanceRules.All)];
    }

    public static ConformanceRule Rule(string name) => ConformanceRules.All.Single(rule => rule.Name == name);

    private static PlainChannel Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(IPAddress.Loopback, port);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ChatException(ChatFailure.ServerUnreachable, e.Message, e);
        }

        socket.Blocking = false;
        return new PlainChannel(socket);
    }
}
