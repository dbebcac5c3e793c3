using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>The end of a connection, said politely.</summary>
internal static class SocketEnd
{
    /// <summary>Tells the other side that nothing more comes.</summary>
    /// <returns>False when the connection is gone already.</returns>
    public static bool TryShutdownSend(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
