using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>What <see cref="CredentialAttribute"/> does, for each of a list, which that one takes for a name: a bare name asks for the password.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CredentialListAttribute : ArgumentTransformationAttribute
{
    private static readonly CredentialAttribute s_one = new();

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PSObject.AsPSObject(inputData).BaseObject is IList list
            ? list.Cast<object>().Select(item => s_one.Transform(engineIntrinsics, item)).ToArray()
            : s_one.Transform(engineIntrinsics, inputData);
}
