using System;
using System.Collections.Generic;

namespace ChatPS.Server;

/// <summary>What of a running server is to change; null leaves a setting as it is.</summary>
internal sealed class ServerChange
{
    public int? MaxClient { get; init; }

    public int? MaxClientPerAddress { get; init; }

    public TimeSpan? LoginTimeout { get; init; }

    public int? MessagesPerSecond { get; init; }

    /// <summary>What everybody reads who logs in; empty for nothing.</summary>
    public string? Motd { get; init; }

    /// <summary>Who may log in from now on. Who is logged in stays.</summary>
    public IReadOnlyList<ChatLogin>? Logins { get; init; }
}
