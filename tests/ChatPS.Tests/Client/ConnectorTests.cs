using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatPS.Client;

namespace ChatPS.Tests.Client;

public sealed class ConnectorTests
{
    // Bound, so that nobody else gets its port, and not listened on.
    private static readonly Socket s_unused = Bind();

    /// <summary>
    /// A refused connect makes a socket writable on Linux. On Windows, and with .NET on macOS, it is seen through the error list
    /// of Select alone: without that list this waits for the whole deadline there.
    /// </summary>
    [Fact]
    public void A_refused_connect_is_known_long_before_the_deadline()
    {
        var elapsed = Stopwatch.StartNew();
        ChatException e = Assert.Throws<ChatException>(() => Connector.Connect("127.0.0.1", UnusedPort(), Call(ScriptedServer.Bound), out _));
        Assert.Equal(ChatFailure.ServerUnreachable, e.Failure);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(e.InnerException).SocketErrorCode);
        Assert.True(elapsed.Elapsed < ScriptedServer.Bound / 2, $"known after {elapsed.Elapsed}");
    }

    [Fact]
    public void Select_writes_the_sockets_that_failed_into_its_error_list()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            socket.Connect(IPAddress.Loopback, UnusedPort());
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
        }

        List<Socket> failed = [socket];
        Socket.Select(null, null, failed, ScriptedServer.Bound);
        Assert.Equal([socket], failed);
    }

    private static CallOptions Call(TimeSpan timeout) => new(timeout, TestContext.Current.CancellationToken);

    private static int UnusedPort() => ((IPEndPoint)s_unused.LocalEndPoint!).Port;

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
