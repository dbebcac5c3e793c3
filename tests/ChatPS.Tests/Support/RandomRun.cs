namespace ChatPS.Tests;

/// <summary>How much of chance a run has: the same few seeds as a rule, a new one each time with <c>CHATPS_FRESH_SEEDS=1</c>.</summary>
internal static class RandomRun
{
    private static readonly bool s_fresh = Environment.GetEnvironmentVariable("CHATPS_FRESH_SEEDS") == "1";

    /// <summary>How many samples of a property are tried; the run for mutations has its own, smaller, measure.</summary>
    public static int Samples(int count) => s_fresh ? 10 * count : count;

    /// <summary>The source of a test's chance. A fresh seed stands in the output of the test.</summary>
    public static Random Source(int seed)
    {
        if (s_fresh)
            seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
