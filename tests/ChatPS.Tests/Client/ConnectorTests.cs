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
        ChatException e = Assert.Throws<ChatException>(() => new Connector(NetworkEnvironment.System).Connect("127.0.0.1", UnusedPort(), Call(ScriptedServer.Bound), out _));
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

    /// <summary>The first address does not answer: it may take its share of the time, and no more.</summary>
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 7)] // a third, then half of what is left
    public async Task An_address_that_does_not_answer_takes_its_share_of_the_time(int silent, int seconds)
    {
        using var network = new ScriptedNetwork(silent);
        using Socket socket = await Bounded(() => network.Connect(TimeSpan.FromSeconds(10), network.Tick));
        Assert.True(socket.Connected);
        Assert.Equal(silent + 1, network.Dialled.Count);
        Assert.InRange(network.Clock.Elapsed / 1000.0, seconds, seconds + 1.0);
    }

    [Fact]
    public async Task No_address_that_answers_is_unreachable_at_the_deadline()
    {
        using var network = new ScriptedNetwork(silent: 3, answering: false);
        ChatException e = await Bounded(() => Assert.Throws<ChatException>(() => network.Connect(TimeSpan.FromSeconds(9), network.Tick)));
        Assert.Equal(ChatFailure.ServerUnreachable, e.Failure);
        Assert.Equal(SocketError.TimedOut, Assert.IsType<SocketException>(e.InnerException).SocketErrorCode);
        Assert.Equal(3, network.Dialled.Count);
        Assert.InRange(network.Clock.Elapsed, 9000, 10_500);
    }

    /// <summary>Refused at one, connected at the next.</summary>
    [Fact]
    public void Every_address_of_a_name_is_tried()
    {
        using var server = new ScriptedServer();
        IPAddress[] addresses = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"), IPAddress.Loopback];
        var dialled = new List<IPAddress>();
        var network = new NetworkEnvironment
        {
            Resolve = _ => Task.FromResult(addresses),
            Dial = address =>
            {
                dialled.Add(address.Address);
                return NetworkEnvironment.System.Dial(new IPEndPoint(IPAddress.Loopback, IPAddress.IsLoopback(address.Address) ? server.Port : UnusedPort()));
            },
        };
        using Socket socket = new Connector(network).Connect("chat.example", 34998, Call(ScriptedServer.Bound), out IPAddress connected);
        Assert.Equal(addresses, dialled);
        Assert.Equal(IPAddress.Loopback, connected);
        Assert.Equal(server.Port, ((IPEndPoint)socket.RemoteEndPoint!).Port);
    }

    [Fact]
    public async Task A_look_up_that_does_not_end_is_left_behind_at_the_deadline()
    {
        using var network = new ScriptedNetwork(silent: 0) { Lookup = new TaskCompletionSource<IPAddress[]>().Task };
        ChatException e = await Bounded(() => Assert.Throws<ChatException>(() => network.Connect(TimeSpan.FromSeconds(10), network.Tick)));
        Assert.Equal(ChatFailure.ServerUnreachable, e.Failure);
        Assert.Equal(SocketError.TimedOut, Assert.IsType<SocketException>(e.InnerException).SocketErrorCode);
        Assert.InRange(network.Clock.Elapsed, 10_000, 10_500);
        Assert.Empty(network.Dialled);
    }

    /// <summary>The clock stands still: nothing but the token ends the wait.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_token_ends_looking_up_and_connecting(bool lookingUp)
    {
        using var stop = new CancellationTokenSource();
        using var network = new ScriptedNetwork(silent: 1);
        if (lookingUp)
            network.Lookup = new TaskCompletionSource<IPAddress[]>().Task;
        await Bounded(() => Assert.ThrowsAny<OperationCanceledException>(() => network.Connect(TimeSpan.FromSeconds(10), stop.Cancel, stop.Token)));
        Assert.Equal(lookingUp ? 0 : 1, network.Dialled.Count);
    }

    /// <summary>The resolver has its own idea of how long a name may be, and another error for it.</summary>
    [Fact]
    public void A_name_that_is_too_long_to_look_up_is_unreachable()
    {
        ChatException e = Assert.Throws<ChatException>(() => new Connector(NetworkEnvironment.System).Connect(new string('x', 300), 34998, Call(ScriptedServer.Bound), out _));
        Assert.Equal(ChatFailure.ServerUnreachable, e.Failure);
        Assert.IsAssignableFrom<ArgumentException>(e.InnerException);
    }

    [Fact]
    public void A_name_that_nobody_has_is_unreachable()
    {
        var network = new NetworkEnvironment { Resolve = _ => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)) };
        ChatException e = Assert.Throws<ChatException>(() => new Connector(network).Connect("chat.example", 34998, Call(ScriptedServer.Bound), out _));
        Assert.Equal(ChatFailure.ServerUnreachable, e.Failure);
        Assert.Equal(SocketError.HostNotFound, Assert.IsType<SocketException>(e.InnerException).SocketErrorCode);
    }

    private static Task<T> Bounded<T>(Func<T> call) =>
        Task.Run(call, TestContext.Current.CancellationToken).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);

    private static CallOptions Call(TimeSpan timeout) => new(timeout, TestContext.Current.CancellationToken);

    private static int UnusedPort() => ((IPEndPoint)s_unused.LocalEndPoint!).Port;

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
