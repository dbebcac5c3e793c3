using System;
using System.Linq;
using System.Net.Sockets;
using System.Threading;

namespace ChatPS.Tests.Server;

public abstract class ChatServerLimitTests(Readiness readiness) : ReadinessTests(readiness)
{
    [Fact]
    public void Who_does_not_log_in_in_time_is_sent_away_however_it_dribbles()
    {
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient silent = test.Connect();
        using RawClient dribbling = test.Connect();
        test.UntilClients(2);
        for (int i = 0; i < 4; i++)
        {
            test.Advance(4);
            Assert.Equal("NO - log in first", dribbling.Ask("WHO"));
        }

        using RawClient late = test.Connect();
        test.UntilClients(3);
        test.Advance(3.999);
        Assert.Equal("Welcome, late! ChatPS 1", late.Ask("LOGIN late pw"));
        Assert.Equal(3, test.Server.ClientCount);
        test.Advance(0.001);
        Assert.Equal(["NO - log in first"], silent.ReadToEnd());
        Assert.Equal(["NO - log in first"], dribbling.ReadToEnd());
        test.Advance(1000);
        Assert.Equal("late: still here", late.Ask("MSG still here"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("11LOGI")]
    [InlineData("99")]
    public void Half_a_frame_has_ten_seconds(string half)
    {
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        using RawClient be = test.LogIn("be");

        // In one piece with a whole frame: its answer tells that the half has arrived too.
        fo.SendBytes("03WHO" + half);
        Assert.Equal("USERS 2: be fo", fo.Read());
        test.Advance(9.999);
        Assert.Equal("USERS 2: be fo", be.Ask("WHO"));
        test.Advance(0.001);
        Assert.Equal(["NO - not understood"], fo.ReadToEnd());
        test.UntilGone("fo");
        Assert.Equal("be: hi", be.Ask("MSG hi"));
    }

    [Fact]
    public void A_frame_that_is_whole_in_time_starts_no_deadline_for_the_next()
    {
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        fo.SendBytes("0");
        for (int i = 0; i < 5; i++)
        {
            // Always inside a frame, but never long inside the same one.
            fo.SendBytes("3WHO0");
            Assert.Equal("USERS 1: fo", fo.Read());
            test.Advance(6);
        }
    }

    [Fact]
    public void While_nobody_listens_half_a_frame_may_wait()
    {
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient slow = test.LogIn("slow", receiveBuffer: 64 * 1024);
        using RawClient fo = test.LogIn("fo");
        slow.SendBytes("03WHO0");
        Assert.Equal("USERS 2: fo slow", slow.Read());
        Talk.Flood(fo, "fo", 700_000);
        test.Advance(9.9);
        Assert.Equal("USERS 2: fo slow", fo.Ask("WHO"));
        Assert.All(slow.Read(7000), payload => Assert.StartsWith("fo: xxx", payload, StringComparison.Ordinal));
        test.Advance(5);
        Assert.Equal("USERS 2: fo slow", fo.Ask("WHO"));
        slow.SendBytes("3WHO");
        Assert.Equal("USERS 2: fo slow", slow.Read());
    }

    [Fact]
    public void After_three_wrong_logins_it_ends()
    {
        using var test = new TestServer(Readiness, logins: ["fo secret"]);
        using RawClient guest = test.Connect();
        guest.Send("LOGIN fo 1", "LOGIN fo 2", "LOGIN fo 3", "LOGIN fo secret");
        Assert.Equal(Enumerable.Repeat("NO - username/password pair does not exist", 3), guest.ReadToEnd());
        using RawClient fo = test.Connect();
        fo.Send("LOGIN fo 1", "LOGIN fo 2", "LOGIN fo secret");
        Assert.Equal("Welcome, fo! ChatPS 1", fo.Read(3)[2]);
    }

    [Fact]
    public void After_ten_frames_without_a_login_it_ends()
    {
        using var test = new TestServer(Readiness);
        using RawClient guest = test.Connect();
        guest.Send(Enumerable.Repeat("WHO", 12).ToArray());
        Assert.Equal(Enumerable.Repeat("NO - log in first", 10), guest.ReadToEnd());
        using RawClient fo = test.Connect();
        fo.Send([.. Enumerable.Repeat("WHO", 9), "LOGIN fo pw", .. Enumerable.Repeat("MSG x", 12)]);
        Assert.Equal("fo: x", fo.Read(22)[21]);
    }

    [Fact]
    public void One_more_than_the_most_is_told_that_it_is_full()
    {
        using var test = new TestServer(Readiness, maxClient: 2);
        using RawClient fo = test.LogIn("fo");
        using RawClient be = test.LogIn("be");
        using RawClient third = test.Connect();
        Assert.Equal(["NO - server is full"], third.ReadToEnd());
        Assert.Equal("fo: hi", fo.Ask("MSG hi"));
        be.Dispose();
        test.UntilClients(1);
        using RawClient next = test.LogIn("next");
    }

    [Fact]
    public void Many_more_than_the_most_do_not_keep_the_next_out_for_ever()
    {
        using var test = new TestServer(Readiness, maxClient: 1, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        RawClient[] crowd = Enumerable.Range(0, 100).Select(_ => test.Connect()).ToArray();
        Assert.Equal("NO - server is full", crowd[0].Read());
        Assert.Equal("fo: hi", fo.Ask("MSG hi"));
        for (int i = 1; i < crowd.Length; i++)
        {
            if (i == 60)
                test.Advance(11); // those who were told and stay anyway are closed
            Assert.Equal("NO - server is full", crowd[i].Read());
        }

        fo.Dispose();
        test.UntilClients(0);
        test.Advance(11);
        using RawClient next = test.LogIn("next");
        Array.ForEach(crowd, client => client.Dispose());
    }

    [Fact]
    public void A_flood_is_slowed_and_nothing_of_it_is_lost()
    {
        using var test = new TestServer(Readiness, messagesPerSecond: 5, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        using RawClient be = test.LogIn("be");
        fo.Send(Enumerable.Range(0, 30).Select(i => $"MSG {i}").ToArray());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"fo: {i}"), fo.Read(10));
        Assert.Equal(10, be.Read(10).Length);

        // Nothing of fo stands between: its next message waits for the clock.
        Assert.Equal("be: first", be.Ask("MSG first"));
        Assert.Equal("be: first", fo.Read());
        test.Advance(0.2);
        Assert.Equal("fo: 10", fo.Read());
        Assert.Equal("fo: 10", be.Read());
        Assert.Equal("be: second", be.Ask("MSG second"));
        Assert.Equal("be: second", fo.Read());
        test.Advance(1000);
        Assert.Equal(Enumerable.Range(11, 10).Select(i => $"fo: {i}"), fo.Read(10));
        test.Advance(1000);
        Assert.Equal(Enumerable.Range(21, 9).Select(i => $"fo: {i}"), fo.Read(9));
    }

    [Fact]
    public void Who_is_slowed_does_not_make_the_loop_spin()
    {
        using var test = new TestServer(Readiness, messagesPerSecond: 20, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        fo.Send(Enumerable.Range(0, 50).Select(i => $"MSG {i}").ToArray());
        fo.Read(40);
        using RawClient be = test.LogIn("be");
        AssertTurns(test.Server, be, "", "NO - not understood");
        test.Advance(1);
        Assert.Equal("fo: 40", fo.Read());
    }

    [Fact]
    public void The_end_of_who_is_slowed_is_noticed_and_what_it_said_before_is_heard()
    {
        using var test = new TestServer(Readiness, messagesPerSecond: 5, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        using RawClient be = test.LogIn("be");
        fo.Send(Enumerable.Range(0, 15).Select(i => $"MSG {i}").ToArray());
        fo.Read(10);
        fo.Socket.Shutdown(SocketShutdown.Send);
        for (int i = 0; i < 5; i++)
        {
            Assert.Contains("fo", test.Server.UserName);
            test.Advance(0.2);
            Assert.Equal($"fo: {10 + i}", fo.Read());
        }

        test.Advance(10);
        test.UntilGone("fo");
        fo.AssertEnd();
        Assert.Equal("fo: 14", be.Read(15)[14]);
    }

    [Fact]
    public void Who_never_reads_is_closed_and_the_others_do_not_wait()
    {
        using var test = new TestServer(Readiness);
        using RawClient deaf = test.LogIn("deaf", receiveBuffer: 4096);
        using RawClient fo = test.LogIn("fo");
        for (int i = 0; i < 50 && test.Server.UserName.Length == 2; i++)
            Talk.Flood(fo, "fo", 100_000);
        Assert.Equal("USERS 1: fo", fo.Ask("WHO"));
        test.UntilClients(1);
    }

    [Fact]
    public void Who_takes_nothing_for_ten_seconds_is_closed_sooner()
    {
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient deaf = test.LogIn("deaf", receiveBuffer: 4096);
        using RawClient fo = test.LogIn("fo");

        // More than the system holds for it and 96 KiB, less than 1 MiB.
        Talk.Flood(fo, "fo", 700_000);
        test.Advance(9.9);
        Assert.Equal("USERS 2: deaf fo", fo.Ask("WHO"));
        Assert.Equal("USERS 2: deaf fo", fo.Ask("WHO"));
        AssertTurns(test.Server, fo, "MSG ", "NO - not understood");
        test.Advance(0.2);
        test.UntilGone("deaf");
        Assert.Equal("USERS 1: fo", fo.Ask("WHO"));
    }

    [Fact]
    public void When_too_much_waits_for_all_together_those_furthest_behind_are_closed()
    {
        // One has more to read than the others, and even it is far from the 1 MiB that would be too much for one.
        using var test = new TestServer(Readiness, stoppedClock: true, maxQueuedBytes: 600_000, littleRoom: true);
        RawClient[] deaf = [.. Enumerable.Range(0, 3).Select(i => test.LogIn("deaf" + i, receiveBuffer: 4096))];
        using RawClient fo = test.LogIn("fo");
        fo.Send([.. Enumerable.Range(0, 100).Select(_ => "W deaf1 " + new string('x', 70))]);
        fo.Read(100);
        for (int i = 0; i < 25 && test.Server.UserName.Length == 4; i++)
            Talk.Flood(fo, "fo", 20_000);
        Assert.Equal("USERS 3: deaf0 deaf2 fo", fo.Ask("WHO"));
        Assert.Equal("fo: still here", fo.Ask("MSG still here"));
        Array.ForEach(deaf, client => client.Dispose());
    }

    [Fact]
    public void Who_is_only_a_little_behind_may_stay_so()
    {
        using var test = new TestServer(Readiness, stoppedClock: true);
        using RawClient slow = test.LogIn("slow", receiveBuffer: 4096);
        using RawClient fo = test.LogIn("fo");
        Talk.Flood(fo, "fo", 60_000);
        test.Advance(1000);
        Assert.Equal("USERS 2: fo slow", fo.Ask("WHO"));
        Assert.Equal("USERS 2: fo slow", fo.Ask("WHO"));
        Assert.All(slow.Read(600), payload => Assert.StartsWith("fo: xxx", payload, StringComparison.Ordinal));
        Assert.Equal("slow: here", slow.Ask("MSG here"));
    }

    [Fact]
    public void Who_does_not_read_its_answers_is_not_read_either()
    {
        using var test = new TestServer(Readiness, messagesPerSecond: 0, stoppedClock: true);
        using RawClient fo = test.LogIn("fo");
        using RawClient greedy = test.LogIn("greedy", receiveBuffer: 4096);

        // Each request of 5 bytes is answered with 17: without a stop the server would have to hold far more than 1 MiB.
        byte[] requests = RawClient.Frames(Enumerable.Repeat("WHO", 1000).ToArray());
        greedy.Socket.Blocking = false;
        long sent = 0;
        SocketError error = SocketError.Success;
        for (int refused = 0; refused < 50;)
        {
            int count = greedy.Socket.Send(requests, (int)(sent % requests.Length), requests.Length - (int)(sent % requests.Length), SocketFlags.None, out error);
            sent += count;
            refused = count > 0 ? 0 : refused + 1;
            Assert.Equal("fo: turn", fo.Ask("MSG turn"));
            Assert.True(sent < 100_000_000);
        }

        Assert.Equal(SocketError.WouldBlock, error);
        Assert.Contains("greedy", test.Server.UserName);
        AssertTurns(test.Server, fo, "W nobody x", "NO - no such user: nobody");

        // And when it reads after all, every request has its answer.
        greedy.Socket.Blocking = true;
        long answered = 0;
        while (answered < sent / 5)
            answered += greedy.Read() == "USERS 2: fo greedy" ? 1 : 0;
    }

    [Fact]
    public void Without_descriptors_accepting_pauses_and_does_not_spin()
    {
        int calls = 0;
        bool failing = false;
        using var test = new TestServer(Readiness, stoppedClock: true, accept: listener =>
        {
            Interlocked.Increment(ref calls);
            if (Volatile.Read(ref failing))
                throw new SocketException((int)SocketError.TooManyOpenSockets);
            return listener.Accept();
        });
        using RawClient fo = test.LogIn("fo");
        Volatile.Write(ref failing, true);
        using RawClient waiting = test.Connect();
        RawClient.Until(() => Volatile.Read(ref calls) == 2, "the refused accept");
        AssertTurns(test.Server, fo, "MSG hi", "fo: hi");
        Assert.Equal(2, Volatile.Read(ref calls));
        test.Advance(1);
        RawClient.Until(() => Volatile.Read(ref calls) == 3, "another try");
        Volatile.Write(ref failing, false);
        test.Advance(1);
        Assert.Equal("Welcome, waiting! ChatPS 1", waiting.Ask("LOGIN waiting pw"));
    }

    [Fact]
    public void Who_gives_up_before_it_is_accepted_is_no_reason_to_pause()
    {
        int calls = 0;
        using var test = new TestServer(Readiness, stoppedClock: true, accept: listener =>
            Interlocked.Increment(ref calls) == 1 ? throw new SocketException((int)SocketError.ConnectionAborted) : listener.Accept());
        using RawClient fo = test.LogIn("fo");
        Assert.Equal(2, Volatile.Read(ref calls));
    }

    // A loop that spins makes hundreds of turns during these; one that waits makes one for each request.
    private static void AssertTurns(ChatServer server, RawClient client, string request, string answer)
    {
        Assert.Equal(answer, client.Ask(request));
        long before = server.TurnCount;
        for (int i = 0; i < 30; i++)
            Assert.Equal(answer, client.Ask(request));
        Assert.InRange(server.TurnCount - before, 30, 60);
    }
}

public sealed class ChatServerLimitTestsWithSelect() : ChatServerLimitTests(Readiness.Select);

public sealed class ChatServerLimitTestsWithEpoll() : ChatServerLimitTests(Readiness.Epoll);
