using System.Collections.Generic;

namespace ChatPS.Server;

/// <summary>All connections, in the order in which they came. For the loop's thread.</summary>
internal sealed class PeerList
{
    private readonly List<Peer> _peers = [];

    public int Count => _peers.Count;

    public List<Peer>.Enumerator GetEnumerator() => _peers.GetEnumerator();

    public void Add(Peer peer) => _peers.Add(peer);

    /// <summary>Queues what the room said for those it is for.</summary>
    public void Dispatch(OutgoingFrames frames)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            Delivery delivery = frames[i];
            if (delivery.To is Peer one)
                one.Deliver(frames.Bytes, delivery.Offset, delivery.Count);
            else
                Broadcast(frames.Bytes, delivery);
        }

        frames.Clear();
    }

    /// <summary>
    /// Sends each peer what it is owed: first those who have just spoken, because they wait for an answer, and a thousand others take a while.
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

    /// <summary>Releases those that are closed and out of the room.</summary>
    /// <returns>True when there were any.</returns>
    public bool RemoveClosed() => _peers.RemoveAll(static peer => peer.State == PeerState.Closed && !peer.IsInside && Release(peer)) > 0;

    public void ReleaseAll()
    {
        _peers.ForEach(static peer => peer.Release());
        _peers.Clear();
    }

    private void Broadcast(byte[] frames, in Delivery delivery)
    {
        foreach (Peer peer in _peers)
        {
            if (peer.IsInside && !ReferenceEquals(peer, delivery.Except))
                peer.Deliver(frames, delivery.Offset, delivery.Count);
        }
    }

    private static bool Release(Peer peer)
    {
        peer.Release();
        return true;
    }
}
