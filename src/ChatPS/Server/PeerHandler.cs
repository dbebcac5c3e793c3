using System;
using System.Collections.Generic;
using System.Text;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Handles what peers sent, and disconnects them. For the loop's thread.</summary>
internal sealed class PeerHandler(ChatRoom room, PeerList peers, MemoryPolicy memory, ServerStatus status, ServerLog log, LoginChecker? checker, Action<Action> post, Func<long> clock)
{
    private readonly OutgoingFrames _outgoing = new();
    private readonly byte[] _buffer = new byte[ServerLimits.ReadSize + TlsEngine.RecordBytes];
    private int _handshakesLeft;

    /// <summary>A turn begins.</summary>
    public void BeginTurn() => _handshakesLeft = ServerLimits.HandshakesPerTurn;

    /// <summary>Reads once, and handles what came.</summary>
    public void Read(Peer peer, long now)
    {
        if (peer.IsHandshaking && _handshakesLeft-- <= 0)
            return; // its bytes stay in the socket, and are there in the next turn
        bool hasSpoken = false;
        try
        {
            hasSpoken = peer.Receive(_buffer);
        }
        catch (Exception ours)
        {
            Survive(ours, peer);
        }

        if (hasSpoken)
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
    /// <param name="peer">Who.</param>
    /// <param name="told">What it is told; null where it would not read it, or has closed.</param>
    /// <param name="now">The time.</param>
    /// <param name="kind">What it is for the log.</param>
    /// <param name="why">The reason for the log, where it is another.</param>
    public void Disconnect(Peer peer, string? told, long now, ChatServerEventKind kind = ChatServerEventKind.Dropped, string? why = null)
    {
        NoteEnd(peer, kind, why ?? told);
        try
        {
            if (told is not null)
                ChatRoom.Refuse(peer, told, _outgoing);
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
            peer.Abort("it does not read");
        bool ended = peer.State == PeerState.Closed || (peer.State == PeerState.Open && (peer.RemoteClosed || peer.IsReplaced));
        if (ended || late)
            Disconnect(peer, reason, now);
    }

    /// <summary>The server stops: so all who are connected end.</summary>
    public void NoteStop()
    {
        foreach (Peer peer in peers)
            NoteEnd(peer, ChatServerEventKind.Dropped, "the server stops");
    }

    /// <summary>Says something to all who are logged in.</summary>
    public void SendToAll(IEnumerable<string> payloads, long now)
    {
        foreach (string payload in payloads)
            ChatRoom.Announce(payload, _outgoing);
        Dispatch(now);
    }

    // Once for each who came. Without a reason it closed by itself, or was lost.
    private void NoteEnd(Peer peer, ChatServerEventKind kind, string? why)
    {
        if (peer.Facts.IsEndNoted)
            return;
        peer.Facts.IsEndNoted = true;
        why ??= peer.Facts.AbortReason ?? (peer.IsReplaced ? "logged in elsewhere" : null);
        if (why is null)
            log.Add(ChatServerEventKind.Left, peer, peer.Facts.LossReason);
        else
            log.Add(kind, peer, why);
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
        bool wasInside = peer.IsInside;
        Request request = room.Handle(peer, payload, _outgoing);
        if (!wasInside || request.Kind == RequestKind.Login)
            NoteLogin(peer, wasInside);
        else if (request.Kind == RequestKind.Message && log.RecordsMessages)
            log.Add(ChatServerEventKind.Said, peer, Encoding.UTF8.GetString(request.Text.Array!, request.Text.Offset, request.Text.Count));
        peer.Gate.Charge(peer, _outgoing.TotalBytes - before, now);
        if (_outgoing.ByteCount > ServerLimits.DispatchAbove)
            Dispatch(now);
        if (peer.Unchecked is { } login)
            checker?.Start(peer.Gate.Address.Text, login.Name, login.Password, isRight => post(() => FinishLogin(peer, isRight)));
        CloseIfTriedEnough(peer, now);
    }

    private void FinishLogin(Peer peer, bool isRight)
    {
        long now = clock();
        if (peer.State != PeerState.Open)
            return;
        room.FinishLogin(peer, isRight, _outgoing);
        peer.Gate.NoteLogin(peer, now);
        NoteLogin(peer, wasInside: false);
        Dispatch(now);
        CloseIfTriedEnough(peer, now);
        peers.Touch(peer);
    }

    private void CloseIfTriedEnough(Peer peer, long now)
    {
        if (peer.Gate.HasTriedEnough(peer) && peer.Unchecked is null)
            Disconnect(peer, null, now, why: "it has not logged in after several tries");
    }

    private void NoteLogin(Peer peer, bool wasInside)
    {
        if (peer.IsInside && !wasInside)
            log.Add(ChatServerEventKind.LoggedIn, peer);
        if (peer.RefusedLogin is not { } refused)
            return;
        log.Add(ChatServerEventKind.Refused, refused.Name, peer.Gate.Address.Text, refused.Reason);
        peer.RefusedLogin = null;
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
        peer.Abort($"an error of the server: {ours.GetType().Name}");
    }
}
