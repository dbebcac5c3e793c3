using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatPS.Interactive;

/// <summary>
/// One poll(2) over the descriptor of the keys and the sockets: it wakes on whichever is first. Linux and macOS; see poll(2).
/// </summary>
internal sealed class DescriptorPoll
{
    private const short PollIn = 1;
    private const int StandardInput = 0;

    private readonly int _keys;

    public DescriptorPoll(int keys) => _keys = keys;

    /// <summary>Null where standard input is no terminal or the system has no such call.</summary>
    public static DescriptorPoll? OfStandardInput()
    {
        bool hasPoll = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) || RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
        return hasPoll && !Console.IsInputRedirected ? new DescriptorPoll(StandardInput) : null;
    }

    /// <summary>Waits for any of them, at most for a slice. A signal ends the wait too.</summary>
    /// <returns>
    /// False when the keys cannot be waited for: the descriptor is closed, its terminal has hung up, or it is of a kind that the
    /// system does not poll, as /dev/tty on macOS (POLLNVAL). That is known at once, without a wait.
    /// </returns>
    public bool TryWait(IReadOnlyList<Socket> sockets, TimeSpan slice)
    {
        var waitedFor = new PollDescriptor[sockets.Count + 1];
        waitedFor[0] = new PollDescriptor { Descriptor = _keys, Events = PollIn };
        for (int i = 0; i < sockets.Count; i++)
            waitedFor[i + 1] = new PollDescriptor { Descriptor = Descriptor(sockets[i]), Events = PollIn };
        int ready = Poll(waitedFor, (UIntPtr)(uint)waitedFor.Length, (int)slice.TotalMilliseconds);
        return ready <= 0 || (waitedFor[0].Returned & ~PollIn) == 0;
    }

    // poll passes over a negative descriptor.
    private static int Descriptor(Socket socket)
    {
        try
        {
            return (int)socket.Handle;
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }

    // nfds_t is as wide as a pointer on Linux; on macOS it is 32 bits, which a register of 64 holds as well.
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
