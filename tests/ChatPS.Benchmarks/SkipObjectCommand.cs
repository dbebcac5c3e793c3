using System.Management.Automation;

namespace ChatPS.Benchmarks;

/// <summary>The sink: takes objects and does nothing with them; looks at the memory of the process now and then.</summary>
[Cmdlet(VerbsCommon.Skip, "Object")]
public sealed class SkipObjectCommand : PSCmdlet
{
    private const int LookEvery = 16 * 1024;

    // By then the collector has taken what it works in.
    private const int Early = 100_000;

    private static long s_earlyMemory;
    private static long s_memory;

    public static long Count { get; private set; }

    /// <summary>Bytes of working set: the most after the first 100 000 objects, over the most until then.</summary>
    public static long Growth => Math.Max(0, s_memory - s_earlyMemory);

    public static void Reset() => Count = s_earlyMemory = s_memory = 0;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (Count++ % LookEvery != 0)
            return;
        ref long memory = ref Count < Early ? ref s_earlyMemory : ref s_memory;
        memory = Math.Max(memory, Environment.WorkingSet);
    }
}
