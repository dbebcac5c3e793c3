using System;

namespace ChatPS.Client;

/// <summary>How long to wait before each try: 0.5, 1, 2, 4, 8, 16 and then always 30 s, each a quarter more or less, so that not all come back at once. Pure.</summary>
/// <param name="random">From 0 to 1.</param>
internal sealed class ReconnectSchedule(Func<double> random)
{
    private static readonly double[] s_seconds = [0.5, 1, 2, 4, 8, 16, 30];

    private int _tries;

    /// <summary>The wait before the next try.</summary>
    public TimeSpan Next() => TimeSpan.FromSeconds(s_seconds[Math.Min(_tries++, s_seconds.Length - 1)] * (0.75 + (random() / 2)));
}
