using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatPS.Net;

/// <summary>
/// Makes TCP notice within half a minute that the other end is gone without a word: probes after 12 idle seconds, three, four
/// seconds apart.
/// </summary>
internal static class TcpKeepAlive
{
    private const int IdleSeconds = 12;
    private const int ProbeSeconds = 4;
    private const int Probes = 3;

    // The numbers of SocketOptionName that netstandard2.0 has no names for; .NET translates them for each system.
    private const SocketOptionName KeepAliveTime = (SocketOptionName)3;
    private const SocketOptionName KeepAliveInterval = (SocketOptionName)17;
    private const SocketOptionName KeepAliveRetryCount = (SocketOptionName)16;

    // Linux: linux/tcp.h. The framework refuses the number, the system takes it.
    private const int IpProtoTcp = 6;
    private const int TcpUserTimeout = 18;

    /// <param name="socket">Connected.</param>
    /// <param name="unacknowledgedMs">
    /// On Linux: for how many milliseconds nothing of what was sent may be acknowledged, or probes be without an answer, before the system
    /// ends the connection. It ends one whose other end pauses reading as well, and an idle one no sooner. 0 is the system's own limit.
    /// </param>
    public static void Apply(Socket socket, int unacknowledgedMs)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        TrySet(socket, KeepAliveTime, IdleSeconds);
        TrySet(socket, KeepAliveInterval, ProbeSeconds);
        TrySet(socket, KeepAliveRetryCount, Probes);
        if (unacknowledgedMs > 0 && RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            _ = SetSockOpt((int)socket.Handle, IpProtoTcp, TcpUserTimeout, ref unacknowledgedMs, sizeof(int));
    }

    // Systems before Windows 10 know no such options: there the system's own idle time holds.
    private static void TrySet(Socket socket, SocketOptionName option, int seconds)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Tcp, option, seconds);
        }
        catch (SocketException)
        {
        }
    }

    [DllImport("libc", EntryPoint = "setsockopt")]
    private static extern int SetSockOpt(int socket, int level, int option, ref int value, int size);
}
