using System;
using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>What a socket is waited for.</summary>
[Flags]
internal enum Interest
{
    None = 0,
    Read = 1,
    Write = 2,
}

/// <summary>A socket in a readiness set. A read or write that fails at once counts as ready: trying it shows the error.</summary>
internal sealed class WatchedSocket(Socket socket, object owner)
{
    public Socket Socket { get; } = socket;

    /// <summary>Who wants to know.</summary>
    public object Owner { get; } = owner;

    /// <summary>What it is waited for. Set by the readiness set.</summary>
    public Interest Interest { get; set; }

    /// <summary>What the last wait found. Set by the readiness set.</summary>
    public Interest Ready { get; set; }

    /// <summary>Where it stands in the readiness set, for its own use.</summary>
    public int Slot { get; set; }

    /// <summary>Tells this watch from earlier ones in the same slot, for the readiness set's own use.</summary>
    public int Generation { get; set; }
}

/// <summary>Waits for many sockets at once: the seam between the loop and what the system offers for that. For one thread.</summary>
internal interface IReadinessSet : IDisposable
{
    /// <summary>How many sockets it can watch.</summary>
    int Capacity { get; }

    /// <summary>How many sockets the last wait found ready.</summary>
    int ReadyCount { get; }

    /// <summary>One of the sockets that the last wait found ready.</summary>
    WatchedSocket this[int index] { get; }

    /// <summary>
    /// Changes what a socket is waited for; none ends the watch, and must come before the socket is disposed.
    /// Between two waits only, so that what is ready stays valid for a whole turn.
    /// </summary>
    void Watch(WatchedSocket socket, Interest interest);

    /// <summary>Waits until a watched socket is ready, at most so long. -1 waits for ever.</summary>
    void Wait(int milliseconds);
}
