using System.Diagnostics;
using System.Net.Sockets;
using ChatPS.Client;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>The other end goes: with a word, with a reset, or without any.</summary>
public sealed class BrokenLinkTests
{
    /// <summary>A network namespace is Linux', and root's.</summary>
    public static bool CanLosePackets => LongRun.IsOn && OperatingSystem.IsLinux();

    [Fact]
    public async Task A_server_that_restarts_in_mid_receive_is_an_error_soon_and_can_be_connected_to_again()
    {
        var logins = Array.Empty<ChatPS.Server.ChatLogin>();
        ChatServer first = ChatServer.Start(new ChatPS.Server.ServerOptions { Port = 0, Logins = logins });
        using ChatSession session = Sessions.Connect(first.Port);
        Task<(ChatException, double)> waiting = Task.Run(() => ReceiveToTheEnd(session));
        long stopped = Stopwatch.GetTimestamp();
        first.Stop();
        using ChatServer second = ChatServer.Start(new ChatPS.Server.ServerOptions { Port = first.Port, Logins = logins });
        (ChatException error, double noticed) = await waiting;
        Assert.Equal(ChatFailure.ConnectionLost, error.Failure);
        LongRun.Report($"server restarted in mid-receive: error after {noticed - (stopped * 1000.0 / Stopwatch.Frequency):0} ms");
        using ChatSession again = Sessions.Connect(second.Port);
        again.Say("back", Sessions.Call());
        Assert.Equal("back", again.Receive(1)[0].Text);
    }

    /// <summary>What the test below waits half a minute for.</summary>
    [Fact]
    public void The_system_is_asked_to_notice_a_dead_link()
    {
        using var test = new TestServer();
        using ChatSession session = Sessions.Connect(test.Server.Port);
        AssertNoticesDeath(session.Socket!);
    }

    [Theory(SkipUnless = nameof(CanLosePackets), Skip = "Half a minute of waiting, Linux and root: only in the long run.")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_loses_every_packet_is_known_to_be_dead_within_35_seconds(bool sending)
    {
        using var network = new DeadNetwork();
        using var listener = network.Listen();
        Task<ScriptedPeer> accepting = Task.Run(() => Welcome(new ScriptedPeer(listener.Accept())));
        using ChatSession session = ChatSession.Connect(new ConnectOptions(DeadNetwork.There, ((System.Net.IPEndPoint)listener.LocalEndPoint!).Port, "fo"), "pw", Sessions.Call());
        using ScriptedPeer peer = await accepting;
        network.LoseEverything();
        var elapsed = Stopwatch.StartNew();
        if (sending)
            session.Say("anybody?", Sessions.Call());
        (ChatException error, _) = await Task.Run(() => ReceiveToTheEnd(session));
        Assert.Equal(ChatFailure.ConnectionLost, error.Failure);
        Assert.InRange(elapsed.Elapsed.TotalSeconds, 10, 35);
        LongRun.Report($"half-open link, {(sending ? "sending" : "waiting")}: known after {elapsed.Elapsed.TotalSeconds:0.0} s ({error.Message})");
    }

    [Fact]
    public async Task A_server_that_pauses_reading_is_not_taken_for_dead()
    {
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        string text = new('x', 95);
        int accepted = 0;
        ChatException full = Assert.Throws<ChatException>(() =>
        {
            for (; accepted < 1_000_000; accepted++)
                session.Say(text, Sessions.Call(0.3));
        });
        Assert.Equal(ChatFailure.Timeout, full.Failure);

        // In the short run it only shows that the link is looked at; twice the limit passes in the long one.
        await Task.Delay(LongRun.Pick(ClientLimits.LinkLookMilliseconds * 2, ClientLimits.LinkSilenceMilliseconds * 4), TestContext.Current.CancellationToken);
        Assert.Equal(ChatSessionState.Opened, session.State);
        await ScriptedServer.Run(() =>
        {
            for (int i = 0; i < accepted; i++)
                Assert.Equal("MSG " + text, peer.Read());
        });
    }

    private static void AssertNoticesDeath(Socket socket)
    {
        Assert.Equal(1, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        Assert.Equal(12, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
        Assert.Equal(4, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval));
        Assert.Equal(3, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount));
        if (!OperatingSystem.IsLinux())
            return;
        const int Tcp = 6;
        const int UserTimeout = 18;
        var value = new byte[sizeof(int)];
        Assert.Equal(value.Length, socket.GetRawSocketOption(Tcp, UserTimeout, value));
        Assert.Equal(0, BitConverter.ToInt32(value)); // it would end a server that pauses reading, too
        Assert.NotNull(ChatPS.Net.LinkState.Of(socket));
    }

    private static ScriptedPeer Welcome(ScriptedPeer peer)
    {
        Assert.StartsWith("LOGIN ", peer.Read(), StringComparison.Ordinal);
        peer.Say("Welcome, fo!");
        return peer;
    }

    private static (ChatException Error, double At) ReceiveToTheEnd(ChatSession session)
    {
        try
        {
            InboxReader inbox = session.OpenInbox();
            Deadline deadline = Deadline.After(Sessions.Patience);
            while (!deadline.HasPassed)
            {
                while (inbox.Take() is not null)
                {
                }

                session.ThrowIfEnded();
                session.WaitAndRead(deadline);
            }

            throw new InvalidOperationException("Nothing was noticed.");
        }
        catch (ChatException e)
        {
            return (e, Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency);
        }
    }
}
