using System;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Handles what peers sent, and disconnects them. For the loop's thread.</summary>
internal sealed class PeerHandler(ChatRoom room, PeerList peers, MemoryPolicy memory, ServerStatus status)
{
    private readonly OutgoingFrames _outgoing = new();
    private readonly byte[] _buffer = new byte[ServerLimits.ReadSize];

    /// <summary>Reads once, and handles what came.</summary>
    public void Read(Peer peer, long now)
    {
        if (peer.Receive(_buffer))
            Serve(peer, now);
    }

    /// <summary>
    /// Handles the requests that wait. What one peer sends must never end the others: an error of ours closes that peer, and is kept
    /// to be looked at.
    /// </summary>
    public void Serve(Peer peer, long now)
    {
        try
        {
            HandleRequests(peer, now);
        }
        catch (ChatProtocolException)
        {
            Disconnect(peer, ServerText.NotUnderstood, now);
        }
        catch (Exception ours)
        {
            Survive(ours, peer);
        }
    }

    /// <summary>Tells a peer the reason, takes it out of the room, and has it closed when all of that is sent.</summary>
    public void Disconnect(Peer peer, string? reason, long now)
    {
        try
        {
            if (reason is not null)
                ChatRoom.Refuse(peer, reason, _outgoing);
            Dispatch(now);
            peer.Close(now);
            room.Leave(peer, _outgoing);
            Dispatch(now);
        }
        catch (Exception ours)
        {
            Survive(ours, peer);
            peer.Leave();
        }

        peers.CountOpen(peer);
    }

    /// <summary>Disconnects a peer that has closed, was replaced, or is late.</summary>
    public void CloseIfExpired(Peer peer, long now)
    {
        bool late = peer.IsOverdue(now, out string? reason);
        if (late && reason is null)
            peer.Abort();
        bool ended = peer.State == PeerState.Closed || (peer.State == PeerState.Open && (peer.RemoteClosed || peer.IsReplaced));
        if (ended || late)
            Disconnect(peer, reason, now);
    }

    private void HandleRequests(Peer peer, long now)
    {
        long start = _outgoing.TotalBytes;
        try
        {
            while (_outgoing.TotalBytes - start < ServerLimits.OutputPerTurn && peer.TryRead(now, out ArraySegment<byte> payload))
                Handle(peer, payload, now);
        }
        finally
        {
            Dispatch(now);
        }

        peer.FinishRead(now);
    }

    private void Handle(Peer peer, ArraySegment<byte> payload, long now)
    {
        long before = _outgoing.TotalBytes;
        room.Handle(peer, payload, _outgoing);
        peer.Gate.Charge(peer, _outgoing.TotalBytes - before, now);
        if (_outgoing.ByteCount > ServerLimits.DispatchAbove)
            Dispatch(now);
        if (peer.Gate.HasTriedEnough(peer))
            Disconnect(peer, null, now);
    }

    private void Dispatch(long now)
    {
        peers.Dispatch(_outgoing, now);
        if (memory.IsExceeded)
            memory.EnforceMemoryLimit(now);
    }

    private void Survive(Exception ours, Peer peer)
    {
        status.Fault = ours;
        _outgoing.Clear();
        peer.Abort();
    }
}
