using System;
using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>
/// A host that can be looked up. An object without a host in any property comes down the pipeline as its text, <c>@{Name=x}</c>,
/// and that must not become a question to a name server.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateHostNameAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        string host = arguments as string ?? "";
        if (!HostName.IsValid(host))
            throw new ValidationMetadataException($"'{TerminalText.MakeSafe(host)}' is not a host name or an IP address.");
    }
}
