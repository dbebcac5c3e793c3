using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>What lies outside of a session: the resolver, the connections of the system, and the time.</summary>
internal sealed class NetworkEnvironment
{
    /// <summary>The one of this machine.</summary>
    public static NetworkEnvironment System { get; } = new();

    /// <summary>The addresses of a host's name, in the order in which they are tried.</summary>
    public Func<string, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Begins to connect. The socket, non-blocking, becomes writable when it is connected; a refusal may be thrown as well.</summary>
    public Func<IPEndPoint, Socket> Dial { get; init; } = BeginConnect;

    /// <summary>Milliseconds that only go forward.</summary>
    public Func<long> Clock { get; init; } = MonotonicClock.Milliseconds;

    /// <summary>A number from 0 to 1, for waits that should not be the same everywhere. Safe from any thread.</summary>
    public Func<double> Random { get; init; } = static () => (Guid.NewGuid().ToByteArray()[0] + 0.5) / 256;

    private static Socket BeginConnect(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        try
        {
            socket.Connect(address);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // As a non-blocking connect begins.
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return socket;
    }
}
