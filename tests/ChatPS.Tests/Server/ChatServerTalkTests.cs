using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace ChatPS.Tests.Server;

public abstract class ChatServerTalkTests(Readiness readiness) : ReadinessTests(readiness)
{
    [Fact]
    public void The_conversation_of_the_homework()
    {
        using var test = new TestServer(Readiness, logins: ["fo be", "doc x1"]);
        using RawClient fo = test.Connect();
        fo.SendBytes("11LOGIN fo be");
        Assert.Equal("Welcome, fo! ChatPS 1", fo.Read());
        Assert.Equal(["fo"], test.Server.UserName);
        fo.SendBytes("05MSG a");
        Assert.Equal("fo: a", fo.Read());
        using RawClient doc = test.LogIn("doc", "x1");
        fo.SendBytes("24W doc How are you today?");
        Assert.Equal("OK - whispered to doc", fo.Read());
        Assert.Equal("fo whispers: How are you today?", doc.Read());
        doc.SendBytes("07MSG WHO");
        Assert.Equal("USERS 2: doc fo", doc.Read());
        doc.SendBytes("03WHO");
        Assert.Equal("USERS 2: doc fo", doc.Read());
        doc.SendBytes("00");
        Assert.Equal("NO - not understood", doc.Read());
        Assert.Equal(2, test.Server.ClientCount);
    }

    [Fact]
    public void Requests_in_one_piece_are_answered_in_order()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.Connect();
        fo.Send("MSG early", "LOGIN fo pw", "MSG 1", "WHO", "", "W fo 2", "LOGIN fo pw", "MSG 3");
        Assert.Equal(
            ["NO - log in first", "Welcome, fo! ChatPS 1", "fo: 1", "USERS 1: fo", "NO - not understood", "fo whispers: 2", "OK - whispered to fo",
             "NO - already logged in", "fo: 3"],
            fo.Read(9));
    }

    [Fact]
    public void Requests_byte_by_byte_are_the_same()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.Connect();
        foreach (byte one in RawClient.Frames("LOGIN fo pw", "MSG hi", "WHO"))
            fo.SendBytes([one]);
        Assert.Equal(["Welcome, fo! ChatPS 1", "fo: hi", "USERS 1: fo"], fo.Read(3));
    }

    [Fact]
    public void Bytes_that_are_no_text_arrive_as_they_were_sent()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        using RawClient be = test.LogIn("be");
        byte[] text = [0xFF, 0x00, 0x1B, (byte)']', 0x0D, 0x0A, 0xE2, 0x82];
        be.SendBytes(RawClient.Frame([.. "MSG "u8, .. text]));
        Assert.Equal([.. "be: "u8, .. text], fo.ReadBytes());
    }

    [Fact]
    public void Presence_is_announced_to_the_others()
    {
        using var test = new TestServer(Readiness, announcePresence: true);
        using RawClient fo = test.LogIn("fo");
        using RawClient doc = test.LogIn("doc");
        Assert.Equal("* doc joined", fo.Read());
        Assert.Equal("doc: hi", doc.Ask("MSG hi"));
        Assert.Equal("doc: hi", fo.Read());
        doc.Dispose();
        Assert.Equal("* doc left", fo.Read());
        using RawClient guest = test.Connect();
        guest.Dispose();
        Assert.Equal("USERS 1: fo", fo.Ask("WHO"));
    }

    [Fact]
    public void A_name_is_free_when_its_connection_is_gone()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        using RawClient other = test.Connect();
        Assert.Equal("NO - already logged in", other.Ask("LOGIN FO pw"));
        fo.Dispose();
        test.UntilGone("fo");
        Assert.Equal("Welcome, FO! ChatPS 1", other.Ask("LOGIN FO pw"));
    }

    [Fact]
    public async Task Everybody_sees_every_message_in_the_same_order()
    {
        const int Speakers = 6;
        const int Messages = 300;
        using var test = new TestServer(Readiness);
        RawClient[] clients = Enumerable.Range(0, Speakers + 3).Select(n => test.LogIn("u" + n)).ToArray();
        Task<string[]>[] readers = clients.Select(client => OnThread(() => client.Read(Speakers * Messages))).ToArray();
        Task[] writers = clients.Take(Speakers).Select(client => OnThread(() =>
        {
            for (int i = 0; i < Messages; i++)
                client.Send("MSG " + i);
            return true;
        })).ToArray<Task>();
        await Task.WhenAll(writers);
        string[][] seen = await Task.WhenAll(readers);
        Assert.All(seen, one => Assert.Equal(seen[0], one));
        for (int speaker = 0; speaker < Speakers; speaker++)
        {
            string prefix = $"u{speaker}: ";
            Assert.Equal(
                Enumerable.Range(0, Messages).Select(i => prefix + i),
                seen[0].Where(payload => payload.StartsWith(prefix, StringComparison.Ordinal)));
        }

        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public void Two_hundred_clients_are_served()
    {
        using var test = new TestServer(Readiness);
        RawClient[] clients = Enumerable.Range(0, 200).Select(_ => test.Connect()).ToArray();
        for (int i = 0; i < clients.Length; i++)
            clients[i].Send($"LOGIN user{i} pw");
        for (int i = 0; i < clients.Length; i++)
            Assert.Equal($"Welcome, user{i}! ChatPS 1", clients[i].Read());
        Assert.Equal(200, test.Server.ClientCount);
        clients[7].Send("MSG hello");
        Assert.All(clients, client => Assert.Equal("user7: hello", client.Read()));
        clients[0].Send("WHO");
        var names = new List<string>();
        while (names.Count < 200)
        {
            string list = clients[0].Read();
            Assert.StartsWith("USERS 200: ", list, StringComparison.Ordinal);
            names.AddRange(list["USERS 200: ".Length..].Split(' '));
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(i => "user" + i).OrderBy(name => name, StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal(names, test.Server.UserName);
        Array.ForEach(clients, client => client.Dispose());
        test.UntilClients(0);
    }

    [Fact]
    public void A_hundred_thousand_bytes_that_are_sent_before_any_is_read_all_come_back()
    {
        using var test = new TestServer(Readiness);
        using RawClient fo = test.LogIn("fo");
        string[] texts = Enumerable.Range(0, 3000).Select(i => $"{i} {new string('x', 40)}").ToArray();
        fo.Send(texts.Select(text => "MSG " + text).ToArray());
        Assert.Equal(texts.Select(text => "fo: " + text), fo.Read(3000));
    }

    [Fact]
    public void An_accepted_socket_sends_at_once_buffers_little_and_does_not_block()
    {
        Socket? accepted = null;
        using var test = new TestServer(Readiness, accept: listener => accepted = listener.Accept());
        using RawClient fo = test.LogIn("fo");
        Assert.NotNull(accepted);
        Assert.True(accepted.NoDelay);
        Assert.False(accepted.Blocking);
        Assert.NotEqual(0, accepted.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        Assert.InRange(accepted.SendBufferSize, 64 * 1024, 128 * 1024); // Linux doubles it for its own needs
    }

    private static Task<T> OnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

public sealed class ChatServerTalkTestsWithSelect() : ChatServerTalkTests(Readiness.Select);

public sealed class ChatServerTalkTestsWithEpoll() : ChatServerTalkTests(Readiness.Epoll);
