using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>All connections, and what is done with all of them. For the loop's thread.</summary>
internal sealed class PeerList
{
    private readonly List<Peer> _peers = [];

    public int Count => _peers.Count;

    public List<Peer>.Enumerator GetEnumerator() => _peers.GetEnumerator();

    public void Add(Peer peer) => _peers.Add(peer);

    /// <summary>Puts what the room said into the queues of those it is for.</summary>
    public void CarryOut(OutgoingFrames deliveries)
    {
        for (int i = 0; i < deliveries.Count; i++)
        {
            Delivery delivery = deliveries[i];
            if (delivery.To is Peer one)
                one.Deliver(deliveries.Bytes, delivery.Offset, delivery.Count);
            else
                DeliverToAll(deliveries.Bytes, delivery);
        }

        deliveries.Clear();
    }

    /// <summary>
    /// Hands everybody what they are owed: first those who have just spoken, as they wait for an answer, and a thousand others take a while.
    /// </summary>
    public void Flush(long now)
    {
        foreach (Peer peer in _peers)
        {
            if (peer.HasSpoken)
                peer.Flush(now);
        }

        foreach (Peer peer in _peers)
            peer.Flush(now);
    }

    /// <summary>
    /// Too much waits for all together: hands over what the sockets take, and makes an end of those for whom most memory is held.
    /// An eighth more than need be, so that not every request that follows comes to this.
    /// </summary>
    public void Relieve(BufferPool pool, long most, long now)
    {
        // Whose socket has room again may not have been looked at yet in this turn.
        foreach (Peer peer in _peers)
            peer.Unblock();
        Flush(now);
        while (pool.RentedBytes > most - (most / 8) && MostHeldFor() is Peer peer)
            peer.Drop();
    }

    /// <summary>Lets go of those that are gone and out of the room.</summary>
    /// <returns>True when there were any.</returns>
    public bool RemoveGone() => _peers.RemoveAll(static peer => peer.State == PeerState.Gone && !peer.IsInside && Release(peer)) > 0;

    public void ReleaseAll()
    {
        _peers.ForEach(static peer => peer.Release());
        _peers.Clear();
    }

    /// <summary>Tells everybody that it is over. Who does not read is waited for so long, in true time.</summary>
    public void SayFarewell(int milliseconds, byte[] buffer, SelectSet ready)
    {
        byte[] last = FrameCodec.Encode(Encoding.ASCII.GetBytes(ServerDialect.Stopping));
        foreach (Peer peer in _peers)
        {
            peer.Deliver(last, 0, last.Length);
            peer.Close(0);
            peer.Leave();
        }

        var elapsed = Stopwatch.StartNew();
        for (long left = milliseconds; _peers.Count > 0 && left > 0; left = milliseconds - elapsed.ElapsedMilliseconds)
        {
            ready.Clear();
            foreach (Peer peer in _peers)
            {
                if (!peer.TryPart(buffer))
                    ready.AddWriter(peer.Socket);
            }

            RemoveGone();
            ready.Select((int)left * 1000);
        }
    }

    private void DeliverToAll(byte[] frames, in Delivery delivery)
    {
        foreach (Peer peer in _peers)
        {
            if (peer.IsInside && !ReferenceEquals(peer, delivery.Except))
                peer.Deliver(frames, delivery.Offset, delivery.Count);
        }
    }

    private Peer? MostHeldFor()
    {
        Peer? most = null;
        foreach (Peer peer in _peers)
        {
            if ((peer.HeldBytes, peer.QueuedBytes).CompareTo((most?.HeldBytes ?? 0, most?.QueuedBytes ?? 0)) > 0)
                most = peer;
        }

        return most;
    }

    private static bool Release(Peer peer)
    {
        peer.Release();
        return true;
    }
}
