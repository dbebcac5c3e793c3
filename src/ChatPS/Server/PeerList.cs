using System;
using System.Collections.Generic;

namespace ChatPS.Server;

/// <summary>
/// All connections, and those of them that something happened to in this turn: the others are not looked at. For the loop's thread.
/// </summary>
internal sealed class PeerList(Congestion congestion)
{
    private readonly List<Peer> _peers = [];
    private readonly List<Peer> _touched = [];

    public int Count => _peers.Count;

    /// <summary>How many are not on their way out, as of the last <see cref="CountOpen"/>.</summary>
    public int OpenCount { get; private set; }

    /// <summary>Those that something happened to in this turn. It grows while they are handled: no enumerator.</summary>
    public IReadOnlyList<Peer> Touched => _touched;

    /// <summary>A copy of those that are meant, in the order in which they came.</summary>
    public Peer[] Where(Predicate<Peer> isMeant)
    {
        Peer[] meant = _peers.FindAll(isMeant).ToArray();
        Array.Sort(meant, static (one, other) => one.Id.CompareTo(other.Id));
        return meant;
    }

    public List<Peer>.Enumerator GetEnumerator() => _peers.GetEnumerator();

    public void Add(Peer peer)
    {
        peer.Place.Index = _peers.Count;
        peer.Place.IsCounted = true;
        _peers.Add(peer);
        OpenCount++;
        peer.Gate.Address.OpenCount++;
        Touch(peer);
    }

    /// <summary>Removes and releases a peer. The last one takes its place.</summary>
    public void Remove(Peer peer)
    {
        Peer last = _peers[_peers.Count - 1];
        _peers[peer.Place.Index] = last;
        last.Place.Index = peer.Place.Index;
        _peers.RemoveAt(_peers.Count - 1);
        CountOpen(peer);
        peer.Release();
    }

    /// <summary>Has a peer looked at in this turn.</summary>
    public void Touch(Peer peer)
    {
        if (peer.Place.IsTouched)
            return;
        peer.Place.IsTouched = true;
        _touched.Add(peer);
    }

    public void TouchAll() => _peers.ForEach(Touch);

    public void ClearTouched()
    {
        foreach (Peer peer in _touched)
            peer.Place.IsTouched = false;
        _touched.Clear();
    }

    /// <summary>Corrects <see cref="OpenCount"/> for a peer whose state may have changed.</summary>
    public void CountOpen(Peer peer)
    {
        if (!peer.Place.IsCounted || peer.State == PeerState.Open)
            return;
        peer.Place.IsCounted = false;
        peer.Gate.Address.OpenCount--;
        OpenCount--;
    }

    /// <summary>The peer that has been here longest without logging in, or null.</summary>
    public Peer? OldestWithoutLogin() => Oldest(static peer => peer.State == PeerState.Open && !peer.IsInside);

    /// <summary>The first to come of those who have been sent everything and do not close, or null.</summary>
    public Peer? OldestFinished() => Oldest(static peer => peer.IsFinished);

    /// <summary>Queues what the room said for those it is for.</summary>
    public void Dispatch(OutgoingFrames frames, long now)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            Delivery delivery = frames[i];
            if (delivery.To is null)
                Broadcast(frames.Bytes, delivery, now);
            else if (delivery.To is Peer one)
                Deliver(one, frames.Bytes, delivery, now);
        }

        frames.Clear();
    }

    /// <summary>
    /// Sends the touched peers what they are owed: first those who have just spoken, because they wait for an answer, and a thousand
    /// others take a while.
    /// </summary>
    public void Flush(long now)
    {
        foreach (Peer peer in _touched)
        {
            if (peer.HasSpoken)
                peer.Flush(now);
        }

        foreach (Peer peer in _touched)
            peer.Flush(now);
    }

    public void ReleaseAll()
    {
        _peers.ForEach(static peer => peer.Release());
        _peers.Clear();
        _touched.Clear();
        OpenCount = 0;
    }

    private Peer? Oldest(Predicate<Peer> isMeant)
    {
        Peer? oldest = null;
        foreach (Peer peer in _peers)
        {
            if (peer.Id < (oldest?.Id ?? long.MaxValue) && isMeant(peer))
                oldest = peer;
        }

        return oldest;
    }

    private void Broadcast(byte[] frames, in Delivery delivery, long now)
    {
        foreach (Peer peer in _peers)
        {
            if (peer.IsInside && !ReferenceEquals(peer, delivery.Except))
                Deliver(peer, frames, delivery, now);
        }
    }

    private void Deliver(Peer peer, byte[] frames, in Delivery delivery, long now)
    {
        Touch(peer);
        if (delivery.Shared is byte[] block)
            peer.DeliverShared(block);
        else
            peer.Deliver(frames, delivery.Offset, delivery.Count);
        congestion.Note(peer, now);
    }
}
