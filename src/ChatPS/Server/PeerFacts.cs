using System;

namespace ChatPS.Server;

/// <summary>What the log and whoever runs the server see of one connection. Times are milliseconds of the loop's clock, but for one.</summary>
internal sealed class PeerFacts(long now)
{
    /// <summary>When it connected, in local time.</summary>
    public DateTime Since { get; } = DateTime.Now;

    /// <summary>When it last asked for anything, or came.</summary>
    public long LastRequest { get; set; } = now;

    /// <summary>Bytes that have come from it.</summary>
    public long Received { get; set; }

    /// <summary>Why this end closed the connection without a word; null when it did not.</summary>
    public string? AbortReason { get; set; }

    /// <summary>Why the connection was lost; null when it was not.</summary>
    public string? LossReason { get; set; }

    /// <summary>The log has its end, or never had its beginning.</summary>
    public bool IsEndNoted { get; set; }
}
