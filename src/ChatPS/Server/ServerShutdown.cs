using System.Diagnostics;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>The last second of a server.</summary>
internal static class ServerShutdown
{
    /// <summary>Tells everybody that the server stops, and waits, in real time, for those who do not read.</summary>
    public static void Shutdown(PeerList peers, byte[] buffer, SelectSet ready)
    {
        byte[] last = FrameCodec.Encode(Encoding.ASCII.GetBytes(ServerText.Stopping));
        foreach (Peer peer in peers)
        {
            peer.Deliver(last, 0, last.Length);
            peer.Close(0);
            peer.Leave();
        }

        var elapsed = Stopwatch.StartNew();
        for (long left = ServerLimits.ShutdownMs; peers.Count > 0 && left > 0; left = ServerLimits.ShutdownMs - elapsed.ElapsedMilliseconds)
        {
            ready.Clear();
            foreach (Peer peer in peers)
            {
                if (!peer.TryFlushAndClose(buffer))
                    ready.AddWriter(peer.Socket);
            }

            peers.RemoveClosed();
            ready.Select((int)left * 1000);
        }
    }
}
