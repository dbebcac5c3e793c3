using System.Text.RegularExpressions;

namespace ChatPS.Tests.Architecture;

/// <summary>Holds the rules of the house that the compiler does not know.</summary>
public sealed partial class ImportTests
{
    private static readonly string s_source = Path.Combine(ModuleHost.Root, "src", "ChatPS");

    // Folder -> the folders that it may import.
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Text"] = [],
        ["Protocol"] = ["Text"],
        ["Net"] = [],
        ["Client"] = ["Net", "Protocol", "Text"],
        ["Server"] = ["Net", "Protocol", "Text"],
        ["Interactive"] = ["Client", "Protocol", "Text"],
        ["Commands"] = ["Interactive", "Client", "Server", "Protocol", "Text"],
    };

    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(s_source, "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(s_source, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Imports_point_down_only(string file)
    {
        string folder = file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : "";
        string[] imported = [.. Using().Matches(Read(file)).Select(match => match.Groups[1].Value)];
        if (s_allowed.TryGetValue(folder, out string[]? allowed))
            Assert.All(imported.Where(s_allowed.ContainsKey), name => Assert.Contains(name, (string[])[.. allowed, folder]));
        else
            Assert.Equal("ModuleCleanup.cs", file);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void PowerShell_is_known_to_the_commands_only(string file)
    {
        bool mayKnow = file.StartsWith("Commands/", StringComparison.Ordinal);
        Assert.True(mayKnow || !Read(file).Contains("System.Management.Automation", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_holds_the_type_it_is_named_after(string file) =>
        Assert.Matches($@"\b(class|struct|interface|enum|record|record struct) {Path.GetFileNameWithoutExtension(file)}\b", Read(file));

    [Fact]
    public void The_module_needs_no_other_assembly_than_PowerShell_brings()
    {
        string[] needed = [.. typeof(ChatSession).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];
        Assert.All(needed, name => Assert.Contains(name, (string[])["netstandard", "System.Management.Automation"]));
        Assert.Equal(["ChatPS.dll"], Directory.EnumerateFiles(Path.Combine(ModuleHost.Root, "bin"), "*.dll").Select(Path.GetFileName));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(s_source, file));

    [GeneratedRegex(@"^using ChatPS\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
