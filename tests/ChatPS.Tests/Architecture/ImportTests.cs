using System.Text.RegularExpressions;

namespace ChatPS.Tests.Architecture;

/// <summary>Holds the rules of the house that the compiler does not know.</summary>
public sealed partial class ImportTests
{
    private static readonly string s_source = Path.Combine(ModuleHost.Root, "src", "ChatPS");

    // Folder -> the folders that it may refer to, with what is in them.
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Text"] = [],
        ["Protocol"] = ["Text"],
        ["Net"] = [],
        ["Client"] = ["Net", "Protocol", "Text"],
        ["Server"] = ["Net", "Protocol", "Text"],
        ["Conformance"] = ["Net", "Protocol", "Text"],
        ["Interactive"] = ["Client", "Protocol", "Text"],
        ["Commands"] = ["Interactive", "Client", "Server", "Conformance", "Net", "Protocol", "Text"],
    };

    private static readonly string[] s_files = [.. Directory.EnumerateFiles(s_source, "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(s_source, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))];

    // Within a folder: sub-folder -> those that it may refer to beside itself. A folder alone stands for the files that lie right in it.
    private static readonly Dictionary<string, string[]> s_allowedWithin = new()
    {
        ["Client"] = ["Client/Exchange", "Client/Replies", "Client/Transport"],
        ["Client/Exchange"] = ["Client", "Client/Replies", "Client/Transport"],
        ["Client/Replies"] = ["Client"],
        ["Client/Transport"] = ["Client"],
        ["Conformance"] = ["Conformance/Rules", "Conformance/Probing"],
        ["Conformance/Rules"] = ["Conformance/Probing"],
        ["Conformance/Probing"] = [],
        ["Net"] = ["Net/Tls"],
        ["Net/Tls"] = ["Net"],
        ["Server"] = ["Server/Faults", "Server/Room"],
        ["Server/Faults"] = ["Server"],
        ["Server/Room"] = [],
        ["Interactive"] = ["Interactive/Commanding", "Interactive/Conversations", "Interactive/Editing", "Interactive/Input", "Interactive/Messages", "Interactive/Rendering", "Interactive/Terminal"],
        ["Interactive/Commanding"] = ["Interactive/Messages"],
        ["Interactive/Conversations"] = ["Interactive/Commanding", "Interactive/Editing", "Interactive/Messages"],
        ["Interactive/Editing"] = ["Interactive/Input"],
        ["Interactive/Input"] = [],
        ["Interactive/Messages"] = ["Interactive/Rendering"],
        ["Interactive/Rendering"] = ["Interactive/Terminal"],
        ["Interactive/Terminal"] = ["Interactive/Input"],
        ["Commands"] = ["Commands/Binding", "Commands/Hosting"],
        ["Commands/Binding"] = ["Commands/Hosting"],
        ["Commands/Hosting"] = ["Commands"],
    };

    // Type -> the folder whose file declares it; types within types belong to these.
    private static readonly Dictionary<string, string> s_folders = s_files
        .SelectMany(file => TopLevelType().Matches(Code(file)).Select(match => (Type: match.Groups[1].Value, Folder: FolderOf(file))))
        .DistinctBy(declared => declared.Type)
        .ToDictionary(declared => declared.Type, declared => declared.Folder);

    [Fact]
    public void Imports_point_down_only() => Assert.All(s_files, file =>
    {
        string from = FolderOf(file);
        Assert.All(Using().Matches(Read(file)).Select(match => match.Groups[1].Value).Where(s_allowed.ContainsKey), to => AssertAllowed(from, to, to));
        Assert.All(TypesReferredToBy(file), type => AssertAllowed(from, s_folders[type], type));
    });

    [Theory]
    [InlineData("Client", "Server")]
    [InlineData("Server/Room", "Client")]
    [InlineData("Protocol", "Client")]
    [InlineData("Client/Replies", "Client/Transport")]
    [InlineData("Server/Room", "Server")]
    public void What_points_up_is_found(string from, string to) =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertAllowed(from, to, "Type"));

    [Fact]
    public void The_types_that_a_file_refers_to_are_found()
    {
        Assert.InRange(s_folders.Count, 150, 1000);
        Assert.Equal("Server/Room", s_folders["ChatRoom"]);
        Assert.Contains("ChatSession", TypesReferredToBy("Interactive/ChatLoop.cs"));
        Assert.Contains("ChatRoom", TypesReferredToBy("Server/PeerHandler.cs"));
        Assert.DoesNotContain("Roster", TypesReferredToBy("Interactive/Conversations/IncomingMessages.cs")); // its property of that name
    }

    [Fact]
    public void A_file_has_250_lines_at_most_unless_it_is_a_table() => Assert.All(s_files, file =>
    {
        int lines = File.ReadAllLines(Path.Combine(s_source, file)).Length;
        Assert.True(lines <= 250 || file.EndsWith("Table.cs", StringComparison.Ordinal), $"{file} has {lines} lines.");
    });

    [Fact]
    public void PowerShell_is_known_to_the_commands_only() => Assert.All(s_files, file =>
    {
        bool mayKnow = file.StartsWith("Commands/", StringComparison.Ordinal);
        Assert.True(mayKnow || !Read(file).Contains("System.Management.Automation", StringComparison.Ordinal));
    });

    [Fact]
    public void A_file_holds_the_type_it_is_named_after() => Assert.All(s_files, file =>
        Assert.Matches($@"\b(class|struct|interface|enum|record|record struct) {Path.GetFileNameWithoutExtension(file)}\b", Read(file)));

    [Fact]
    public void The_module_needs_no_other_assembly_than_PowerShell_brings()
    {
        string[] needed = [.. typeof(ChatSession).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];
        Assert.All(needed, name => Assert.Contains(name, (string[])["netstandard", "System.Management.Automation"]));
        Assert.Equal(["ChatPS.dll"], Directory.EnumerateFiles(Path.Combine(ModuleHost.Root, "bin"), "*.dll").Select(Path.GetFileName));
    }

    private static void AssertAllowed(string from, string to, string type)
    {
        (string fromTop, string toTop) = (from.Split('/')[0], to.Split('/')[0]);
        bool allowed = from == to
            || (fromTop != toTop && s_allowed[fromTop].Contains(toTop))
            || (fromTop == toTop && s_allowedWithin[from].Contains(to));
        Assert.True(allowed, $"{from} must not refer to {type} of {to}.");
    }

    // A property may have the name of a type that is elsewhere: in the file that declares it, that name is no reference.
    private static string[] TypesReferredToBy(string file)
    {
        string code = Code(file);
        return [.. Name().Matches(code).Select(match => match.Value).Distinct()
            .Where(name => s_folders.ContainsKey(name) && !Regex.IsMatch(code, $@"[\w>\])?] {name} (?:\{{|=>)"))];
    }

    private static string FolderOf(string file) => file[..file.LastIndexOf('/')];

    private static string Code(string file) => CommentOrText().Replace(Read(file), "");

    private static string Read(string file) => File.ReadAllText(Path.Combine(s_source, file));

    [GeneratedRegex(@"^using ChatPS\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(?:[a-z]+ )*(?:class|struct|interface|enum|record) ([A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    // Not a member of something, but also behind a namespace of ours.
    [GeneratedRegex(@"(?:(?<![.\w])|(?<=\bChatPS\.(?:\w+\.)?))[A-Z]\w*")]
    private static partial Regex Name();

    [GeneratedRegex("""//.*|"(?:\\.|[^"\\\r\n])*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CommentOrText();
}
