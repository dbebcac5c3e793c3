using System;
using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>When work that may take long is to show itself: after a second, and from then on every quarter of a second. One thread.</summary>
internal sealed class ProgressSchedule
{
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private Deadline _next = Deadline.After(s_delay);

    /// <summary>Other work begins.</summary>
    public void Restart() => _next = Deadline.After(s_delay);

    /// <summary>Whether to show the work now. Costs no more than reading a clock.</summary>
    public bool IsDue()
    {
        if (!_next.HasPassed)
            return false;
        _next = Deadline.After(s_interval);
        return true;
    }
}
