using System.Linq;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Names chosen by wildcards, without regard to case.</summary>
internal sealed class NameFilter
{
    private readonly WildcardPattern[]? _patterns;

    private NameFilter(WildcardPattern[]? patterns) => _patterns = patterns;

    /// <summary>Null patterns let every name through.</summary>
    public static NameFilter From(string[]? patterns) =>
        new(patterns?.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)).ToArray());

    public bool Matches(string? name) => _patterns is null || (name is not null && _patterns.Any(pattern => pattern.IsMatch(name)));
}
