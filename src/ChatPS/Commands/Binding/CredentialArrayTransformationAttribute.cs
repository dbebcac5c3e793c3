using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>What <see cref="CredentialAttribute"/> does for one credential, for several: a bare name asks for its password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialArrayTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly CredentialAttribute s_one = new();

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? data = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return data is IEnumerable several and not string
            ? several.Cast<object>().Select(item => s_one.Transform(engineIntrinsics, item)).ToArray()
            : s_one.Transform(engineIntrinsics, inputData);
    }
}
