using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace ChatPS.Tests.Shell;

/// <summary>The built shell as a process of its own, with pipes for its three streams, as a script would start it.</summary>
internal sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    static ShellProcess()
    {
        if (!OperatingSystem.IsWindows())
            InterruptSignal.Heed();
    }

    private ShellProcess(string[] arguments, int? descriptors = null)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] command = descriptors is null ? [host] : ["sh", "-c", $"ulimit -n {descriptors} && exec \"$@\"", "sh", host];
        ProcessStartInfo start = new(command[0], [.. command[1..], "exec", Dll, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
        // Read at once: a full pipe would stop the shell.
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The shell stands in the same tree, built in the same configuration as these tests.</summary>
    private static string Dll
    {
        get
        {
            DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            DirectoryInfo? root = framework;
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "ChatPS.psd1")))
                root = root.Parent;
            Assert.NotNull(root);
            return Path.Combine(root.FullName, "src/ChatPS.Shell/bin", framework.Parent!.Name, framework.Name, "ChatPS.Shell.dll");
        }
    }

    public static ShellProcess Start(params string[] arguments) => new(arguments);

    /// <summary>The same with so many descriptors at most. Not on Windows.</summary>
    public static ShellProcess StartWithin(int descriptors, params string[] arguments) => new(arguments, descriptors);

    /// <summary>The shell on a terminal of 80 columns, with none of its streams redirected. Not on Windows.</summary>
    public static Process StartOn(PseudoTerminal terminal, params string[] arguments)
    {
        const string Attach = "stty cols 80 rows 24 < \"$0\" && exec \"$@\" < \"$0\" > \"$0\" 2>&1";
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo("sh", ["-c", Attach, terminal.Path, host, "exec", Dll, .. arguments]);
        start.Environment["TERM"] = "xterm-256color";
        return Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
    }

    /// <summary>Runs to the end with a text on standard input.</summary>
    public static async Task<ShellResult> Run(string input, params string[] arguments)
    {
        using ShellProcess shell = new(arguments);
        await shell.Type(input);
        return await shell.End();
    }

    public Task Type(string text) => _process.StandardInput.WriteAsync(text).WaitAsync(s_deadline);

    public async Task<string?> ReadLine()
    {
        try
        {
            return await _process.StandardOutput.ReadLineAsync().WaitAsync(s_deadline);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(Describe(), e);
        }
    }

    /// <summary>What Ctrl+C sends to a program in a terminal.</summary>
    public void Interrupt()
    {
        // The shell's own kill: a machine may have no other.
        using Process kill = Process.Start("sh", ["-c", $"kill -INT {_process.Id}"]);
        Assert.True(kill.WaitForExit(s_deadline));
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Ends the input and waits for the shell to leave.</summary>
    public async Task<ShellResult> End()
    {
        _process.StandardInput.Close();
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(s_deadline);
        string errors = await _errors.WaitAsync(s_deadline);
        await _process.WaitForExitAsync().WaitAsync(s_deadline);
        return new ShellResult(_process.ExitCode, output, errors);
    }

    // One that has used next to no time never got a processor; one that has used much was not stopped, or found no end.
    private string Describe()
    {
        _process.Refresh();
        string state = _process.HasExited
            ? $"it has ended with {_process.ExitCode}"
            : $"it was started {DateTime.Now - _process.StartTime} ago, and has {_process.Threads.Count} threads and {_process.TotalProcessorTime} of processor time";
        return $"No line of the shell in {s_deadline.TotalSeconds} s: {state}.";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
