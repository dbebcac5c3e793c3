using System.Net;
using System.Net.Sockets;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>One port has one server, and has the next as soon as the connections of the last have ended.</summary>
public sealed class ListenerTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("127.0.0.1", "0.0.0.0")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    public void Two_listeners_never_share_a_port(string first, string second)
    {
        // The specific address hears what comes to it, the other the rest: no option of macOS forbids it.
        Assert.SkipWhen(first != second && OperatingSystem.IsMacOS(), "macOS lets a wildcard address and a specific one have a port each.");
        using Listener one = Open(first, 0);
        ChatException e = Assert.Throws<ChatException>(() => Open(second, one.EndPoint.Port));
        Assert.Equal(ChatFailure.AddressInUse, e.Failure);
    }

    [Fact]
    public void A_socket_that_wants_to_share_gets_no_port_of_ours()
    {
        using Listener one = Open("127.0.0.1", 0);
        using var pushy = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        pushy.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        Assert.Throws<SocketException>(() =>
        {
            pushy.Bind(one.EndPoint);
            pushy.Listen(1);
        });
    }

    /// <summary>The server closes first, so that the connection's last state (TIME_WAIT) stays with its port, for a minute or more.</summary>
    [Fact]
    public void The_port_is_free_at_once_where_accepted_connections_have_ended()
    {
        // Another test may be given the port between the two: that is no fault, and rare, so a few goes are enough.
        for (int go = 1; ; go++)
        {
            int port = AcceptAndEndOne();
            try
            {
                Open("127.0.0.1", port).Dispose();
                return;
            }
            catch (ChatException e) when (e.Failure == ChatFailure.AddressInUse && go < 5)
            {
            }
        }
    }

    private static int AcceptAndEndOne()
    {
        using Listener listener = Open("127.0.0.1", 0);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)ScriptedServer.Bound.TotalMilliseconds };
        client.Connect(listener.EndPoint);
        Assert.True(listener.Socket.Poll(ScriptedServer.Bound, SelectMode.SelectRead));
        using Socket accepted = listener.Accept(now: 0)!;
        Assert.NotNull(accepted);
        accepted.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, client.Receive(new byte[1]));
        client.Shutdown(SocketShutdown.Send);
        Assert.True(accepted.Poll(ScriptedServer.Bound, SelectMode.SelectRead));
        Assert.Equal(0, accepted.Receive(new byte[1]));
        return listener.EndPoint.Port;
    }

    private static Listener Open(string address, int port) => Listener.Open(new ServerOptions { Address = IPAddress.Parse(address), Port = port });
}
