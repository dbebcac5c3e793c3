using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>The settings of a server. Never shown: they lead to the logins.</summary>
internal sealed class ServerOptions
{
    /// <summary>The TCP port; 0 is any free one.</summary>
    public int Port { get; init; } = ProtocolConstants.DefaultPort;

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>With its private key: connections are encrypted. Null: they are not.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Who may log in; when empty, anybody who can connect.</summary>
    public IReadOnlyList<ChatLogin> Logins { get; init; } = [];

    /// <summary>A file of logins, which is read again when it changes; null for none.</summary>
    public string? LoginPath { get; init; }

    /// <summary>Required to listen without logins on an address that other machines can reach.</summary>
    public bool AllowAnyLogin { get; init; }

    public bool AnnouncePresence { get; init; }

    /// <summary>The most connections at once, logged in or not.</summary>
    public int MaxClient { get; init; } = 10_000;

    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Requests a second of one name, after a burst of twice as many; 0 is no limit; null is a generous one on loopback and 5 elsewhere.</summary>
    public int? MessagesPerSecond { get; init; }

    /// <summary>Bytes that may wait for all clients together; beyond it those that are furthest behind are closed.</summary>
    public long MaxQueuedBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Bytes that the system keeps for a client that does not read. The system's own choice is megabytes a client, which no limit here would see.</summary>
    public int SendBufferSize { get; init; } = 64 * 1024;

    /// <summary>Milliseconds that only go forward.</summary>
    public Func<long> Clock { get; init; } = static () => (long)(Stopwatch.GetTimestamp() * (1000.0 / Stopwatch.Frequency));

    /// <summary>Takes a connection from the listener.</summary>
    public Func<Socket, Socket> Accept { get; init; } = static listener => listener.Accept();

    /// <summary>What the loop waits with.</summary>
    public Func<IReadinessSet> CreateReadinessSet { get; init; } = static () => EpollSet.TryCreate() ?? (IReadinessSet)new SelectSet();

    /// <summary>How long <see cref="ChatServer.Stop"/> waits for the thread.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromMilliseconds(ServerLimits.StopMs);

    /// <summary>Requests of one name while somebody who still reads is far behind.</summary>
    public RequestRate RateWhileCongested { get; init; } = ServerLimits.RateWhileCongested;

    /// <summary>Descriptors that the process may have; those of the system when left out.</summary>
    public int DescriptorLimit { get; init; } = DescriptorLimits.OfProcess;

    /// <summary>The most connections of one address; null is a tenth of <see cref="MaxClient"/>, and at least 8. None on loopback.</summary>
    public int? MaxClientPerAddress { get; init; }

    /// <summary>How many of the last messages somebody is sent who logs in; 0 is none.</summary>
    public int History { get; init; }

    /// <summary>What everybody reads who logs in; null for nothing.</summary>
    public string? Motd { get; init; }

    /// <summary>The file that gets the log; null for none.</summary>
    public string? LogPath { get; init; }

    /// <summary>What it does wrong on purpose, for tests of clients; null for nothing.</summary>
    public FaultOptions? Faults { get; init; }

    /// <summary>Whether the log has what is said.</summary>
    public bool LogMessages { get; init; }
}
