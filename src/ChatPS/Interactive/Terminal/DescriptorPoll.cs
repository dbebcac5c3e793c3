using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatPS.Interactive;

/// <summary>
/// One poll(2) over standard input and a socket: it wakes on whichever is first. Linux and macOS; see poll(2).
/// </summary>
internal static class DescriptorPoll
{
    private const short PollIn = 1;
    private const int StandardInput = 0;

    public static bool IsSupported =>
        (RuntimeInformation.IsOSPlatform(OSPlatform.Linux) || RuntimeInformation.IsOSPlatform(OSPlatform.OSX)) && !Console.IsInputRedirected;

    /// <summary>Waits for either, at most for a slice. A signal ends the wait too.</summary>
    public static void Wait(Socket? socket, TimeSpan slice)
    {
        PollDescriptor[] waitedFor =
        [
            new() { Descriptor = StandardInput, Events = PollIn },
            new() { Descriptor = Descriptor(socket), Events = PollIn },
        ];
        _ = Poll(waitedFor, (UIntPtr)(uint)waitedFor.Length, (int)slice.TotalMilliseconds);
    }

    // poll passes over a negative descriptor.
    private static int Descriptor(Socket? socket)
    {
        try
        {
            return socket is null ? -1 : (int)socket.Handle;
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Poll([In, Out] PollDescriptor[] descriptors, UIntPtr count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
