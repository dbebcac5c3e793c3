using System.Text.RegularExpressions;

namespace ChatPS.Tests.Architecture;

/// <summary>A parameter as its page has it.</summary>
internal sealed class PageParameter(string name, string body)
{
    public string Name => name;

    public string Description { get; } = body[..body.IndexOf("```", StringComparison.Ordinal)].Trim();

    public string Type => Fact("Type");

    public string Default => Fact("DefaultValue");

    /// <summary>All facts in one line, to compare.</summary>
    public string Facts => $"{Type} = '{Default}', wildcards {Fact("SupportsWildcards")}, aliases ({string.Join(' ', Aliases)}), {string.Join("; ", Sets)}";

    private IEnumerable<string> Aliases =>
        Regex.Match(body, "Aliases:\n((?:- .*\n)*)").Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[2..]);

    private IEnumerable<string> Sets => Regex.Matches(
            body,
            "- Name: (.*)\n  Position: (.*)\n  IsRequired: (.*)\n  ValueFromPipeline: (.*)\n  ValueFromPipelineByPropertyName: (.*)\n")
        .Select(set => $"{set.Groups[1]} at {set.Groups[2]} {set.Groups[3]} {set.Groups[4]} {set.Groups[5]}");

    private string Fact(string key) => Regex.Match(body, $"^{key}: (.*)$", RegexOptions.Multiline).Groups[1].Value.Trim('\'');
}
