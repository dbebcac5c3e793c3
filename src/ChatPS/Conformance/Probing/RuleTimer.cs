using System;
using System.Threading;
using ChatPS.Net;

namespace ChatPS.Conformance;

/// <summary>How long a run may take, a rule of it, and a reply. Times are milliseconds of one clock.</summary>
internal sealed class RuleTimer(int replyMs, int runMs, CancellationToken token)
{
    private readonly long _runBy = MonotonicClock.Milliseconds() + runMs;
    private long _ruleBy;

    public CancellationToken Token => token;

    /// <summary>How long a reply may take.</summary>
    public int ReplyMs => replyMs;

    public bool RunIsOver => Now >= _runBy;

    public bool RuleIsOver => Now >= _ruleBy;

    /// <summary>When a reply to what is sent now must be there.</summary>
    public long ReplyBy => Within(replyMs);

    private static long Now => MonotonicClock.Milliseconds();

    /// <summary>The end of a wait that begins now; never later than that of the rule.</summary>
    public long Within(int milliseconds) => Math.Min(Now + milliseconds, _ruleBy);

    /// <summary>What is left of a wait.</summary>
    public static TimeSpan LeftOf(long by) => TimeSpan.FromMilliseconds(Math.Max(1, by - Now));

    public void BeginRule() => _ruleBy = Math.Min(Now + ((long)replyMs * ConformanceLimits.RepliesPerRule), _runBy);

    /// <summary>What is left of a wait, and no more than a slice.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public int Slice(long by)
    {
        token.ThrowIfCancellationRequested();
        return (int)Math.Max(0, Math.Min(by - Now, ConformanceLimits.SliceMs));
    }

    /// <summary>Lets a moment pass.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Pause(int milliseconds)
    {
        token.WaitHandle.WaitOne((int)Math.Max(0, Math.Min(milliseconds, _ruleBy - Now)));
        token.ThrowIfCancellationRequested();
    }
}
