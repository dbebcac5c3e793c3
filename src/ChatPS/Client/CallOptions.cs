using System;
using System.Collections.Generic;
using System.Threading;

namespace ChatPS.Client;

/// <summary>What one call of a session brings along: how long it may wait, what ends it early, and who wants to see its frames.</summary>
internal readonly struct CallOptions
{
    public CallOptions(TimeSpan timeout, CancellationToken token, ICollection<string>? trace = null, Action? progress = null)
    {
        Timeout = timeout;
        Token = token;
        Trace = trace;
        Progress = progress;
    }

    /// <summary>For each wait of the call anew.</summary>
    public TimeSpan Timeout { get; }

    public CancellationToken Token { get; }

    /// <summary>Takes a line for each frame in and out, safe to print; null when nobody looks.</summary>
    public ICollection<string>? Trace { get; }

    /// <summary>Called on the caller's thread again and again while the call waits, so that long work can show itself; null when nobody looks.</summary>
    public Action? Progress { get; }

    /// <summary>The same call for a caller that shows progress.</summary>
    public CallOptions WithProgress(Action progress) => new(Timeout, Token, Trace, progress);
}
