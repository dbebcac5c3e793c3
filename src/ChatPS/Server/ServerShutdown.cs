using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>The last second of a server.</summary>
internal static class ServerShutdown
{
    /// <summary>Tells everybody that the server stops, and waits, in real time, for those who do not read.</summary>
    public static void Shutdown(PeerList peers, byte[] buffer, IReadinessSet readiness)
    {
        byte[] last = FrameCodec.Encode(Encoding.ASCII.GetBytes(ServerText.Stopping));
        var waiting = new List<Peer>();
        foreach (Peer peer in peers)
        {
            peer.Deliver(last, 0, last.Length);
            peer.Close(0);
            peer.Leave();
            waiting.Add(peer);
        }

        var elapsed = Stopwatch.StartNew();
        for (long left = ServerLimits.ShutdownMs; waiting.Count > 0 && left > 0; left = ServerLimits.ShutdownMs - elapsed.ElapsedMilliseconds)
        {
            foreach (Peer peer in waiting)
                readiness.Watch(peer.Watch, peer.TryFlushAndClose(buffer) ? Interest.None : Interest.Write);
            foreach (Peer peer in waiting)
                Release(peer, peers);
            waiting.RemoveAll(static peer => peer.State == PeerState.Closed);
            if (waiting.Count > 0)
                readiness.Wait((int)left);
        }
    }

    private static void Release(Peer peer, PeerList peers)
    {
        if (peer.State == PeerState.Closed)
            peers.Remove(peer);
    }
}
