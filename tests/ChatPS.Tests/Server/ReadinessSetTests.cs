using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>Both ways to wait must find the same.</summary>
public abstract class ReadinessSetTests : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _sockets = [];
    private readonly IReadinessSet _set;

    protected ReadinessSetTests(Readiness readiness)
    {
        _set = ReadinessTests.Factory(readiness)();
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(10);
    }

    [Fact]
    public void Nothing_is_ready_and_the_wait_ends()
    {
        (WatchedSocket near, _) = Connect();
        _set.Watch(near, Interest.Read);
        _set.Wait(1);
        Assert.Equal(0, _set.ReadyCount);
    }

    [Fact]
    public void Who_has_something_to_read_is_found_among_others_in_every_wait_until_it_is_read()
    {
        (WatchedSocket Near, Socket Far)[] pairs = [.. Enumerable.Range(0, 5).Select(_ => Connect())];
        Array.ForEach(pairs, pair => _set.Watch(pair.Near, Interest.Read));
        pairs[1].Far.Send([1]);
        pairs[3].Far.Send([1]);
        RawClient.Until(() => pairs[1].Near.Socket.Available + pairs[3].Near.Socket.Available == 2, "two bytes");
        for (int i = 0; i < 2; i++)
            Assert.Equal([pairs[1].Near, pairs[3].Near], Wait().OrderBy(socket => Array.FindIndex(pairs, pair => pair.Near == socket)));
        pairs[1].Near.Socket.Receive(new byte[1]);
        Assert.Equal([pairs[3].Near], Wait());
        Assert.Equal(Interest.Read, pairs[3].Near.Ready);
    }

    [Fact]
    public void Room_to_write_is_found_only_where_it_is_waited_for()
    {
        (WatchedSocket near, Socket far) = Connect();
        _set.Watch(near, Interest.Read);
        far.Send([1]);
        RawClient.Until(() => near.Socket.Available == 1, "a byte");
        Assert.Equal([near], Wait());
        Assert.Equal(Interest.Read, near.Ready);
        _set.Watch(near, Interest.Read | Interest.Write);
        Assert.Equal([near], Wait());
        Assert.Equal(Interest.Read | Interest.Write, near.Ready);
        _set.Watch(near, Interest.Write);
        Assert.Equal([near], Wait());
        Assert.Equal(Interest.Write, near.Ready);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_end_is_something_to_read(bool reset)
    {
        (WatchedSocket near, Socket far) = Connect();
        _set.Watch(near, Interest.Read);
        far.LingerState = new LingerOption(reset, 0);
        far.Dispose();
        Assert.Equal([near], Wait());
        Assert.Equal(Interest.Read, near.Ready);
    }

    [Fact]
    public void A_reset_is_not_reported_while_nothing_is_waited_for_and_is_later()
    {
        (WatchedSocket near, Socket far) = Connect();
        _set.Watch(near, Interest.Read);
        _set.Watch(near, Interest.None);
        far.LingerState = new LingerOption(true, 0);
        far.Dispose();
        RawClient.Until(() => near.Socket.Poll(0, SelectMode.SelectRead), "the reset");
        _set.Wait(1);
        Assert.Equal(0, _set.ReadyCount);
        _set.Watch(near, Interest.Read);
        Assert.Equal([near], Wait());
    }

    [Fact]
    public void A_new_socket_in_the_place_of_an_old_one_is_itself()
    {
        for (int i = 0; i < 20; i++)
        {
            (WatchedSocket near, Socket far) = Connect();
            _set.Watch(near, Interest.Read);
            far.Send([1]);
            Assert.Equal([near], Wait());
            _set.Watch(near, Interest.None);
            near.Socket.Dispose();
            far.Dispose();
        }
    }

    [Fact]
    public void More_are_ready_than_one_wait_reports_and_all_are_found()
    {
        (WatchedSocket Near, Socket Far)[] pairs = [.. Enumerable.Range(0, 600).Select(_ => Connect())];
        Array.ForEach(pairs, pair => _set.Watch(pair.Near, Interest.Write));
        var found = new HashSet<WatchedSocket>();
        while (found.Count < pairs.Length)
        {
            WatchedSocket[] ready = Wait();
            Assert.NotEmpty(ready);
            foreach (WatchedSocket socket in ready)
            {
                Assert.True(found.Add(socket));
                _set.Watch(socket, Interest.None);
            }
        }
    }

    public void Dispose()
    {
        _set.Dispose();
        _sockets.ForEach(socket => socket.Dispose());
        _listener.Dispose();
        GC.SuppressFinalize(this);
    }

    private WatchedSocket[] Wait()
    {
        _set.Wait(20_000);
        return [.. Enumerable.Range(0, _set.ReadyCount).Select(i => _set[i])];
    }

    private (WatchedSocket Near, Socket Far) Connect()
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        far.Connect(_listener.LocalEndPoint!);
        Socket near = _listener.Accept();
        near.Blocking = false;
        _sockets.AddRange([far, near]);
        return (new WatchedSocket(near, this), far);
    }
}

public sealed class SelectSetTests() : ReadinessSetTests(Readiness.Select);

public sealed class EpollSetTests() : ReadinessSetTests(Readiness.Epoll)
{
    [Fact]
    public void On_Linux_it_is_what_a_server_waits_with()
    {
        using IReadinessSet chosen = new ServerOptions().CreateReadinessSet();
        Assert.Equal(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), chosen is EpollSet);
    }
}
