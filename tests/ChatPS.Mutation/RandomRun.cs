using System;

namespace ChatPS.Tests;

/// <summary>Few samples, always the same source: each mutant runs the whole suite, and must end as it did the time before.</summary>
internal static class RandomRun
{
    public static int Samples(int count) => Math.Min(count, 200);

    public static Random Source(int seed) => new(seed);
}
