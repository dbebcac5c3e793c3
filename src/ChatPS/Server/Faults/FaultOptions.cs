using System;

namespace ChatPS.Server;

/// <summary>What a server does wrong on purpose, and when.</summary>
/// <param name="Kinds">What.</param>
/// <param name="After">After how many frames to a client it ends the connection, where it does.</param>
/// <param name="DelayTime">How late it is, where it is late.</param>
internal sealed record FaultOptions(ChatServerFault Kinds, int After, TimeSpan DelayTime)
{
    /// <summary>Milliseconds between two bytes that come by themselves: the least that a client sees as two reads.</summary>
    public const int ByteGapMs = 1;

    /// <summary>Milliseconds in which frames are gathered.</summary>
    public const int JoinMs = 50;

    /// <summary>Milliseconds until a socket that took nothing is tried again.</summary>
    public const int RetryMs = 5;

    public bool Has(ChatServerFault kind) => (Kinds & kind) != 0;
}
