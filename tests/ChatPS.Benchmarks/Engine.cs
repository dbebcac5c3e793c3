using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ChatPS.Benchmarks;

/// <summary>A runspace of the real engine with the module in it, and the cmdlets to compare with.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    public Engine()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Write-Bare", typeof(WriteBareCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Skip-Object", typeof(SkipObjectCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        Run("Import-Module $args[0]", Path.Combine(Root, "ChatPS.psd1"));
    }

    /// <summary>The checkout, found from this source file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Logs in as somebody; the session is the default of what follows.</summary>
    public void Connect(int port, string userName = "bench") => Run(
        """
        $password = [securestring]::new(); $password.AppendChar('x')
        $session = Connect-ChatServer 127.0.0.1 $args[0] -Credential ([pscredential]::new($args[1], $password))
        """, port, userName);

    public void Disconnect() => Run("Disconnect-ChatServer $session");

    /// <summary>Runs a script to its end; an error of any kind is thrown.</summary>
    public void Run(string script, params object[] arguments)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object argument in arguments)
            shell.AddArgument(argument);
        shell.Invoke();
        if (shell.HadErrors)
            throw new InvalidOperationException(shell.Streams.Error.FirstOrDefault()?.ToString() ?? "The script failed.");
    }

    /// <summary>The seconds a script takes.</summary>
    public double Time(string script, params object[] arguments)
    {
        GC.Collect();
        long begin = Stopwatch.GetTimestamp();
        Run(script, arguments);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    public void Dispose() => _runspace.Dispose();

    private static string FindRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
