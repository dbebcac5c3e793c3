using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Benchmarks;

/// <summary>Decoding of a receive buffer full of 22-byte frames.</summary>
[MemoryDiagnoser]
public class CodecBenchmark
{
    private const int Frames = 2978;
    private const int FrameSize = 22;

    private readonly FrameCodec _codec = new();
    private readonly byte[] _stream = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("20fo: 0123456789abcdef", Frames)));
    private readonly byte[] _copy = new byte[Frames * FrameSize];

    internal static void Run(string[] arguments)
    {
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(4).WithIterationCount(7)
            .WithInvocationCount(2048).WithUnrollFactor(16).DontEnforcePowerPlan();
        IConfig config = ManualConfig.CreateEmpty().AddJob(job).AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "chatps-benchmarks"));
        Summary summary = BenchmarkRunner.Run<CodecBenchmark>(config);
        double Of(string name) => Report(summary, name).ResultStatistics!.Median / Frames;
        double Allocated(string name)
        {
            BenchmarkReport report = Report(summary, name);
            return (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0.0) / Frames;
        }

        Figures.Heading("Decoding 22-byte frames (codec)");
        Figures.Header("what", "ns a frame", "bytes allocated a frame", "against");
        Figures.Row("memcpy of the stream", Of(nameof(Memcpy)), Allocated(nameof(Memcpy)), "");
        Figures.Row("walk over the headers", Of(nameof(WalkHeaders)), Allocated(nameof(WalkHeaders)), "");
        Figures.Row("decode to frames", Of(nameof(Decode)), Allocated(nameof(Decode)),
            $"{Of(nameof(WalkHeaders)) / Of(nameof(Decode)):0.00} of the walk (to reach: 0.45), {Of(nameof(Memcpy)) / Of(nameof(Decode)):0.00} of memcpy");
        Figures.Row("walk and GetString", Of(nameof(WalkAndGetString)), Allocated(nameof(WalkAndGetString)), "");
        Figures.Row("decode to safe text", Of(nameof(DecodeToSafeText)), Allocated(nameof(DecodeToSafeText)),
            $"{Of(nameof(WalkAndGetString)) / Of(nameof(DecodeToSafeText)):0.00} of GetString alone (to reach: 0.8)");
        Figures.Row("decode, GetString", Of(nameof(DecodeAndGetString)), Allocated(nameof(DecodeAndGetString)),
            $"safe text adds {(Of(nameof(DecodeToSafeText)) / Of(nameof(DecodeAndGetString))) - 1:P0} (at most: 20 %)");
    }

    [Benchmark]
    public void Memcpy() => Buffer.BlockCopy(_stream, 0, _copy, 0, _stream.Length);

    [Benchmark]
    public int WalkHeaders()
    {
        int count = 0;
        byte[] stream = _stream;
        for (int at = 0; at + 1 < stream.Length; count++)
            at += 2 + ((stream[at] - '0') * 10) + (stream[at + 1] - '0');
        return count;
    }

    [Benchmark]
    public int Decode()
    {
        int count = 0;
        _codec.Feed(_stream, 0, _stream.Length);
        while (_codec.TryRead(out _))
            count++;
        return count;
    }

    [Benchmark]
    public int WalkAndGetString()
    {
        int length = 0;
        byte[] stream = _stream;
        for (int at = 0; at + 1 < stream.Length;)
        {
            int count = ((stream[at] - '0') * 10) + (stream[at + 1] - '0');
            length += Encoding.UTF8.GetString(stream, at + 2, count).Length;
            at += 2 + count;
        }

        return length;
    }

    [Benchmark]
    public int DecodeAndGetString()
    {
        int length = 0;
        _codec.Feed(_stream, 0, _stream.Length);
        while (_codec.TryRead(out ArraySegment<byte> payload))
            length += Encoding.UTF8.GetString(payload.Array!, payload.Offset, payload.Count).Length;
        return length;
    }

    [Benchmark]
    public int DecodeToSafeText()
    {
        int length = 0;
        _codec.Feed(_stream, 0, _stream.Length);
        while (_codec.TryRead(out ArraySegment<byte> payload))
            length += TerminalText.Decode(payload.Array!, payload.Offset, payload.Count).Length;
        return length;
    }

    private static BenchmarkReport Report(Summary summary, string name) =>
        summary.Reports.Single(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == name);
}
