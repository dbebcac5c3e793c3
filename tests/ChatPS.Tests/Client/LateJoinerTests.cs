using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Server;
using ChatPS.Tests.Reliability;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Client;

/// <summary>What our own server tells who logs in late: told as what it is, and never a reply.</summary>
public sealed class LateJoinerTests
{
    [Fact]
    public void The_history_of_a_server_comes_as_history_and_its_message_of_the_day_as_a_notice()
    {
        using ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, History = 3, Motd = "Be kind." });
        using RawClient be = RawClient.Connect(server);
        be.Send("LOGIN be pw", "MSG one", "MSG two: \u001b");
        be.Read(4);
        using ChatSession session = Sessions.Connect(server.Port);
        session.Say("one", Sessions.Call());
        ChatMessage[] messages = session.Receive(4);
        Assert.Equal(
            [ChatMessageKind.Notice, ChatMessageKind.History, ChatMessageKind.History, ChatMessageKind.Message],
            messages.Select(message => message.Kind));
        Assert.Equal([null, "be", "be", "fo"], messages.Select(message => message.Sender));
        Assert.Equal(["* motd: Be kind.", "one", "two: ␛", "one"], messages.Select(message => message.Text));
        Assert.Equal([false, false, false, true], messages.Select(message => message.IsOwn));
    }

    [Theory]
    [InlineData("* 08:31 fo: hi", ChatMessageKind.History)]
    [InlineData("* motd: hi", ChatMessageKind.Notice)]
    [InlineData("* server: hi", ChatMessageKind.Notice)]
    [InlineData("* 08:31 fo: OK - whispered to doc", ChatMessageKind.History)]
    [InlineData("* motd: USERS 1: fo", ChatMessageKind.Notice)]
    public void None_of_it_replies_to_anything(string payload, ChatMessageKind kind)
    {
        var chat = new ReplyHarness();
        chat.Matcher.Server.IsOwnServer = true;
        PendingEcho echo = chat.Say("hi");
        PendingWhisper whisper = chat.Whisper("doc");
        PendingUserList list = chat.List();
        chat.Hear(payload);
        chat.Pass(5000);
        Assert.All((PendingRequest[])[echo, whisper, list], request => Assert.False(request.IsDone));
        Assert.Equal(kind, Assert.Single(chat.Inbox).Kind);
        Assert.False(chat.Inbox[0].IsOwn);
        chat.Hear("fo: hi");
        chat.Hear("OK - whispered to doc");
        chat.Hear("USERS 1: fo");
        Assert.All((PendingRequest[])[echo, whisper, list], request => Assert.True(request.IsDone));
    }
}
