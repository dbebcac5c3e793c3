using System;
using System.Linq;
using System.Management.Automation;
using ChatPS.Conformance;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>A name or pattern that some rule has: a slip must not pass for a test without failures.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateRuleNameAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        var filter = NameFilter.From([element as string ?? ""]);
        if (!ConformanceRules.Names.Any(filter.Matches))
            throw new ValidationMetadataException($"No rule is called '{TerminalText.MakeSafe(element as string ?? "")}'. Tab completes the names behind -Rule.");
    }
}
