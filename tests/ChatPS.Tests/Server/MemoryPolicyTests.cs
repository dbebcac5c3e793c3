using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using ChatPS.Net;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>Who is closed when too much waits for all together. The sockets are real and hold next to nothing.</summary>
public sealed class MemoryPolicyTests : IDisposable
{
    private readonly BufferPool _pool = new();
    private readonly Congestion _congestion = new(default);
    private readonly PeerList _peers;
    private readonly List<Socket> _readers = [];
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public MemoryPolicyTests()
    {
        _peers = new PeerList(_congestion);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(10);
    }

    [Fact]
    public void The_one_that_holds_most_memory_goes_although_little_waits_for_it()
    {
        Peer[] slow = [AddBlocked(out _), AddBlocked(out _)];
        Array.ForEach(slow, peer => Deliver(peer, 100_000));
        Peer hoard = AddBlocked(out Socket reader);
        Deliver(hoard, 600_000);
        Read(reader, 560_000, hoard);
        Assert.Equal((128 * 1024, 1024 * 1024), (slow[0].Output.Capacity, hoard.Output.Capacity));
        Enforce(600_000);
        Assert.Equal(PeerState.Closed, hoard.State);
        Assert.All(slow, peer => Assert.Equal(PeerState.Open, peer.State));
        Assert.Equal(2 * 128 * 1024, _pool.RentedBytes);
    }

    [Fact]
    public void Nobody_goes_when_enough_is_taken_by_a_socket_that_has_room_again()
    {
        Peer deaf = AddBlocked(out _);
        Deliver(deaf, 20_000);
        Peer healthy = AddBlocked(out Socket reader);
        while (reader.Available > 0)
            reader.Receive(new byte[4096]);
        Assert.True(healthy.Output.IsBlocked);
        Assert.InRange(healthy.Output.Capacity, 1, 8 * 1024);
        Enforce((32 * 1024 * 8 / 7) + 8);
        Assert.Equal((PeerState.Open, PeerState.Open), (deaf.State, healthy.State));
        Assert.Equal((32 * 1024, 0), (deaf.Output.Capacity, healthy.Output.Capacity));
    }

    [Fact]
    public void An_eighth_more_than_need_be_is_made_free()
    {
        Peer[] blocked = [.. Enumerable.Range(0, 16).Select(i => AddBlocked(out _))];
        Array.ForEach(blocked, peer => Deliver(peer, 50_000));
        Enforce(15 * 64 * 1024);
        Assert.Equal(3, blocked.Count(peer => peer.State == PeerState.Closed));
    }

    public void Dispose()
    {
        _peers.ReleaseAll();
        _readers.ForEach(reader => reader.Dispose());
        _listener.Dispose();
    }

    private void Enforce(long limit) => new MemoryPolicy(_peers, _pool, limit).EnforceMemoryLimit(0);

    // Its socket is full, and a little waits.
    private Peer AddBlocked(out Socket reader)
    {
        reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, ReceiveTimeout = 20_000 };
        reader.Connect(_listener.LocalEndPoint!);
        _readers.Add(reader);
        Socket writer = _listener.Accept();
        writer.Blocking = false;
        writer.SendBufferSize = 4096;
        var peer = new Peer(_peers.Count + 1, new PlainChannel(writer), _pool, new RequestGate(new ClientAddress(IPAddress.Loopback, default), _congestion), 0, long.MaxValue);
        _peers.Add(peer);
        while (!peer.Output.IsBlocked)
        {
            Deliver(peer, 1000);
            peer.Flush(0);
        }

        return peer;
    }

    private static void Deliver(Peer peer, int count) => peer.Deliver(new byte[count], 0, count);

    private static void Read(Socket reader, int count, Peer peer)
    {
        var buffer = new byte[4096];
        for (int read = 0; read < count;)
        {
            peer.Output.Unblock();
            peer.Flush(0);
            if (reader.Poll(1000, SelectMode.SelectRead))
                read += reader.Receive(buffer);
        }
    }
}
