using System.Management.Automation;

namespace ChatPS.Benchmarks;

/// <summary>The least that a cmdlet which gives objects can do: writes one object, made beforehand, many times.</summary>
[Cmdlet(VerbsCommunications.Write, "Bare")]
public sealed class WriteBareCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public int Count { get; set; }

    protected override void ProcessRecord()
    {
        var one = new Version(1, 0);
        for (int i = 0; i < Count; i++)
            WriteObject(one);
    }
}
