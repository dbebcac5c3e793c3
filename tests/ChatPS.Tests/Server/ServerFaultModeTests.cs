using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>What Start-ChatServer -Fault makes of a sound server: each fault is there, and nothing else is.</summary>
public sealed class ServerFaultModeTests
{
    private const int After = 3;
    private const int LateMs = 200;

    [Fact]
    public void The_welcome_and_the_object_tell_the_faults()
    {
        using ChatServer server = Start(ChatServerFault.CutEveryByte | ChatServerFault.Delay);
        Assert.Equal(ChatServerFault.CutEveryByte | ChatServerFault.Delay, server.Fault);
        using RawClient fo = RawClient.Connect(server);
        Assert.Equal("Welcome, fo! ChatPS 1 with faults: CutEveryByte, Delay", fo.Ask("LOGIN fo pw"));
    }

    [Fact]
    public void Every_byte_comes_by_itself()
    {
        using ChatServer server = Start(ChatServerFault.CutEveryByte);
        using RawClient fo = LogIn(server, "fo");
        fo.Send("MSG one two three");
        var pieces = new List<int>();
        byte[] buffer = new byte[100];
        while (pieces.Sum() < "19fo: one two three".Length - 2)
            pieces.Add(fo.Socket.Receive(buffer));
        Assert.True(pieces.Count > 4, string.Join(' ', pieces)); // a machine under load may read a few bytes at a time
    }

    [Fact]
    public void Frames_come_in_one_piece()
    {
        using ChatServer server = Start(ChatServerFault.JoinFrames);
        using RawClient fo = LogIn(server, "fo");
        fo.Send("MSG 1", "WHO", "MSG 2");
        byte[] buffer = new byte[100];
        int count = fo.Socket.Receive(buffer);
        Assert.Equal("05fo: 111USERS 1: fo05fo: 2", Encoding.ASCII.GetString(buffer, 0, count));
    }

    [Fact]
    public void Frames_come_late()
    {
        using ChatServer server = Start(ChatServerFault.Delay);
        using RawClient fo = LogIn(server, "fo");
        fo.Send("MSG 1");
        Assert.False(fo.Socket.Poll(LateMs / 4 * 1000, SelectMode.SelectRead));
        Assert.Equal("fo: 1", fo.Read());
    }

    [Fact]
    public void The_connection_is_closed_inside_a_frame()
    {
        using ChatServer server = Start(ChatServerFault.DropAfter);
        using RawClient fo = LogIn(server, "fo");
        fo.Send("MSG 1", "MSG 2", "MSG 3");
        Assert.Equal(["fo: 1", "fo: 2"], fo.Read(2));
        Assert.Equal("05fo", ReadRest(fo));
        RawClient.Until(() => server.ClientCount == 0, "the server has let it go");
    }

    [Fact]
    public void The_connection_is_reset()
    {
        using ChatServer server = Start(ChatServerFault.ResetAfter);
        using RawClient fo = LogIn(server, "fo");
        fo.Send("MSG 1", "MSG 2", "MSG 3");
        Assert.Equal(SocketError.ConnectionReset, Assert.Throws<SocketException>(() => ReadRest(fo)).SocketErrorCode);
        RawClient.Until(() => server.ClientCount == 0, "the server has let it go");
    }

    [Fact]
    public void A_header_is_none()
    {
        using ChatServer server = Start(ChatServerFault.BadHeaderAfter);
        using RawClient fo = LogIn(server, "fo");
        fo.Send("MSG 1", "MSG 2", "MSG 3", "MSG 4");
        Assert.Equal(["fo: 1", "fo: 2"], fo.Read(2));
        Assert.Equal("x5fo: 3", ReadRest(fo));
    }

    [Fact]
    public void Nobody_gets_back_what_they_said()
    {
        using ChatServer server = Start(ChatServerFault.NoEcho);
        using RawClient fo = LogIn(server, "fo");
        using RawClient be = LogIn(server, "be");
        fo.Send("MSG 1");
        Assert.Equal("fo: 1", be.Read());
        Assert.Equal("USERS 2: be fo", fo.Ask("WHO"));
        be.Send("MSG 2");
        Assert.Equal("be: 2", fo.Read());
    }

    [Fact]
    public void Replies_come_late_and_what_others_say_does_not()
    {
        using ChatServer server = Start(ChatServerFault.LateAnswers, delayMs: 2000);
        using RawClient fo = LogIn(server, "fo");
        using RawClient be = LogIn(server, "be");
        fo.Send("WHO", "MSG 1");
        Assert.Equal("fo: 1", be.Read());
        be.Send("MSG 2");
        Assert.Equal(["be: 2", "USERS 2: be fo", "fo: 1"], fo.Read(3));
    }

    [Fact]
    public void Somebody_talks_before_each_reply()
    {
        using ChatServer server = Start(ChatServerFault.ChatBetween);
        using RawClient fo = LogIn(server, "fo");
        const string Ghost = "ghost: talking between a request and its reply";
        fo.Send("WHO", "MSG 1", "W nobody hi");
        Assert.Equal([Ghost, "USERS 1: fo", Ghost, "fo: 1", Ghost, "NO - no such user: nobody"], fo.Read(6));
    }

    [Fact]
    public void Other_machines_must_not_reach_it()
    {
        var options = new ServerOptions { Port = 0, Address = IPAddress.Any, AllowAnyLogin = true, Faults = new FaultOptions(ChatServerFault.Delay, After, TimeSpan.FromSeconds(1)) };
        Assert.Equal(ChatFailure.FaultNotLocal, Assert.Throws<ChatException>(() => ChatServer.Start(options)).Failure);
    }

    [Theory]
    [InlineData(ChatServerFault.CutEveryByte)]
    [InlineData(ChatServerFault.JoinFrames)]
    [InlineData(ChatServerFault.Delay)]
    [InlineData(ChatServerFault.LateAnswers)]
    [InlineData(ChatServerFault.ChatBetween)]
    [InlineData(ChatServerFault.CutEveryByte | ChatServerFault.LateAnswers | ChatServerFault.ChatBetween)]
    public void What_a_sound_client_bears_our_client_bears(ChatServerFault fault)
    {
        using ChatServer server = Start(fault);
        using var host = new ModuleHost();
        ScriptResult result = host.Run(
            """
            $secret = [securestring]::new(); $secret.AppendChar('p')
            Connect-ChatServer 127.0.0.1 $args[0] -Credential ([pscredential]::new('fo', $secret)) -TimeoutSec 60 | Out-Null
            Send-ChatMessage one, two, three -TimeoutSec 60
            (Get-ChatUser -TimeoutSec 60).Name
            Send-ChatWhisper fo hello -TimeoutSec 60
            Receive-ChatMessage -Wait -First 3 -Kind Message -From fo -TimeoutSec 60 | ForEach-Object Text
            """,
            server.Port);
        Assert.Empty(result.Errors);
        Assert.Equal(["fo", "one", "two", "three"], result.Output.Select(item => item.ToString()));
    }

    private static ChatServer Start(ChatServerFault fault, int delayMs = LateMs) =>
        ChatServer.Start(new ServerOptions { Port = 0, Faults = new FaultOptions(fault, After, TimeSpan.FromMilliseconds(delayMs)) });

    private static RawClient LogIn(ChatServer server, string name)
    {
        RawClient client = RawClient.Connect(server);
        Assert.StartsWith($"Welcome, {name}! ChatPS 1 with faults: ", client.Ask($"LOGIN {name} pw"), StringComparison.Ordinal);
        return client;
    }

    // What is left of the stream, frame or not, that was not read into frames before.
    private static string ReadRest(RawClient client)
    {
        var rest = new StringBuilder();
        byte[] buffer = new byte[100];
        while (client.TakeReceived(buffer) is int count and > 0)
            rest.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return rest.ToString();
    }
}
