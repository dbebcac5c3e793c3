using System.Text.RegularExpressions;

namespace ChatPS.Tests.Architecture;

/// <summary>One page of docs/en-US as far as the tests read it: headings, and the blocks of facts below each parameter.</summary>
internal sealed class HelpPage
{
    private readonly string _text;

    public HelpPage(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        _text = File.ReadAllText(path).ReplaceLineEndings("\n");
        Parameters = [.. Blocks(Section("PARAMETERS"))
            .Where(block => block.Heading.StartsWith('-'))
            .Select(block => new PageParameter(block.Heading[1..], block.Body))];
    }

    public static string Folder { get; } = Path.Combine(ModuleHost.Root, "docs", "en-US");

    public string Name { get; }

    public string Text => _text;

    public IReadOnlyList<PageParameter> Parameters { get; }

    public string Synopsis => Section("SYNOPSIS").Trim();

    public string Notes => Section("NOTES");

    /// <summary>The code of each example.</summary>
    public string[] Examples => [.. Blocks(Section("EXAMPLES")).Select(example => Regex.Match(example.Body, "```powershell\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value)];

    /// <summary>Each syntax: the name of its parameter set and its parameters.</summary>
    public (string Set, string[] Parameters)[] Syntax => [.. Blocks(Section("SYNTAX")).Select(syntax =>
        (syntax.Heading.Split(' ')[0], Regex.Matches(syntax.Body, @"(?<=[ \[]-)\w+").Select(match => match.Value).ToArray()))];

    public static IEnumerable<HelpPage> All() => Directory.GetFiles(Folder, "*.md").Order().Select(path => new HelpPage(path));

    private string Section(string heading) =>
        Regex.Match(_text, $"^## {heading}\n(.*?)(?=^## |\\z)", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value;

    private static IEnumerable<(string Heading, string Body)> Blocks(string section) =>
        Regex.Matches(section, "^### (.*?)\n(.*?)(?=^### |\\z)", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(block => (block.Groups[1].Value, block.Groups[2].Value));
}
