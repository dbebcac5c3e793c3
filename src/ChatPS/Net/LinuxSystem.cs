using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatPS.Net;

/// <summary>System calls of Linux that netstandard2.0 does not offer, or offers at a price. None of them throws.</summary>
internal static class LinuxSystem
{
    public const int EpollIn = 0x1;
    public const int EpollOut = 0x4;
    public const int EpollError = 0x8;
    public const int EpollHangUp = 0x10;

    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const int EpollModify = 3;

    // errno.h, of every processor that .NET runs on.
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int NoBufferSpace = 105;

    private const int EpollCloseOnExec = 0x80000;
    private const int DoNotWait = 0x40;
    private const int NoSignal = 0x4000;

    private const int IpProtoTcp = 6;
    private const int TcpInfo = 11;

    /// <summary>Sockets are small numbers, the lowest free one first: everywhere but on Windows.</summary>
    public static bool HasDescriptors { get; } = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public static bool IsLinux { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    /// <summary>
    /// How many ints an epoll_event has: its events, and 64 bits of data. On x86 and x64 it is packed; elsewhere the data is aligned to
    /// eight bytes, behind an int of padding. So an array of ints serves for both.
    /// </summary>
    public static int EpollEventInts { get; } = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 3 : 4;

    /// <returns>A descriptor, or -1 where the system has no epoll or refuses it.</returns>
    public static int CreateEpoll()
    {
        try
        {
            return IsLinux ? EpollCreate(EpollCloseOnExec) : -1;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return -1;
        }
    }

    /// <returns>False when the system refused.</returns>
    public static bool ControlEpoll(int epoll, int operation, int descriptor, int[] epollEvent) =>
        EpollControl(epoll, operation, descriptor, epollEvent) == 0;

    /// <summary>Waits until a descriptor is ready. -1 waits for ever.</summary>
    /// <returns>How many events there are: none as well when a signal ended the wait, and -1 after an error.</returns>
    public static int WaitForEpoll(int epoll, int[] events, int milliseconds)
    {
        int count = EpollWait(epoll, events, events.Length / EpollEventInts, milliseconds);
        return count < 0 && Marshal.GetLastWin32Error() == Interrupted ? 0 : count;
    }

    /// <summary>Fills the front part of tcp_info.</summary>
    /// <returns>False when the system refused, or knows less.</returns>
    public static bool TryGetTcpInfo(int socket, byte[] info)
    {
        int size = info.Length;
        return GetSockOpt(socket, IpProtoTcp, TcpInfo, info, ref size) == 0 && size == info.Length;
    }

    /// <summary>Closes a descriptor that is no socket.</summary>
    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    /// <summary>Sends without waiting, and without the detours of Socket.Send, which take a tenth of a short send.</summary>
    /// <returns>How many bytes were taken.</returns>
    public static int Send(int socket, byte[] bytes, int offset, int count, out SocketError error)
    {
        error = SocketError.Success;
        if (count <= 0)
            return 0;
        long sent = (long)SendBytes(socket, ref bytes[offset], (IntPtr)count, DoNotWait | NoSignal);
        if (sent >= 0)
            return (int)sent;
        error = Marshal.GetLastWin32Error() switch
        {
            TryAgain => SocketError.WouldBlock,
            Interrupted => SocketError.Interrupted,
            NoBufferSpace => SocketError.NoBufferSpaceAvailable,
            _ => SocketError.ConnectionReset,
        };
        return 0;
    }

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static extern int EpollControl(int epoll, int operation, int descriptor, int[] epollEvent);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static extern int EpollWait(int epoll, [In, Out] int[] events, int maxEvents, int milliseconds);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    private static extern IntPtr SendBytes(int socket, ref byte bytes, IntPtr count, int flags);

    [DllImport("libc", EntryPoint = "getsockopt")]
    private static extern int GetSockOpt(int socket, int level, int option, [Out] byte[] value, ref int size);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseDescriptor(int descriptor);
}
