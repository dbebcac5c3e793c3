using System.Net;
using System.Net.Sockets;
using ChatPS.Net;
using ChatPS.Protocol;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>Who may connect, and what is remembered of an address.</summary>
public sealed class AdmissionTests
{
    private static readonly RequestRate s_rate = new(perSecond: 5, burst: 10);

    [Theory]
    [InlineData("192.0.2.1", 1000, null, 100)]
    [InlineData("192.0.2.1", 20, null, 8)]
    [InlineData("192.0.2.1", 20, 3, 3)]
    [InlineData("2001:db8::1", 1000, null, 100)]
    public void An_address_has_a_share_of_the_places(string address, int maxClient, int? perAddress, int share)
    {
        var options = new ServerOptions { MaxClient = maxClient, MaxClientPerAddress = perAddress };
        var admission = new Admission(options, new ServerSettings(options), new PeerList(new Congestion(default)), 65_000);
        var client = new ClientAddress(IPAddress.Parse(address), s_rate) { OpenCount = share - 1 };
        Assert.False(admission.IsFullFor(client));
        client.OpenCount++;
        Assert.True(admission.IsFullFor(client));
        Assert.False(admission.IsFullFor(new ClientAddress(IPAddress.Loopback, s_rate) { OpenCount = 1_000_000 }));
    }

    [Fact]
    public void An_address_is_forgotten_when_there_is_nothing_to_remember()
    {
        var table = new AddressTable(s_rate);
        ClientAddress address = table.Get(IPAddress.Parse("192.0.2.1"), 0);
        Assert.Same(address, table.Get(IPAddress.Parse("::ffff:192.0.2.1"), 0));
        address.LimiterFor("fo").Take(0, cost: 100); // paid by 20 s
        table.Get(IPAddress.Parse("192.0.2.2"), 19_000);
        Assert.Equal(2, table.Count);
        table.Get(IPAddress.Parse("192.0.2.2"), 30_000);
        Assert.Equal(1, table.Count);
        Assert.NotSame(address, table.Get(IPAddress.Parse("192.0.2.1"), 30_000));
    }

    [Fact]
    public void Wrong_passwords_delay_the_next_login_twice_as_long_each_time_and_are_forgotten()
    {
        var address = new ClientAddress(IPAddress.Parse("192.0.2.1"), s_rate);
        var delays = new List<long>();
        for (int i = 0; i < 10; i++)
        {
            address.NoteWrongPassword(1000);
            delays.Add(address.LoginsFrom > 0 ? address.LoginsFrom - 1000 : 0);
        }

        Assert.Equal([0, 0, 0, 250, 500, 1000, 2000, 4000, 4000, 4000], delays);
        address.NoteWrongPassword(1000 + ServerLimits.ForgetFailuresMs + 1);
        Assert.True(address.LoginsFrom < ServerLimits.ForgetFailuresMs);
    }

    [Fact]
    public void What_is_for_somebody_who_is_no_peer_is_for_nobody()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        far.Connect(listener.LocalEndPoint!);
        var congestion = new Congestion(default);
        var peers = new PeerList(congestion);
        var gate = new RequestGate(new ClientAddress(IPAddress.Loopback, default), congestion);
        var peer = new Peer(1, new PlainChannel(listener.Accept()), new BufferPool(), gate, 0, long.MaxValue);
        peer.Enter("fo");
        peers.Add(peer);
        var frames = new OutgoingFrames();
        frames.Add(new Participant(), "secret");
        peers.Dispatch(frames, 0);
        Assert.Equal(0, peer.Output.Count);
        frames.Add(null, "for all");
        peers.Dispatch(frames, 0);
        Assert.Equal("07for all".Length, peer.Output.Count);
        peers.ReleaseAll();
    }

    [Fact]
    public void What_a_decoder_keeps_it_copies_once()
    {
        byte[] bytes = RawClient.Frames([.. Enumerable.Repeat("MSG x", 2000)]);
        var codec = new FrameCodec();
        codec.Feed(bytes, 0, bytes.Length);
        Assert.True(codec.Keep());
        codec.TryRead(out _);
        codec.Keep();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Assert.True(codec.TryRead(out _));
            codec.Keep();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes.Length);
    }
}
