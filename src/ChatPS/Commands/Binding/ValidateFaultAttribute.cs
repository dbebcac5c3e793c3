using System;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Faults that do not exclude each other.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateFaultAttribute : ValidateArgumentsAttribute
{
    private static readonly ChatServerFault[] s_pairs =
    [
        ChatServerFault.CutEveryByte | ChatServerFault.JoinFrames,
        ChatServerFault.DropAfter | ChatServerFault.ResetAfter,
        ChatServerFault.DropAfter | ChatServerFault.BadHeaderAfter,
        ChatServerFault.ResetAfter | ChatServerFault.BadHeaderAfter,
    ];

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        foreach (ChatServerFault pair in s_pairs)
        {
            if (arguments is ChatServerFault fault && (fault & pair) == pair)
                throw new ValidationMetadataException($"{pair} exclude each other.");
        }
    }
}
