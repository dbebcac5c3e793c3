using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Makes a peer of each accepted socket. For the loop's thread.</summary>
internal sealed class PeerFactory(ServerSettings settings, X509Certificate2? certificate, FaultOptions? faults, BufferPool pool, Congestion congestion)
{
    private static readonly byte[] s_notEncrypted = ServerText.RefusalFrame(ServerText.IsEncrypted);

    private long _count;

    public Peer Create(Socket socket, ClientAddress address, long now) =>
        new(++_count, faults is null ? Open(socket) : new FaultyChannel(Open(socket), faults), pool, new RequestGate(address, congestion), now, now + (long)settings.LoginTimeout.TotalMilliseconds);

    private SocketChannel Open(Socket socket) => certificate is null
        ? new PlainChannel(socket)
        : new TlsChannel(socket, () => TlsEngine.Server(certificate), s_notEncrypted);
}
