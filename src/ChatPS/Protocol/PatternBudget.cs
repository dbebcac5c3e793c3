using System.Diagnostics;

namespace ChatPS.Protocol;

/// <summary>
/// The time that a session spends in all on texts that are slow for its user's patterns. Thousands of such texts may come, and each
/// may be just quick enough for the limit of one. For one thread.
/// </summary>
internal sealed class PatternBudget
{
    // A match that takes less is an ordinary one, and costs nothing however many there are.
    private static readonly long s_ordinary = Stopwatch.Frequency / 1000;
    private static readonly long s_budget = Stopwatch.Frequency;

    private long _spent;

    /// <summary>A second was spent: the patterns are not asked any more.</summary>
    public bool IsSpent => _spent >= s_budget;

    /// <summary>Counts a match that began at this <see cref="Stopwatch"/> timestamp and has just ended.</summary>
    public void Spend(long began)
    {
        long took = Stopwatch.GetTimestamp() - began;
        if (took > s_ordinary)
            _spent += took;
    }
}
