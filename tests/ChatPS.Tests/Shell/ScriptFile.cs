using System;
using System.IO;

namespace ChatPS.Tests.Shell;

/// <summary>A script in a folder of its own, gone after the test.</summary>
internal sealed class ScriptFile : IDisposable
{
    public ScriptFile(string text, string name = "script.ps1")
    {
        Folder = Directory.CreateTempSubdirectory("chatps-shell-").FullName;
        Path = System.IO.Path.Combine(Folder, name);
        File.WriteAllText(Path, text);
    }

    public string Folder { get; }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
