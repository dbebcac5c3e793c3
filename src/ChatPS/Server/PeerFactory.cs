using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>Makes a peer of each accepted socket. For the loop's thread.</summary>
internal sealed class PeerFactory(ServerSettings settings, BufferPool pool, Congestion congestion)
{
    private long _count;

    public Peer Create(Socket socket, ClientAddress address, long now) =>
        new(++_count, socket, pool, new RequestGate(address, congestion), now, now + (long)settings.LoginTimeout.TotalMilliseconds);
}
