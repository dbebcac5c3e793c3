using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace ChatPS.Shell;

/// <summary>The PowerShell engine with the module in it. Runs one command at a time and shows what comes of it.</summary>
internal sealed class Engine : IDisposable
{
    private readonly ShellHost _host;
    private readonly ShellUserInterface _ui;
    private readonly RunningCommand _running;

    public Engine(RunningCommand running)
    {
        _running = running;
        _ui = new ShellUserInterface(running);
        _host = new ShellHost(_ui);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        // The rule of full PowerShell on Windows; elsewhere there is none. Without it the module itself would be refused.
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        Runspace = RunspaceFactory.CreateRunspace(_host, state);
        Runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        Runspace.Open();
    }

    public Runspace Runspace { get; }

    public ShellUserInterface UI => _ui;

    /// <summary>The code of the <c>exit</c> that was run, if one was.</summary>
    public int? ExitRequest => _host.ExitRequest;

    public int ImportModule() =>
        Run(pipeline => pipeline.AddCommand("Import-Module").AddParameter("Name", ModuleManifest.Find()).AddParameter("ErrorAction", "Stop"));

    /// <summary>As in pwsh, the code tells of <c>exit</c>, or else how the last statement went.</summary>
    public int RunText(string text)
    {
        int code = Run(pipeline => pipeline.AddScript(text));
        return ExitRequest ?? (code == ExitCode.Success && Runspace.SessionStateProxy.GetVariable("?") is false ? ExitCode.Failure : code);
    }

    public int RunScript(string path, IEnumerable<string> arguments) => RunText(ScriptCall.For(path, arguments));

    /// <summary>What a command gives, as text, with nothing shown.</summary>
    public string Evaluate(string command) => Guarded(pipeline => string.Concat(pipeline.AddScript(command).Invoke()));

    public void Dispose() => Runspace.Dispose();

    /// <summary>Runs a command to its end and shows what it writes; the exit code says how it ended.</summary>
    private int Run(Action<PowerShell> compose)
    {
        try
        {
            return Guarded(pipeline =>
            {
                compose(pipeline);
                // Errors keep their place among the output; Out-Default sends them to the host's error line.
                pipeline.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
                pipeline.AddCommand("Out-Default").Invoke(null, new PSInvocationSettings { AddToHistory = true });
                return pipeline.InvocationStateInfo.State == PSInvocationState.Stopped ? ExitCode.Stopped : ExitCode.Success;
            });
        }
        catch (PipelineStoppedException)
        {
            return ExitCode.Stopped;
        }
        catch (Exception e) when (e is IContainsErrorRecord)
        {
            // Not only RuntimeException: a recursion without end, for one, is a SystemException.
            Report(e, ((IContainsErrorRecord)e).ErrorRecord);
            return ExitCode.Failure;
        }
    }

    private T Guarded<T>(Func<PowerShell, T> run)
    {
        using PowerShell pipeline = PowerShell.Create(Runspace);
        _running.Begin(pipeline);
        try
        {
            return run(pipeline);
        }
        finally
        {
            _running.End();
            _ui.EndProgress();
        }
    }

    /// <summary>Shows an error that ended a command the way Out-Default shows all others.</summary>
    private void Report(Exception error, ErrorRecord record)
    {
        // Of a command that ends too early the engine's view shows nothing.
        if (error is IncompleteParseException)
            _ui.WriteErrorLine(error.Message);
        else
            _ui.ShowAsErrors(() => Guarded(pipeline => pipeline.AddCommand("Out-Default").Invoke(new[] { record })));
    }
}
