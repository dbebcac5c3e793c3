using System.Management.Automation;

namespace ChatPS.Benchmarks;

/// <summary>The sink: takes objects and does nothing with them; looks at the memory of the process now and then.</summary>
[Cmdlet(VerbsCommon.Skip, "Object")]
public sealed class SkipObjectCommand : PSCmdlet
{
    private const int LookEvery = 16 * 1024;

    public static long Count { get; set; }

    public static long MostMemory { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (Count++ % LookEvery == 0)
            MostMemory = Math.Max(MostMemory, Environment.WorkingSet);
    }
}
