using System.Text;
using ChatPS.Protocol;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>Frames through real sockets, however they are cut: the client's side and the server's.</summary>
public sealed class SocketFramingTests
{
    private static readonly string[] s_payloads = ["be: hi", "x", new string('y', 99), "* doc joined", "be whispers: 漢字"];

    [Fact]
    public void One_byte_a_write_each_frame_is_there_on_its_last_byte()
    {
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        foreach (string payload in s_payloads)
        {
            byte[] frame = FrameCodec.Encode(Encoding.UTF8.GetBytes(payload));
            foreach (byte b in frame[..^1])
            {
                peer.Write(b);
                RawClient.Until(() => session.Socket!.Available > 0, "a byte");
                session.ReadAvailable();
                Assert.Equal(0, session.UnreadCount);
            }

            peer.Write(frame[^1]);
            Assert.Equal(Encoding.UTF8.GetBytes(payload), session.Receive(1)[0].RawBytes);
        }
    }

    [Fact]
    public async Task Everything_in_one_write_is_everything()
    {
        string[] payloads = [.. Enumerable.Range(0, 20_000).Select(i => s_payloads[i % s_payloads.Length])];
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        Task writing = ScriptedServer.Run(() => peer.Write([.. payloads.SelectMany(payload => FrameCodec.Encode(Encoding.UTF8.GetBytes(payload)))]));
        Assert.Equal(payloads, session.Receive(payloads.Length).Select(message => Encoding.UTF8.GetString(message.RawBytes)));
        await writing;
    }

    [Fact]
    public void A_server_answers_the_same_one_byte_a_write_and_all_in_one()
    {
        string[] requests = ["LOGIN fo pw", "MSG a", "WHO", "W fo psst", "", "MSG " + new string('z', 95)];
        string[] answers = ["Welcome, fo! ChatPS 1", "fo: a", "USERS 1: fo", "fo whispers: psst", "OK - whispered to fo", "NO - not understood", "fo: " + new string('z', 95)];
        foreach (bool byByte in new[] { true, false })
        {
            using var test = new TestServer();
            using RawClient fo = test.Connect();
            byte[] bytes = RawClient.Frames(requests);
            foreach (byte[] piece in byByte ? bytes.Select(b => new[] { b }) : [bytes])
                fo.SendBytes(piece);
            Assert.Equal(answers, fo.Read(answers.Length));
        }
    }

    [Fact]
    public void No_more_than_a_frame_is_ever_held_back()
    {
        var random = RandomRun.Source(5);
        byte[] stream = [.. Enumerable.Range(0, 20_000).SelectMany(_ => FrameCodec.Encode(new byte[random.Next(100)]))];
        var codec = new FrameCodec();
        long given = 0;
        for (int at = 0; at < stream.Length;)
        {
            int count = Math.Min(1 + random.Next(300), stream.Length - at);
            codec.Feed(stream, at, count);
            at += count;
            while (codec.TryRead(out ArraySegment<byte> payload))
                given += ProtocolConstants.HeaderLength + payload.Count;
            Assert.InRange(at - given, 0, ProtocolConstants.MaxFrame - 1);
        }

        Assert.Equal(stream.Length, given);
    }
}
