using System;
using System.Net.Sockets;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Takes new connections in, and finds them a place. For the loop's thread.</summary>
internal sealed class Acceptor(Listener listener, Admission admission, PeerList peers, PeerHandler handler, PeerFactory factory, BanList bans, ServerLog log)
{
    private bool _isCrowded;

    /// <summary>Whether the listener is worth waiting for.</summary>
    public bool CanAccept(long now) => listener.IsOpen(now) && admission.HasRoom;

    /// <summary>
    /// Takes in those who wait: no more in a turn than there are free places, and one where there are none. Each is read before the next
    /// may push it out.
    /// </summary>
    public void Accept(long now)
    {
        int most = Math.Min(ServerLimits.AcceptsPerTurn, Math.Max(1, admission.FreePlaces));
        for (int i = 0; i < most && CanAccept(now); i++)
        {
            if (listener.Accept(now) is not Socket socket)
                return;
            bool isShort = admission.IsShortOfDescriptors(socket);
            Admit(socket, now);
            if (isShort)
                return;
        }
    }

    /// <summary>
    /// Where places or descriptors run out, whoever has been sent everything is not waited for any longer: otherwise silent connections
    /// on their way out would leave the newcomers none. One in a turn, as one is accepted. To be called when all has been sent.
    /// </summary>
    public void ReleaseFinished()
    {
        if ((!_isCrowded && admission.HasRoom) || peers.OldestFinished() is not Peer finished)
            return;
        _isCrowded = false;
        finished.Abort();
        peers.Touch(finished);
    }

    private void Admit(Socket socket, long now)
    {
        ClientAddress address = admission.AddressOf(socket, now);
        string? refusal = bans.Contains(address.Text) ? ServerText.Banned
            : admission.IsFullFor(address) || !MakeRoom(socket, now) ? ServerText.ServerIsFull : null;
        if (admission.IsOutOfDescriptors(socket))
            listener.Pause(now);
        _isCrowded |= admission.IsCrowded(socket);
        Peer peer = factory.Create(socket, address, now);
        peers.Add(peer);
        log.Add(refusal is null ? ChatServerEventKind.Came : ChatServerEventKind.Refused, peer, refusal);
        peer.Facts.IsEndNoted = refusal is not null;
        if (refusal is not null)
            handler.Disconnect(peer, refusal, now);
    }

    // Who has not logged in for longest has to give way: so a crowd of silent connections keeps nobody out. What it has sent is read
    // first: its login may have come in this moment.
    private bool MakeRoom(Socket socket, long now)
    {
        if (!admission.IsFull && !admission.IsShortOfDescriptors(socket))
            return true;
        while (peers.OldestWithoutLogin() is Peer oldest)
        {
            peers.Touch(oldest);
            handler.Read(oldest, now);
            if (oldest.IsInside)
                continue;
            handler.Disconnect(oldest, ServerText.ServerIsFull, now);
            return true;
        }

        return false;
    }
}
