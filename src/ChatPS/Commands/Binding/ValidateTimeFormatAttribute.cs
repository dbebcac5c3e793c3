using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>A .NET format of a time that can be shown in one line.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateTimeFormatAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        string format = arguments as string ?? "";
        try
        {
            string shown = format.Length == 0 ? "" : DateTimeOffset.Now.ToString(format, CultureInfo.InvariantCulture);
            if (shown.Any(char.IsControl))
                throw new ValidationMetadataException("The time format has control characters.");
        }
        catch (FormatException e)
        {
            throw new ValidationMetadataException($"'{format}' is no format of a time: {e.Message}", e);
        }
    }
}
