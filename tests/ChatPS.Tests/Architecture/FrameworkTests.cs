using System.Management.Automation;
using System.Reflection;

namespace ChatPS.Tests.Architecture;

/// <summary>
/// One DLL for two runtimes: all that it refers to is in .NET Framework 4.7.2 with Windows PowerShell 5.1, and in .NET 10 with
/// PowerShell 7.6. Types, members and whole signatures are compared, as the runtimes do when they load it. What is missing there
/// would be an exception on somebody's machine, at the first call.
/// </summary>
public sealed class FrameworkTests
{
    private static readonly string s_module = typeof(ChatSession).Assembly.Location;

    [Fact]
    public void Windows_PowerShell_has_all_that_the_module_refers_to()
    {
        using AssemblySet platform = WindowsPowerShell();
        (IReadOnlyList<string> missing, int types, int members) = platform.Check(s_module);
        Assert.Empty(missing);
        Assert.True(types > 100 && members > 300, $"{types} types and {members} members are too few to be all");
    }

    [Fact]
    public void PowerShell_7_has_all_that_the_module_refers_to()
    {
        using AssemblySet platform = PowerShell7();
        (IReadOnlyList<string> missing, int types, int members) = platform.Check(s_module);
        Assert.Empty(missing);
        Assert.True(types > 100 && members > 300, $"{types} types and {members} members are too few to be all");
    }

    // The control: with types that are missing, an overload of a method that is not, and a member of a generic class.
    [Fact]
    public void What_is_newer_than_NET_Framework_is_found()
    {
        using AssemblySet platform = WindowsPowerShell();
        string[] expected =
        [
            "System.Collections.Generic.Dictionary`2: System.Boolean TryAdd(!0, !1)",
            "System.HashCode",
            "System.IO.Stream: System.Threading.Tasks.ValueTask DisposeAsync()",
            "System.MemoryExtensions",
            "System.Span`1",
            "System.String: System.Boolean Contains(System.Char)",
            "System.Threading.Tasks.ValueTask",
        ];
        Assert.Equal(expected, platform.Check(Metadata("NewerPlatform")).Missing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_PowerShell_7_no_longer_has_is_found()
    {
        using AssemblySet platform = PowerShell7();
        Assert.Equal(["System.Management.Automation.PSJobProxy"], platform.Check(Metadata("NewerPlatform")).Missing);
    }

    private static AssemblySet WindowsPowerShell()
    {
        string framework = Path.Combine(Metadata("NetFramework472"), "build", ".NETFramework", "v4.7.2");
        return new AssemblySet(framework, Path.Combine(framework, "Facades"), Path.Combine(Metadata("PowerShellStandard"), "lib", "net452"));
    }

    private static AssemblySet PowerShell7() =>
        new(Path.GetDirectoryName(typeof(object).Assembly.Location)!, typeof(PSObject).Assembly.Location);

    private static string Metadata(string key) =>
        typeof(FrameworkTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
