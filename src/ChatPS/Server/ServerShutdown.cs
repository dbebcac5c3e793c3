using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>The last second of a server.</summary>
internal static class ServerShutdown
{
    /// <summary>Tells everybody that the server stops, and waits, in real time, for those who do not read.</summary>
    public static void Shutdown(PeerList peers, IReadinessSet readiness)
    {
        var buffer = new byte[ServerLimits.ReadSize + TlsEngine.RecordBytes];
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
        for (long left = ServerLimits.ShutdownMs; waiting.Count > 0 && left > 0; left = Limit(waiting) - elapsed.ElapsedMilliseconds)
        {
            foreach (Peer peer in waiting)
                readiness.Watch(peer.Watch, peer.End(buffer));
            foreach (Peer peer in waiting)
                Release(peer, peers);
            waiting.RemoveAll(static peer => peer.State == PeerState.Closed);
            left = Limit(waiting) - elapsed.ElapsedMilliseconds;
            if (waiting.Count > 0 && left > 0)
                readiness.Wait((int)left);
        }

        foreach (Peer peer in waiting)
            Reset(peer);
    }

    // Who has everything and does not close is not waited for as long as who has not.
    private static long Limit(List<Peer> waiting) =>
        waiting.Exists(static peer => peer.Output.Count > 0) ? ServerLimits.ShutdownMs : ServerLimits.ShutdownCloseMs;

    // On Windows the port stays taken while an accepted connection lives: a server must be able to start again at once.
    private static void Reset(Peer peer)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            peer.Watch.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    private static void Release(Peer peer, PeerList peers)
    {
        if (peer.State == PeerState.Closed)
            peers.Remove(peer);
    }
}
