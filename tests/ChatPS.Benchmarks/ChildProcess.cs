using System.Diagnostics;

namespace ChatPS.Benchmarks;

/// <summary>A program beside this one; killed at the end when it has not ended with its input.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static ChildProcess Start(int core, params string[] command) => new(Process.Start(Cores.On(core, command))!);

    /// <summary>Our own server, on the server's core as a rule.</summary>
    public static ChildProcess Serve(int core = Cores.Server, params string[] how) => Start(core, [Environment.ProcessPath!, "serve", .. how]);

    /// <summary>Runs a program to its end and gives what it wrote.</summary>
    public static string Read(int core, params string[] command)
    {
        using ChildProcess child = Start(core, command);
        string text = child._process.StandardOutput.ReadToEnd();
        child._process.WaitForExit();
        return child._process.ExitCode == 0 ? text : throw new InvalidOperationException(string.Join(' ', command) + " failed.");
    }

    /// <summary>The full path of an installed program, or null.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin")
        .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("It ended at once.");

    public int ReadPort() => int.Parse(ReadLine());

    /// <summary>Reads away what it writes: with a full pipe it would stand still.</summary>
    public void SkipOutput() => _process.BeginOutputReadLine();

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(2000))
            _process.Kill();
        _process.Dispose();
    }
}
