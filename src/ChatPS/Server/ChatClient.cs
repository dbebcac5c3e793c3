using System;
using System.Net;

namespace ChatPS;

/// <summary>A connection to a server, as it was when it was asked for. It does not change.</summary>
public sealed class ChatClient
{
    /// <summary>Its number at the server: who came later has a larger one.</summary>
    public long Id { get; internal init; }

    /// <summary>The user; null before the login.</summary>
    public string? Name { get; internal init; }

    /// <summary>Where it comes from.</summary>
    public IPAddress Address { get; internal init; } = IPAddress.None;

    /// <summary>When it connected, in local time.</summary>
    public DateTime Since { get; internal init; }

    /// <summary>How long ago it last asked for anything; since it connected when it never did.</summary>
    public TimeSpan Idle { get; internal init; }

    /// <summary>Bytes that wait to be sent to it: with much, it does not read.</summary>
    public int Queued { get; internal init; }

    /// <summary>Bytes that were sent to it.</summary>
    public long Sent { get; internal init; }

    /// <summary>Bytes that were received from it.</summary>
    public long Received { get; internal init; }

    /// <summary>Where it is connected.</summary>
    public ChatServer Server { get; internal init; } = null!;

    /// <summary>The name, and the address.</summary>
    public override string ToString() => Name is null ? Address.ToString() : $"{Name} ({Address})";
}
