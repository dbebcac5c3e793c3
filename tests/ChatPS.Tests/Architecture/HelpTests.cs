using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatPS.Commands;

namespace ChatPS.Tests.Architecture;

/// <summary>The pages, the file that Get-Help reads, and the cmdlets say the same. To make the file again: <c>./build.ps1 -Task Docs</c>.</summary>
public sealed class HelpTests
{
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly XElement s_file = XElement.Load(Path.Combine(HelpPage.Folder, "ChatPS.dll-Help.xml"));

    private static readonly string[] s_cmdlets = [.. Types().Keys.Order()];

    [Fact]
    public void There_is_a_page_and_an_entry_for_every_cmdlet_that_the_manifest_exports()
    {
        string exports = Regex.Match(File.ReadAllText(ModuleHost.Manifest), @"CmdletsToExport\s*=\s*@\((.*?)\)", RegexOptions.Singleline).Groups[1].Value;
        string[] names = [.. Regex.Matches(exports, "'(.+)'").Select(match => match.Groups[1].Value).Order()];
        Assert.NotEmpty(names);
        Assert.Equal(names, Types().Keys.Order());
        Assert.Equal(names, HelpPage.All().Select(page => page.Name).Order());
        Assert.Equal(names, s_file.Elements(s_command + "command").Select(Name).Order());
    }

    [Fact]
    public void A_page_has_the_parameters_of_its_cmdlet() => Assert.All(s_cmdlets, cmdlet =>
    {
        Assert.Equal(
            Parameters(Types()[cmdlet]).Select(parameter => parameter.Name + ": " + parameter.Facts),
            Page(cmdlet).Parameters.Select(parameter => parameter.Name + ": " + parameter.Facts));
    });

    [Fact]
    public void A_default_is_within_the_range_of_its_parameter() => Assert.All(s_cmdlets, cmdlet =>
    {
        object instance = Activator.CreateInstance(Types()[cmdlet])!;
        foreach (PropertyInfo property in Types()[cmdlet].GetProperties())
        {
            if (property.GetCustomAttribute<ValidateRangeAttribute>() is { } range && property.GetValue(instance) is { } value)
                Assert.InRange(Convert.ToDouble(value, CultureInfo.InvariantCulture), Convert.ToDouble(range.MinRange, CultureInfo.InvariantCulture), Convert.ToDouble(range.MaxRange, CultureInfo.InvariantCulture));
        }
    });

    [Fact]
    public void A_page_is_in_plain_words() => Assert.All(s_cmdlets, cmdlet =>
        Assert.DoesNotMatch(@"\b(gives|gave|says texts|Left out|As a rule)\b", Page(cmdlet).Text));

    [Fact]
    public void A_page_shows_the_syntax_of_its_cmdlet() => Assert.All(s_cmdlets, cmdlet =>
    {
        (string Name, string Facts, string[] Sets)[] parameters = Parameters(Types()[cmdlet]);
        foreach ((string set, string[] names) in Page(cmdlet).Syntax)
        {
            Assert.Equal(
                parameters.Where(parameter => parameter.Sets.Contains("(All)") || parameter.Sets.Contains(set)).Select(parameter => parameter.Name).Order(),
                names.Order());
        }
    });

    [Fact]
    public void A_page_says_what_it_should() => Assert.All(s_cmdlets, cmdlet =>
    {
        HelpPage page = Page(cmdlet);
        Assert.DoesNotContain("{{ Fill", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(cmdlet, page.Synopsis, StringComparison.Ordinal);
        Assert.EndsWith(".", page.Synopsis, StringComparison.Ordinal);
        Assert.True(page.Examples.Length >= 3);
        Assert.All(page.Examples, example => Assert.Contains(cmdlet, example, StringComparison.Ordinal));
        Assert.All(page.Parameters, parameter => Assert.EndsWith(".", parameter.Description, StringComparison.Ordinal));
        Assert.NotEqual("", page.Notes.Trim());
    });

    [Fact]
    public void The_file_was_made_from_the_page() => Assert.All(s_cmdlets, cmdlet =>
    {
        HelpPage page = Page(cmdlet);
        XElement entry = s_file.Elements(s_command + "command").Single(entry => Name(entry) == cmdlet);
        Assert.Equal(page.Synopsis, Words(entry.Element(s_command + "details")!.Element(s_maml + "description")!));
        Assert.Equal(page.Examples, entry.Descendants(s_dev + "code").Select(code => code.Value.ReplaceLineEndings("\n")));
        Assert.Equal(
            page.Parameters.Select(parameter => (parameter.Name, parameter.Type, parameter.Default, parameter.Description)),
            entry.Element(s_command + "parameters")!.Elements().OrderBy(parameter => parameter.Element(s_maml + "name")!.Value, StringComparer.Ordinal).Select(parameter => (
                parameter.Element(s_maml + "name")!.Value,
                parameter.Element(s_dev + "type")!.Element(s_maml + "name")!.Value,
                parameter.Element(s_dev + "defaultValue")?.Value ?? "",
                Words(parameter.Element(s_maml + "description")!))));

        // Every paragraph of the file stands in the page, and no sign that a terminal would act on.
        string text = Squeeze(page.Text);
        Assert.All(entry.Descendants(s_maml + "para"), paragraph => Assert.Contains(Squeeze(paragraph.Value), text, StringComparison.Ordinal));
        Assert.DoesNotContain(entry.Value, c => char.IsControl(c) && c is not ('\n' or '\r'));
    });

    [Fact]
    public void Every_error_id_is_explained_and_no_other()
    {
        string[] ids = [.. Enum.GetNames<ChatFailure>().Order()];
        Assert.Equal(ids, HelpPage.All().SelectMany(page => Regex.Matches(page.Notes, @"^- (\w+): ", RegexOptions.Multiline)).Select(match => match.Groups[1].Value).Distinct().Order());
        string about = File.ReadAllText(Path.Combine(HelpPage.Folder, "about_ChatPS.help.txt"));
        Assert.All(ids, id => Assert.Contains(id, about, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("about_ChatPS.help.txt")]
    [InlineData("about_ChatPS_Server.help.txt")]
    public void An_about_topic_fits_a_terminal(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(HelpPage.Folder, file));
        Assert.True(lines.Length > 40);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    private static Dictionary<string, Type> Types() => typeof(ChatCmdlet).Assembly.GetTypes()
        .Select(type => (type, type.GetCustomAttribute<CmdletAttribute>()))
        .Where(pair => pair.Item2 is not null)
        .ToDictionary(pair => $"{pair.Item2!.VerbName}-{pair.Item2.NounName}", pair => pair.type);

    private static HelpPage Page(string cmdlet) => new(Path.Combine(HelpPage.Folder, cmdlet + ".md"));

    private static string Name(XElement entry) => entry.Element(s_command + "details")!.Element(s_command + "name")!.Value;

    private static string Words(XElement element) => string.Join("\n\n", element.Elements(s_maml + "para").Select(paragraph => paragraph.Value));

    private static string Squeeze(string text) => Regex.Replace(text, @"\s+", " ").Trim();

    private static (string Name, string Facts, string[] Sets)[] Parameters(Type type)
    {
        object cmdlet = Activator.CreateInstance(type)!;
        var parameters = type.GetProperties()
            .Select(property => (property, sets: property.GetCustomAttributes<ParameterAttribute>(inherit: false).ToArray()))
            .Where(pair => pair.sets.Length > 0)
            .Select(pair => (
                pair.property.Name,
                Facts(
                    TypeName(pair.property.PropertyType),
                    DefaultOf(pair.property.GetValue(cmdlet)),
                    pair.property.IsDefined(typeof(SupportsWildcardsAttribute)),
                    pair.property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? [],
                    pair.sets),
                pair.sets.Select(SetName).ToArray()))
            .ToList();
        if (type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess)
        {
            string switchType = typeof(SwitchParameter).FullName!;
            parameters.Add(("Confirm", Facts(switchType, "False", false, ["cf"], [new ParameterAttribute()]), ["(All)"]));
            parameters.Add(("WhatIf", Facts(switchType, "False", false, ["wi"], [new ParameterAttribute()]), ["(All)"]));
        }

        return [.. parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
    }

    private static string Facts(string type, string value, bool wildcards, IList<string> aliases, ParameterAttribute[] sets) =>
        $"{type} = '{value}', wildcards {Yes(wildcards)}, aliases ({string.Join(' ', aliases)}), " + string.Join("; ", sets.Select(set =>
            $"{SetName(set)} at {(set.Position < 0 ? "Named" : set.Position)} {Yes(set.Mandatory)} {Yes(set.ValueFromPipeline)} {Yes(set.ValueFromPipelineByPropertyName)}"));

    private static string SetName(ParameterAttribute set) => set.ParameterSetName == ParameterAttribute.AllParameterSets ? "(All)" : set.ParameterSetName;

    private static string Yes(bool value) => value ? "true" : "false";

    // A page names what is typed: a number, not that it may be left out.
    private static string TypeName(Type type) => (Nullable.GetUnderlyingType(type) ?? type).FullName!;

    // What a page writes for a property that nobody has set.
    private static string DefaultOf(object? value) => value switch
    {
        null => "",
        SwitchParameter flag => flag.IsPresent.ToString(),
        PSCredential credential => credential == PSCredential.Empty ? "" : throw new InvalidOperationException("A default credential."),
        string text => text,
        ICollection => throw new InvalidOperationException("A default list needs a way to write it."),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
