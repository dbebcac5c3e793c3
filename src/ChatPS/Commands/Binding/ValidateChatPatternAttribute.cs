using System;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace ChatPS.Commands;

/// <summary>A pattern for messages names who said it and what was said.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateChatPatternAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        string[] groups = arguments is Regex pattern ? pattern.GetGroupNames() : [];
        if (!groups.Contains("sender") || !groups.Contains("text"))
            throw new ValidationMetadataException("The pattern needs the groups (?<sender>...) and (?<text>...).");
    }
}
