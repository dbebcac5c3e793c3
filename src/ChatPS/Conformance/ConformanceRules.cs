using System.Linq;

namespace ChatPS.Conformance;

/// <summary>Every rule, in the order in which they are tried: what others build on comes first.</summary>
internal static class ConformanceRules
{
    public static ConformanceRule[] All { get; } =
    [
        .. LoginRules.All, .. FramingRules.All, .. MessageRules.All, .. ListRules.All, .. WhisperRules.All, .. EnduranceRules.All,
    ];

    public static string[] Names { get; } = [.. All.Select(static rule => rule.Name)];
}
