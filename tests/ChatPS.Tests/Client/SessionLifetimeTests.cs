using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using ChatPS.Client;
using ChatPS.Tests.Reliability;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Client;

/// <summary>How a session begins, sits idle and ends, with no cmdlet near it.</summary>
public sealed class SessionLifetimeTests
{
    [Fact]
    public async Task A_server_that_resets_at_once_is_a_failure_of_the_chat_and_never_of_a_socket()
    {
        using var server = new ScriptedServer();
        const int Rounds = 200;
        Task resetting = ScriptedServer.Run(() =>
        {
            for (int i = 0; i < Rounds; i++)
                server.Accept().Reset();
        });
        for (int i = 0; i < Rounds; i++)
        {
            ChatException e = Assert.Throws<ChatException>(() => Sessions.Connect(server.Port));
            Assert.True(e.Failure is ChatFailure.ConnectionLost or ChatFailure.ServerUnreachable, e.ToString());
        }

        await resetting;
    }

    [Fact]
    public void A_session_at_loopback_knows_it_whatever_has_become_of_its_socket()
    {
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        peer.Reset();
        RawClient.Until(() => session.State == ChatSessionState.Broken, "the end");
        Assert.True(session.IsLoopback);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_session_that_nobody_looks_at_knows_when_its_server_is_gone(bool reset)
    {
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        peer.Say("be: bye");
        if (reset)
            peer.Reset();
        else
            peer.Dispose();
        RawClient.Until(() => session.State == ChatSessionState.Broken, "the end");
        Assert.NotNull(session.Reason);
    }

    [Fact]
    public void A_session_reads_by_itself_although_its_login_was_answered_at_the_first_look()
    {
        using var server = new TestServer();
        for (int round = 0; round < 50; round++)
        {
            using ChatSession session = Sessions.Connect(server.Server.Port, "fo" + round);
            using RawClient be = server.LogIn("be" + round);
            be.Send("MSG hi");
            RawClient.Until(() => session.UnreadCount == 1, "the message");
        }
    }

    [Fact]
    public async Task A_session_that_nobody_has_any_more_is_closed()
    {
        using var server = new ScriptedServer();
        using ScriptedPeer peer = Lose(server);
        Task<Exception?> end = Task.Run(() => Record.Exception(() => Assert.Null(peer.TryRead())));
        while (!end.IsCompleted)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.WhenAny(end, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        Assert.True(await end is null or System.Net.Sockets.SocketException, "It is an end or a reset.");
    }

    [Fact]
    public void The_frame_of_the_login_does_not_stay_in_the_buffer()
    {
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer _);
        byte[] sent = Assert.IsType<byte[]>(Field(Link(session).Sender, "_unsent"));
        Assert.DoesNotContain("pw", Encoding.ASCII.GetString(sent), StringComparison.Ordinal);
        session.Say("a text", Sessions.Call());
        Assert.Contains("MSG a text", Encoding.ASCII.GetString(sent), StringComparison.Ordinal); // it is that buffer
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ScriptedPeer Lose(ScriptedServer server)
    {
        ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        session.ReadAvailable();

        // Idle: it waits for the server by itself, which roots what belongs to the wait.
        RawClient.Until(() => (bool)Field(Link(session).Idle, "_isPending"), "the idle receive");
        return peer;
    }

    private static ServerLink Link(ChatSession session) => Assert.IsType<ServerLinks>(Field(Field(session, "_connection"), "_links")).Current;

    private static object Field(object owner, string name) =>
        owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(owner)
        ?? throw new InvalidOperationException($"{owner.GetType().Name} has no {name}.");
}
