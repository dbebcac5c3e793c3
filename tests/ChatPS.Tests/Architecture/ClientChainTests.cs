using System.Text.RegularExpressions;

namespace ChatPS.Tests.Architecture;

/// <summary>The classes of the client refer to each other in one direction only.</summary>
public sealed partial class ClientChainTests
{
    private static readonly string s_client = Path.Combine(ModuleHost.Root, "src", "ChatPS", "Client");

    // Type -> the other types of the client that its file refers to, comments and texts aside.
    private static readonly Dictionary<string, string[]> s_references = ReadReferences();

    [Fact]
    public void No_class_of_the_client_reaches_itself_through_others()
    {
        Assert.InRange(s_references.Count, 15, 200);
        Assert.Contains("FrameTransport", s_references["ChatConnection"]);
        foreach (string type in s_references.Keys)
            Assert.True(FindCycle(type) is not { } cycle, $"{string.Join(" -> ", FindCycle(type) ?? [])} is a cycle.");
    }

    [Theory]
    [InlineData("Transport", "Exchange", "Replies")]
    [InlineData("Replies", "Exchange", "Transport")]
    [InlineData("Transport", "ChatSession")]
    [InlineData("Replies", "ChatSession")]
    [InlineData("Exchange", "ChatSession")]
    public void A_folder_of_the_client_knows_none_above_it(string folder, params string[] above)
    {
        string[] unknown = [.. above.SelectMany(name => name == "ChatSession" ? [name] : TypesIn(name))];
        Assert.All(TypesIn(folder), type => Assert.Empty(s_references[type].Intersect(unknown)));
        Assert.NotEmpty(TypesIn(folder));
    }

    private static IEnumerable<string> TypesIn(string folder) =>
        Directory.EnumerateFiles(Path.Combine(s_client, folder), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file));

    private static Dictionary<string, string[]> ReadReferences()
    {
        Dictionary<string, string> files = Directory.EnumerateFiles(s_client, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => CommentOrText().Replace(File.ReadAllText(file), ""));
        return files.ToDictionary(
            file => file.Key,
            file => files.Keys.Where(other => other != file.Key && Regex.IsMatch(file.Value, $@"\b{other}\b")).ToArray());
    }

    private static string[]? FindCycle(string start)
    {
        var cameFrom = new Dictionary<string, string>();
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out string? type))
        {
            foreach (string next in s_references[type])
            {
                if (next == start)
                    return [.. Path(type), start];
                if (cameFrom.TryAdd(next, type))
                    open.Enqueue(next);
            }
        }

        return null;

        IEnumerable<string> Path(string type) => type == start ? [start] : Path(cameFrom[type]).Append(type);
    }

    [GeneratedRegex("""//.*|"(?:\\.|[^"\\\r\n])*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CommentOrText();
}
