using System;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>
/// Makes one text the array that the parameter takes, as the engine would: but the engine first tries without, and then looks for
/// a way to convert, for each text that comes down the pipeline.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StringArrayTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text ? new[] { text } : inputData;
}
