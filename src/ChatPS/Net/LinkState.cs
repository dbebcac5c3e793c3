using System;
using System.Net.Sockets;

namespace ChatPS.Net;

/// <summary>What TCP knows of the other end at one moment; see tcp_info in linux/tcp.h.</summary>
/// <param name="Unacknowledged">Segments that were sent and not acknowledged.</param>
/// <param name="Probes">Questions for room in the other end's window that were not answered.</param>
/// <param name="SinceDataSent">Milliseconds since data was sent, for the first time or again.</param>
/// <param name="SinceAcknowledgement">Milliseconds since the other end acknowledged anything.</param>
internal readonly record struct LinkState(int Unacknowledged, int Probes, long SinceDataSent, long SinceAcknowledgement)
{
    // Offsets in bytes; the structure only ever grows at its end.
    private const int ProbesAt = 3;
    private const int UnacknowledgedAt = 24;
    private const int SinceDataSentAt = 44;
    private const int SinceAcknowledgementAt = 56;
    private const int Size = 60;

    /// <summary>Something was sent that the other end has left without any answer.</summary>
    public bool IsUnanswered => Probes > 0 || (Unacknowledged > 0 && SinceDataSent < SinceAcknowledgement);

    /// <summary>Something was sent that has not arrived yet, or waits for room.</summary>
    public bool IsOutstanding => Probes > 0 || Unacknowledged > 0;

    /// <returns>Null where the system does not tell: only Linux does.</returns>
    public static LinkState? Of(Socket socket)
    {
        var info = new byte[Size];
        try
        {
            return LinuxSystem.IsLinux && LinuxSystem.TryGetTcpInfo((int)socket.Handle, info)
                ? new LinkState(
                    BitConverter.ToInt32(info, UnacknowledgedAt), info[ProbesAt],
                    BitConverter.ToUInt32(info, SinceDataSentAt), BitConverter.ToUInt32(info, SinceAcknowledgementAt))
                : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }
}
