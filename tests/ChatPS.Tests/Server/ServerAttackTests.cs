using System.Net;
using System.Net.Sockets;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>What somebody tries who knows the limits, with a clock that is moved by hand.</summary>
public abstract class ServerAttackTests(Readiness readiness) : ReadinessTests(readiness)
{
    [Fact]
    public void Connecting_again_does_not_escape_the_limit_of_a_name()
    {
        using var test = new TestServer(Readiness, messagesPerSecond: 5, stoppedClock: true);
        using RawClient be = test.LogIn("be");
        using (RawClient flooder = test.LogIn("fo"))
        {
            flooder.Send([.. Enumerable.Range(0, 10).Select(i => $"MSG {i}")]);
            Assert.Equal("fo: 9", be.Read(10)[9]);
        }

        // Who has used up its limit is not read, not even its end, until it may go on: a fifth of a second later, for one request.
        test.Advance(0.2);
        test.UntilGone("fo");
        using RawClient again = test.LogIn("FO");
        again.Send("MSG allowed", "MSG late");
        Assert.Equal("FO: allowed", be.Read());
        Assert.Equal("be: first", be.Ask("MSG first"));
        test.Advance(0.2);
        Assert.Equal("FO: late", be.Read());
    }

    [Fact]
    public void Many_names_of_one_address_share_its_limit()
    {
        const int Burst = 10 * ServerLimits.NamesPerAddress;
        using var test = new TestServer(Readiness, messagesPerSecond: 5, stoppedClock: true);
        RawClient[] names = [.. Enumerable.Range(0, ServerLimits.NamesPerAddress + 5).Select(i => test.LogIn("n" + i))];
        int left = Burst - names.Length;
        foreach (RawClient name in names)
            name.Send([.. Enumerable.Repeat("MSG x", 10)]);
        Assert.All(names[0].Read(left), text => Assert.EndsWith(": x", text, StringComparison.Ordinal));
        RawClient.Until(() => test.Server.ClientCount == names.Length, "all");
        test.Advance(0);
        Assert.Equal(0, names[0].Socket.Available);
        test.Advance(0.005); // 200 a second for all of them
        Assert.EndsWith(": x", names[0].Read(), StringComparison.Ordinal);
        Array.ForEach(names, name => name.Dispose());
    }

    [Fact]
    public void A_list_of_names_counts_by_its_bytes()
    {
        using var test = new TestServer(Readiness, messagesPerSecond: 5, stoppedClock: true);
        RawClient[] others = [.. Enumerable.Range(0, 30).Select(i => test.LogIn(new string('n', 60) + i))];
        using RawClient fo = test.LogIn("fo");

        // 2 KiB and a little: three of a burst of ten each, and the fourth may still begin.
        fo.Send([.. Enumerable.Repeat("WHO", 10)]);
        Assert.All(fo.Read(4 * 30), text => Assert.StartsWith("USERS 31: ", text, StringComparison.Ordinal));
        Assert.EndsWith(": fence", others[0].Ask("MSG fence"), StringComparison.Ordinal);
        Assert.EndsWith(": fence", fo.Read(), StringComparison.Ordinal);
        test.Advance(0.6);
        Assert.All(fo.Read(30), text => Assert.StartsWith("USERS 31: ", text, StringComparison.Ordinal));
        Array.ForEach(others, other => other.Dispose());
    }

    [Fact]
    public void The_right_password_takes_over_from_a_ghost()
    {
        using var test = new TestServer(Readiness, logins: ["fo secret", "be secret"]);
        using RawClient ghost = test.LogIn("fo", "secret");
        using RawClient be = test.LogIn("be", "secret");
        using RawClient fo = test.LogIn("Fo", "secret");
        Assert.Equal(["NO - disconnected: logged in elsewhere"], ghost.ReadToEnd());
        Assert.Equal("OK - whispered to Fo", be.Ask("W fo hi"));
        Assert.Equal("be whispers: hi", fo.Read());
        test.UntilClients(2);
        Assert.Equal(["be", "Fo"], test.Server.UserName);
    }

    [Fact]
    public void An_accepted_socket_notices_that_its_other_end_is_dead_and_holds_little()
    {
        Socket? accepted = null;
        using var test = new TestServer(Readiness, address: IPAddress.Any, allowAnyLogin: true, accept: listener => accepted = listener.Accept());
        using RawClient fo = test.LogIn("fo");
        Assert.NotNull(accepted);
        Assert.InRange(accepted.ReceiveBufferSize, 16 * 1024, 32 * 1024); // Linux doubles it for its own needs
        Assert.Equal(12, (int)accepted.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!);
        Assert.Equal(4, (int)accepted.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval)!);
        if (!OperatingSystem.IsLinux())
            return;
        const int Tcp = 6;
        const int UserTimeout = 18;
        var value = new byte[sizeof(int)];
        Assert.Equal(value.Length, accepted.GetRawSocketOption(Tcp, UserTimeout, value));
        Assert.Equal(ServerLimits.OwedMs, BitConverter.ToInt32(value)); // a reader that pauses has the server's minute
    }

    [Fact]
    public void Guesses_of_one_address_become_slow_and_nobody_else_waits()
    {
        using var test = new TestServer(Readiness, logins: ["fo secret", "be secret"], stoppedClock: true);
        using RawClient be = test.LogIn("be", "secret");
        using RawClient first = test.Connect();
        first.Send("LOGIN fo 1", "LOGIN fo 2", "LOGIN fo 3");
        Assert.Equal(3, first.ReadToEnd().Length);
        using RawClient second = test.Connect();
        Assert.StartsWith("NO - username/password", second.Ask("LOGIN fo 4"), StringComparison.Ordinal);

        // The next is not looked at for a quarter of a second, the one after it for half a second.
        foreach (double wait in (double[])[0.25, 0.5])
        {
            using RawClient next = test.Connect();
            next.Send("LOGIN nobody 5");
            Assert.Equal("be: hi", be.Ask("MSG hi"));
            test.Advance(wait - 0.01);
            Assert.Equal("be: hi", be.Ask("MSG hi"));
            Assert.Equal(0, next.Socket.Available);
            test.Advance(0.01);
            Assert.StartsWith("NO - username/password", next.Read(), StringComparison.Ordinal);
        }

        test.Advance(1);
        using RawClient fo = test.LogIn("fo", "secret");
    }

    [Fact]
    public void When_all_places_are_taken_the_oldest_without_a_login_goes()
    {
        using var test = new TestServer(Readiness, maxClient: 3, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        using RawClient oldest = test.Connect();
        test.UntilClients(2);
        test.Advance(1);
        using RawClient newer = test.Connect();
        test.UntilClients(3);
        using RawClient be = test.LogIn("be");
        Assert.Equal(["NO - server is full"], oldest.ReadToEnd());
        Assert.Equal("Welcome, newer! ChatPS 1", newer.Ask("LOGIN newer pw"));
        using RawClient last = test.Connect();
        Assert.Equal(["NO - server is full"], last.ReadToEnd());
    }

    [Fact]
    public void A_login_that_has_just_come_is_read_before_its_sender_has_to_give_way()
    {
        Socket? first = null;
        RawClient? slow = null;
        using var test = new TestServer(Readiness, maxClient: 1, accept: listener =>
        {
            Socket accepted = listener.Accept();
            if (first is null)
                return first = accepted;
            slow!.Send("LOGIN slow pw");
            RawClient.Until(() => first.Available > 0, "the login");
            return accepted;
        });
        slow = test.Connect();
        test.UntilClients(1);
        using RawClient other = test.Connect();
        Assert.Equal(["NO - server is full"], other.ReadToEnd());
        Assert.Equal("Welcome, slow! ChatPS 1", slow.Read());
        slow.Dispose();
    }

    [Fact]
    public void In_a_turn_no_more_are_accepted_than_there_are_places()
    {
        var turns = new System.Collections.Concurrent.ConcurrentQueue<long>();
        using var isHeld = new ManualResetEventSlim();
        using var allWait = new ManualResetEventSlim();
        TestServer test = null!;
        test = new TestServer(Readiness, maxClient: 3, accept: listener =>
        {
            isHeld.Set();
            allWait.Wait(RawClient.Patience);
            turns.Enqueue(test.Server.TurnCount);
            return listener.Accept();
        });
        using (test)
        {
            RawClient[] silent = [.. Enumerable.Range(0, 10).Select(_ => test.Connect())];
            Assert.True(isHeld.Wait(RawClient.Patience));
            allWait.Set();
            RawClient.Until(() => turns.Count == 10, "all");
            Assert.Equal([3, 1, 1, 1, 1, 1, 1, 1], turns.GroupBy(turn => turn).Select(turn => turn.Count()));
            Array.ForEach(silent, client => client.Dispose());
        }
    }

    [Fact]
    public void Who_has_been_told_that_the_server_is_full_holds_no_place_when_they_run_out()
    {
        using var test = new TestServer(Readiness, maxClient: 1, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");

        // None of them closes its side, and the clock stands still.
        RawClient[] refused = [.. Enumerable.Range(0, ServerLimits.ExtraPeers + 20).Select(_ => test.Connect())];
        Assert.All(refused, client => Assert.Equal("NO - server is full", client.Read()));
        Array.ForEach(refused, client => client.Dispose());
    }

    [Fact]
    public void Who_is_owed_a_little_and_takes_nothing_for_a_minute_is_closed()
    {
        using var test = new TestServer(Readiness, stoppedClock: true, littleRoom: true);
        using RawClient deaf = test.LogIn("deaf", receiveBuffer: 4096);
        using RawClient fo = test.LogIn("fo");
        Talk.Flood(fo, "fo", 60_000);
        test.Advance(59.9);
        Assert.Equal("USERS 2: deaf fo", fo.Ask("WHO"));
        test.Advance(0.2);
        test.UntilGone("deaf");
    }

    [Fact]
    public void A_socket_that_cannot_be_watched_ends_alone_and_the_error_is_kept()
    {
        var set = new RefusingSet(Factory(Readiness)());
        using ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, CreateReadinessSet = () => set });
        using RawClient fo = RawClient.LogIn(server, "fo");
        set.RefusesNext = true;
        using RawClient unlucky = RawClient.Connect(server);
        unlucky.AssertEnd();
        Assert.Equal("fo: hi", fo.Ask("MSG hi"));
        Assert.IsType<SocketException>(server.LastError);
        RawClient.Until(() => server.ClientCount == 1, "one client");
    }

    [Fact]
    public void A_stop_that_takes_too_long_says_so()
    {
        using var isHeld = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        bool holds = false;
        ChatServer server = ChatServer.Start(new ServerOptions
        {
            Port = 0,
            CreateReadinessSet = Factory(Readiness),
            StopTimeout = TimeSpan.FromMilliseconds(100),
            Clock = () =>
            {
                if (Volatile.Read(ref holds))
                {
                    isHeld.Set();
                    held.Wait();
                }

                return 0;
            },
        });
        Volatile.Write(ref holds, true);
        server.Wake();
        Assert.True(isHeld.Wait(RawClient.Patience));
        ChatException e = Assert.Throws<ChatException>(server.Stop);
        Assert.Equal(ChatFailure.Timeout, e.Failure);
        server.Dispose();
        held.Set();
        RawClient.Until(() => server.State == ChatServerState.Stopped, "the end");
    }

    private sealed class RefusingSet(IReadinessSet set) : IReadinessSet
    {
        private volatile bool _refusesNext;

        public bool RefusesNext
        {
            get => _refusesNext;
            set => _refusesNext = value;
        }

        public int Capacity => set.Capacity;

        public int ReadyCount => set.ReadyCount;

        public WatchedSocket this[int index] => set[index];

        public void Watch(WatchedSocket socket, Interest interest)
        {
            if (_refusesNext && socket is { Owner: Peer, Interest: Interest.None } && interest != Interest.None)
            {
                _refusesNext = false;
                throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
            }

            set.Watch(socket, interest);
        }

        public void Wait(int milliseconds) => set.Wait(milliseconds);

        public void Dispose() => set.Dispose();
    }
}

public sealed class ServerAttackTestsWithSelect() : ServerAttackTests(Readiness.Select);

public sealed class ServerAttackTestsWithEpoll() : ServerAttackTests(Readiness.Epoll);
