using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Threading;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

public abstract class ChatServerFaultTests(Readiness readiness) : ReadinessTests(readiness)
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("1x")]
    [InlineData("-1")]
    [InlineData("\xEF\xBC\x91\x30")]
    public void A_bad_header_ends_that_connection_only(string bad)
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        using RawClient be = test.LogIn("be");
        be.SendBytes([.. RawClient.Frames("MSG one", "MSG two"), .. Encoding.Latin1.GetBytes(bad), .. RawClient.Frames("MSG three")]);
        Assert.Equal(["be: one", "be: two", "NO - not understood"], be.ReadToEnd());
        Assert.Equal(["be: one", "be: two"], fo.Read(2));
        test.UntilGone("be");
        Assert.Equal("fo: hi", fo.Ask("MSG hi"));
    }

    [Fact]
    public void The_last_words_are_not_lost_to_what_was_sent_and_not_read()
    {
        using var test = new TestServer(Readiness);
        using RawClient guest = test.Connect();
        guest.SendBytes(new string('x', 200_000));
        Assert.Equal(["NO - not understood"], guest.ReadToEnd());
        Assert.False(guest.WasReset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("11LOGIN f")]
    [InlineData("11LOGIN fo be")]
    [InlineData("11LOGIN fo be12MSG in mid")]
    public void A_reset_at_any_point_harms_nobody(string before)
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("other");
        using RawClient resetting = test.Connect();
        resetting.SendBytes(before);
        test.UntilClients(2);
        resetting.Reset();
        test.UntilClients(1);
        Assert.Equal("USERS 1: other", fo.Ask("WHO"));
    }

    [Fact]
    public void Who_closes_its_half_still_hears_the_answers()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.Connect();
        fo.Send("LOGIN fo pw", "MSG 1", "WHO");
        fo.SendBytes("12MSG cut o");
        fo.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(["Welcome, fo! ChatPS 1", "fo: 1", "USERS 1: fo"], fo.ReadToEnd());
        test.UntilClients(0);
        Assert.Empty(test.Server.UserName);
    }

    [Fact]
    public void Who_closes_its_half_with_much_to_come_gets_all_of_it()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo", receiveBuffer: 64 * 1024);
        using RawClient be = test.LogIn("be");
        Talk.Flood(be, "be", 600_000);
        fo.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(6000, fo.ReadToEnd().Length);
        test.UntilGone("fo");
        Assert.Equal("USERS 1: be", be.Ask("WHO"));
    }

    [Fact]
    public void Three_hundred_connections_of_noise_do_not_disturb_a_talk()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        using RawClient be = test.LogIn("be");
        var random = RandomRun.Source(42);
        var open = new List<RawClient>();
        for (int i = 0; i < 300; i++)
        {
            var noise = new byte[random.Next(1, 3000)];
            random.NextBytes(noise);
            if (i % 3 == 0)
                RawClient.Frames("LOGIN noise" + i + " pw", "MSG 1").CopyTo(noise = new byte[40 + noise.Length], 0);
            RawClient client = test.Connect();
            open.Add(client);
            client.Socket.Send(noise);
            if (i % 2 == 0)
                client.Reset();
            fo.Send($"W be {i}");
            Assert.Equal($"fo whispers: {i}", ReadWhisper(be));
        }

        open.ForEach(client => client.Dispose());
        test.UntilClients(2);
        Assert.Equal(["be", "fo"], test.Server.UserName);
    }

    [Fact]
    public void Noise_in_good_frames_is_answered_frame_by_frame()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        var random = RandomRun.Source(43);
        for (int i = 0; i < 500; i++)
        {
            var noise = new byte[random.Next(0, 100)];
            random.NextBytes(noise);
            fo.SendBytes(RawClient.Frame(noise));
            Assert.Equal("NO - not understood", fo.Read());
        }
    }

    [Fact]
    public void An_error_of_the_server_while_it_handles_one_ends_that_one_only_and_is_kept()
    {
        using ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, CreateReadinessSet = Factory(Readiness), Logins = [BrokenLogin(), TestServer.Login("fo", "pw")] });
        using RawClient unlucky = RawClient.Connect(server);
        Assert.Equal("NO - log in first", unlucky.Ask("WHO"));
        unlucky.Send("LOGIN unlucky pw");
        unlucky.AssertEnd();
        using RawClient fo = RawClient.LogIn(server, "fo");
        Assert.Equal("fo: hi", fo.Ask("MSG hi"));
        Assert.IsType<NullReferenceException>(server.LastError);
        Assert.Equal(ChatServerState.Running, server.State);
    }

    /// <summary>What was being handed out when it failed is not handed out again with what comes next.</summary>
    [Fact]
    public void An_error_of_the_server_while_it_hands_out_repeats_nothing()
    {
        using ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, CreateReadinessSet = Factory(Readiness) });
        using RawClient be = RawClient.LogIn(server, "be");
        using RawClient fo = RawClient.LogIn(server, "fo");
        object loop = Field(server, "_loop").GetValue(server)!;
        object peers = Field(loop, "_peers").GetValue(loop)!;
        FieldInfo congestion = Field(peers, "<congestion>P");
        object working = congestion.GetValue(peers)!;
        congestion.SetValue(peers, null); // stands for any fault of the program behind the first delivery
        fo.Send("MSG hi");
        fo.AssertEnd();
        congestion.SetValue(peers, working);
        Assert.Equal("fo: hi", be.Read());
        Assert.Equal("USERS 1: be", be.Ask("WHO"));
        Assert.IsType<NullReferenceException>(server.LastError);
    }

    [Fact]
    public void An_error_of_the_loop_itself_ends_the_server_and_is_kept()
    {
        bool failing = false;
        using ChatServer server = ChatServer.Start(new ServerOptions
        {
            Port = 0,
            CreateReadinessSet = Factory(Readiness),
            Clock = () => Volatile.Read(ref failing) ? throw new DivideByZeroException() : 0,
        });
        using RawClient fo = RawClient.LogIn(server, "fo");
        Volatile.Write(ref failing, true);
        server.Wake();
        fo.AssertEnd();
        RawClient.Until(() => server.State == ChatServerState.Failed, "the failure");
        Assert.IsType<DivideByZeroException>(server.LastError);
        Assert.Equal(0, server.ClientCount);
        server.Stop();
        Assert.Equal(ChatServerState.Failed, server.State);
    }

    private static FieldInfo Field(object owner, string name) =>
        owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new InvalidOperationException($"{owner.GetType().Name} has no {name}.");

    // Stands for any fault of the program: comparing the password of this login fails.
    private static ChatLogin BrokenLogin()
    {
        ChatLogin login = TestServer.Login("unlucky", "pw");
        typeof(ChatLogin).GetField("_password", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(login, null);
        return login;
    }

    // What the noise says to all may come between.
    private static string ReadWhisper(RawClient client)
    {
        string payload;
        do
            payload = client.Read();
        while (payload.StartsWith("noise", StringComparison.Ordinal));
        return payload;
    }
}

public sealed class ChatServerFaultTestsWithSelect() : ChatServerFaultTests(Readiness.Select);

public sealed class ChatServerFaultTestsWithEpoll() : ChatServerFaultTests(Readiness.Epoll);
