using ChatPS.Client;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>One session, many threads: what they may see of each other.</summary>
public sealed class ChatConnectionRaceTests
{
    [Fact]
    public async Task Two_senders_and_a_receiver_lose_nothing()
    {
        int each = LongRun.Pick(10_000, 45_000);
        using var server = new TestServer();
        using ChatSession session = Sessions.Connect(server.Server.Port);
        Task[] senders = [.. Enumerable.Range(0, 2).Select(sender => ScriptedServer.Run(() =>
        {
            for (int i = 0; i < each; i++)
                session.Say($"{sender} {i}", Sessions.Call());
            session.Flush(Sessions.Call());
        }))];
        Task<ChatMessage[]> receiver = Task.Run(() => session.Receive(2 * each));
        await Task.WhenAll(senders);
        string[] texts = [.. (await receiver).Select(message => message.Text)];
        for (int sender = 0; sender < 2; sender++)
            Assert.Equal(Enumerable.Range(0, each).Select(i => $"{sender} {i}"), texts.Where(text => text[0] == '0' + sender));
        Assert.False(session.HasPending);
    }

    [Fact]
    public async Task Closing_while_others_send_and_wait_ends_them_all_with_a_reason()
    {
        using var server = new TestServer();
        for (int round = 0; round < LongRun.Pick(40, 2000); round++)
        {
            ChatSession session = Sessions.Connect(server.Server.Port, "fo" + round);
            await AssertAllEnd(session, round, session.Dispose, ChatFailure.SessionClosed);
        }
    }

    [Fact]
    public async Task A_reset_while_others_send_and_wait_ends_them_all_with_a_reason()
    {
        using var server = new ScriptedServer();
        for (int round = 0; round < LongRun.Pick(40, 2000); round++)
        {
            using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
            await AssertAllEnd(session, round, peer.Reset, ChatFailure.ConnectionLost);
        }
    }

    [Fact]
    public async Task What_was_gathered_goes_out_when_the_socket_has_room_again_although_nobody_asks()
    {
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        string text = new('x', 95);
        int accepted = 0;
        try
        {
            while (true)
            {
                session.Say(text, Sessions.Call(0.3));
                accepted++;
                Assert.True(accepted < 1_000_000);
            }
        }
        catch (ChatException e)
        {
            Assert.Equal(ChatFailure.Timeout, e.Failure);
        }

        await ScriptedServer.Run(() =>
        {
            for (int i = 0; i < accepted; i++)
                Assert.Equal("MSG " + text, peer.Read());
        });
    }

    [Fact]
    public void What_is_read_for_others_is_not_written_to_the_trace_of_who_has_gone()
    {
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        var trace = new List<string>();
        session.ReadAvailable(trace);
        peer.Say("be: last words");

        // Sending fails now, and what is there is read by whoever finds that out: here a timer.
        session.Socket!.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        RawClient.Until(() => session.Socket!.Available > 0, "the last words");
        session.Say("hi", Sessions.Call());
        RawClient.Until(() => session.State == ChatSessionState.Broken, "the end");
        Assert.Equal(1, session.UnreadCount);
        Assert.Empty(trace);
    }

    // Four use it, and at some moment it ends.
    private static async Task AssertAllEnd(ChatSession session, int round, Action end, ChatFailure reason)
    {
        Task<ChatFailure>[] users = [.. Enumerable.Range(0, 4).Select(user => Task.Run(() => UseUntilItEnds(session, user)))];
        await Task.Delay(round % 8, TestContext.Current.CancellationToken);
        end();
        Assert.All(await Task.WhenAll(users), failure => Assert.Equal(reason, failure));
    }

    // Every way to use a session; only a chat failure may come out.
    private static ChatFailure UseUntilItEnds(ChatSession session, int user)
    {
        try
        {
            InboxReader inbox = session.OpenInbox();
            while (true)
            {
                if (user < 2)
                    session.Say("hi", Sessions.Call());
                else if (user == 2)
                    _ = inbox.Take();
                else
                    session.WaitAndRead(Deadline.After(Sessions.Patience));
                session.ThrowIfEnded();
            }
        }
        catch (ChatException e)
        {
            return e.Failure;
        }
    }
}
