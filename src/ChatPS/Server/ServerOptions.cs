using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>How a server is to run. Never shown: it leads to the logins.</summary>
internal sealed class ServerOptions
{
    public const int DefaultPort = 34998;

    /// <summary>0 is any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Who may log in; with none, anybody who may connect.</summary>
    public IReadOnlyList<ChatLogin> Logins { get; init; } = [];

    /// <summary>Without logins, an address that other machines reach is listened on only with this.</summary>
    public bool AllowAnyLogin { get; init; }

    public bool AnnouncePresence { get; init; }

    /// <summary>How many connections at once, logged in or not.</summary>
    public int MaxClient { get; init; } = 10_000;

    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Requests a second of one peer, after a burst of twice as many; 0 is no limit; null is none on loopback and 5 elsewhere.</summary>
    public int? MessagesPerSecond { get; init; }

    /// <summary>Bytes that may wait for all clients together: beyond it those that are furthest behind are closed.</summary>
    public long MaxQueuedBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Bytes that the system holds for a client that does not read. Its own choice is megabytes for each, which no queue here would see.</summary>
    public int SendBufferSize { get; init; } = 64 * 1024;

    /// <summary>Milliseconds that only go forward.</summary>
    public Func<long> Clock { get; init; } = static () => (long)(Stopwatch.GetTimestamp() * (1000.0 / Stopwatch.Frequency));

    /// <summary>How a connection is taken from the listener.</summary>
    public Func<Socket, Socket> Accept { get; init; } = static listener => listener.Accept();

    public int EffectiveMessagesPerSecond => MessagesPerSecond ?? (IPAddress.IsLoopback(Address) ? 0 : 5);
}
