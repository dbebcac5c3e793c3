using ChatPS.Fuzz.Targets;

namespace ChatPS.Tests.Reliability;

/// <summary>The promises that are fuzzed, held against the kept corpus and against seeded random inputs.</summary>
public sealed class FuzzCorpusTests
{
    public static TheoryData<string> Targets() => new(FuzzTargets.Names);

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_corpus_breaks_no_promise(string target)
    {
        string[] files = Directory.GetFiles(Path.Combine(ModuleHost.Root, "tests", "ChatPS.Fuzz", "corpus", target));
        Assert.NotEmpty(files);
        foreach (string file in files)
            FuzzTargets.Find(target)!(File.ReadAllBytes(file));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Changed_and_joined_corpus_files_break_no_promise(string target)
    {
        byte[][] corpus = [.. Directory.GetFiles(Path.Combine(ModuleHost.Root, "tests", "ChatPS.Fuzz", "corpus", target)).Select(File.ReadAllBytes)];
        var random = RandomRun.Source(4711);
        for (int i = 0; i < LongRun.Pick(2_000, 500_000); i++)
        {
            byte[] input = [.. corpus[random.Next(corpus.Length)], .. corpus[random.Next(corpus.Length)]];
            for (int changes = random.Next(8); changes > 0; changes--)
                input[random.Next(input.Length)] = (byte)random.Next(256);
            FuzzTargets.Find(target)!(input);
        }
    }

    [Fact]
    public void Cut_anywhere_a_stream_gives_the_same_frames()
    {
        int inputs = LongRun.Pick(100_000, 10_000_000);
        var random = RandomRun.Source(42);
        for (int i = 0; i < inputs; i++)
            DecoderTarget.Run(LikelyFrames(random));
        LongRun.Report($"split oracle: {inputs:N0} inputs");
    }

    // Mostly digits, so that headers are good more often than not, and lengths small, so that many frames fit.
    private static byte[] LikelyFrames(Random random)
    {
        var bytes = new byte[1 + random.Next(40)];
        random.NextBytes(bytes);
        for (int i = 1; i < bytes.Length; i++)
        {
            int kind = random.Next(100);
            if (kind < 97)
                bytes[i] = (byte)('0' + (kind < 70 ? random.Next(2) : random.Next(10)));
        }

        return bytes;
    }
}
