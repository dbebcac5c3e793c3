using System;
using System.Diagnostics;

namespace ChatPS.Protocol;

/// <summary>
/// The time that a session spends on texts that are slow for its user's patterns. Thousands of such texts may come, and each
/// may be just quick enough for the limit of one. A thousandth of the time that passes comes back: a busy machine makes any match
/// slow now and then, and a session of days must not lose its patterns to that. For one thread.
/// </summary>
internal sealed class PatternBudget
{
    private const int Return = 1000;

    // A match that takes less is an ordinary one, and costs nothing however many there are.
    private static readonly long s_ordinary = Stopwatch.Frequency / 1000;
    private static readonly long s_budget = Stopwatch.Frequency;

    private readonly Func<long> _clock;
    private long _spent;
    private long _returnedAt;

    /// <param name="clock">Ticks as <see cref="Stopwatch"/> counts them.</param>
    public PatternBudget(Func<long> clock)
    {
        _clock = clock;
        _returnedAt = clock();
    }

    /// <summary>A second was spent: the patterns are not asked for now.</summary>
    public bool IsSpent
    {
        get
        {
            if (_spent >= s_budget)
                GiveBack(_clock());
            return _spent >= s_budget;
        }
    }

    /// <summary>When a match begins, for <see cref="Spend"/>.</summary>
    public long Begin() => _clock();

    /// <summary>Counts a match that began then and has just ended.</summary>
    public void Spend(long began)
    {
        long now = _clock();
        if (now - began <= s_ordinary)
            return;
        GiveBack(now);
        _spent += now - began;
    }

    private void GiveBack(long now)
    {
        _spent = Math.Max(0, _spent - ((now - _returnedAt) / Return));
        _returnedAt = now;
    }
}
