using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace ChatPS.Tests.Server;

public abstract class ChatServerStartTests(Readiness readiness) : ReadinessTests(readiness)
{
    [Fact]
    public void It_tells_where_it_listens()
    {
        DateTimeOffset before = DateTimeOffset.Now;
        using var test = new TestServer(Readiness);
        ChatServer server = test.Server;
        Assert.Equal("127.0.0.1", server.ComputerName);
        Assert.Equal(IPAddress.Loopback, server.Address);
        Assert.InRange(server.Port, 1, 65535);
        Assert.Equal(ChatServerState.Running, server.State);
        Assert.Equal(0, server.ClientCount);
        Assert.Empty(server.UserName);
        Assert.InRange(server.StartTime, before, DateTimeOffset.Now);
        Assert.Equal($"127.0.0.1:{server.Port}", server.ToString());
    }

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("::", "::1")]
    [InlineData("::1", "::1")]
    public void A_client_on_this_machine_reaches_it_under_its_computer_name(string address, string computerName)
    {
        Assert.SkipUnless(HasAddress(computerName), $"This machine does not have the address {computerName}.");
        using var test = new TestServer(Readiness, IPAddress.Parse(address), allowAnyLogin: true);
        Assert.Equal(computerName, test.Server.ComputerName);
        using RawClient fo = test.LogIn("fo");
        Assert.Equal("fo: hi", fo.Ask("MSG hi"));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public void Open_to_others_it_wants_logins_or_a_word(string address)
    {
        ChatException e = Assert.Throws<ChatException>(() => new TestServer(Readiness, IPAddress.Parse(address)));
        Assert.Equal(ChatFailure.LoginNotRestricted, e.Failure);
    }

    [Fact]
    public void Open_to_others_with_logins_only_they_come_in()
    {
        using var test = new TestServer(Readiness, IPAddress.Any, logins: ["fo secret"]);
        using RawClient fo = test.LogIn("fo", "secret");
        using RawClient be = test.Connect();
        Assert.Equal("NO - username/password pair does not exist", be.Ask("LOGIN be secret"));
    }

    [Fact]
    public void An_address_of_another_machine_cannot_be_listened_on()
    {
        ChatException e = Assert.Throws<ChatException>(() => new TestServer(Readiness, IPAddress.Parse("192.0.2.1"), allowAnyLogin: true));
        Assert.Equal(ChatFailure.AddressInUse, e.Failure);
    }

    [Fact]
    public void Two_servers_never_share_a_port()
    {
        using var test = new TestServer(Readiness);
        ChatException e = Assert.Throws<ChatException>(() => Again(test.Server.Port));
        Assert.Equal(ChatFailure.AddressInUse, e.Failure);
        Assert.Contains(test.Server.Port.ToString(), e.Message, StringComparison.Ordinal);

        using var pushy = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        pushy.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        Assert.Throws<SocketException>(() =>
        {
            pushy.Bind(new IPEndPoint(IPAddress.Loopback, test.Server.Port));
            pushy.Listen(1);
        });
    }

    [Fact]
    public void After_a_stop_the_port_is_free_at_once()
    {
        // Another test may be given the port between the two: that is no fault, and rare, so a few goes are enough.
        for (int go = 1; ; go++)
        {
            var first = new TestServer(Readiness);
            using RawClient fo = first.LogIn("fo");
            first.Dispose();
            try
            {
                using ChatServer second = Again(first.Server.Port);
                using RawClient be = RawClient.LogIn(second, "be");
                return;
            }
            catch (ChatException e) when (e.Failure == ChatFailure.AddressInUse && go < 5)
            {
            }
        }
    }

    [Fact]
    public void A_stop_is_said_to_all_and_ends_everything()
    {
        var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        using RawClient be = test.LogIn("be");
        using RawClient guest = test.Connect();
        test.UntilClients(3);
        test.Server.Stop();
        Assert.All([fo, be, guest], client => Assert.Equal(["* server is stopping"], client.ReadToEnd()));
        Assert.Equal(ChatServerState.Stopped, test.Server.State);
        Assert.Equal(0, test.Server.ClientCount);
        Assert.Empty(test.Server.UserName);
        test.Server.Stop();
        test.Dispose();
        Assert.Throws<SocketException>(() => test.Connect());
    }

    [Fact]
    public void A_stop_does_not_wait_for_who_does_not_read()
    {
        var test = new TestServer(Readiness);
        using RawClient deaf = test.LogIn("deaf", receiveBuffer: 4096);
        using RawClient fo = test.LogIn("fo");
        Talk.Flood(fo, "fo", 500_000);
        test.Dispose();
        Assert.Equal(["* server is stopping"], fo.ReadToEnd());
    }

    [Fact]
    public void A_name_list_handed_out_is_a_copy()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        test.Server.UserName[0] = "changed";
        Assert.Equal(["fo"], test.Server.UserName);
    }

    private static ChatServer Again(int port) => ChatServer.Start(new ChatPS.Server.ServerOptions { Port = port });

    // Containers often have IPv6 and no address of it, and on macOS loopback is 127.0.0.1 alone.
    private static bool HasAddress(string address)
    {
        try
        {
            IPAddress wanted = IPAddress.Parse(address);
            using var socket = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(wanted, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

public sealed class ChatServerStartTestsWithSelect() : ChatServerStartTests(Readiness.Select);

public sealed class ChatServerStartTestsWithEpoll() : ChatServerStartTests(Readiness.Epoll);
