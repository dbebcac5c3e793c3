namespace ChatPS.Tests.Architecture;

/// <summary>
/// Windows PowerShell 5.1 reads a file without a BOM in the system's code page, not as UTF-8, and takes what it makes of other
/// letters for code: a quotation mark can come out of them.
/// </summary>
public sealed class ScriptEncodingTests
{
    private static readonly string[] s_endings = [".ps1", ".psm1", ".psd1", ".ps1xml", ".help.txt"];

    // What a build or a tool puts there is made of the files that are looked at.
    private static readonly string[] s_made = [".git", "bin", "obj", "out", "TestResults", "node_modules"];

    private static readonly string[] s_files = [.. FilesBelow(ModuleHost.Root).Select(file => Path.GetRelativePath(ModuleHost.Root, file).Replace('\\', '/'))];

    [Fact]
    public void What_Windows_PowerShell_reads_is_ASCII_or_begins_with_a_BOM() => Assert.All(s_files, file =>
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(ModuleHost.Root, file));
        if (bytes is not [0xEF, 0xBB, 0xBF, ..])
            Assert.DoesNotContain(bytes, b => b > 0x7F);
    });

    [Fact]
    public void All_kinds_of_files_are_looked_at()
    {
        Assert.Contains("ChatPS.psd1", s_files);
        Assert.Contains("build.ps1", s_files);
        Assert.Contains("src/ChatPS/ChatPS.Format.ps1xml", s_files);
        Assert.Contains("docs/en-US/about_ChatPS.help.txt", s_files);
        Assert.Contains(s_files, file => file.StartsWith("docs/examples/", StringComparison.Ordinal));
        Assert.Contains(s_files, file => file.StartsWith("tests/Pester/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => s_endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Concat(Directory.EnumerateDirectories(folder).Where(sub => !s_made.Contains(Path.GetFileName(sub))).SelectMany(FilesBelow));
}
