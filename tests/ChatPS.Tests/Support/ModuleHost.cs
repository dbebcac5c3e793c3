using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ChatPS.Tests;

/// <summary>A runspace of the real engine with the module imported by its manifest, as a user has it.</summary>
internal sealed class ModuleHost : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleHost(bool import = true)
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        if (import)
            Run("Import-Module $args[0]", Manifest);
    }

    /// <summary>The checkout, found from this source file.</summary>
    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "ChatPS.psd1");

    public Runspace Runspace => _runspace;

    /// <summary>Runs a script; its arguments are <c>$args</c>. A terminating error is thrown, the others are in the result.</summary>
    public ScriptResult Run(string script, params object?[] arguments)
    {
        using PowerShell shell = Prepare(script, arguments);
        Collection<PSObject> output = shell.Invoke();
        return new ScriptResult(output, shell);
    }

    /// <summary>Runs a script with <c>$ErrorActionPreference = 'Stop'</c>, which must end with an error that try/catch sees, and returns that error.</summary>
    public ErrorRecord Fail(string script, params object?[] arguments) =>
        Run("try { & { $ErrorActionPreference = 'Stop'; " + script + " } @args\n'no error' } catch { $_ }", arguments).Output.Select(item => item.BaseObject).OfType<ErrorRecord>().Single();

    /// <summary>A pipeline that the test starts and stops itself.</summary>
    public PowerShell Prepare(string script, params object?[] arguments)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object? argument in arguments)
            shell.AddArgument(argument);
        return shell;
    }

    public void Dispose() => _runspace.Dispose();

    private static string FindRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}

/// <summary>What a script gave.</summary>
internal sealed class ScriptResult
{
    public ScriptResult(Collection<PSObject> output, PowerShell shell)
    {
        Output = output;
        Errors = [.. shell.Streams.Error];
        Warnings = [.. shell.Streams.Warning.Select(record => record.Message)];
        Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)];
        Debug = [.. shell.Streams.Debug.Select(record => record.Message)];
        Information = [.. shell.Streams.Information.Select(record => record.ToString())];
    }

    public Collection<PSObject> Output { get; }

    public ErrorRecord[] Errors { get; }

    public string[] Warnings { get; }

    public string[] Verbose { get; }

    public string[] Debug { get; }

    public string[] Information { get; }

    public T Single<T>() => Assert.IsType<T>(Assert.Single(Output).BaseObject);

    public IReadOnlyList<T> All<T>() => [.. Output.Select(item => Assert.IsType<T>(item.BaseObject))];

    /// <summary>Everything of every stream, to look for what must not be in it.</summary>
    public string Everything() => string.Join('\n', (string?[])[
        .. Output.Select(item => item?.ToString()), .. Errors.Select(error => error.ToString() + error.Exception + error.TargetObject),
        .. Warnings, .. Verbose, .. Debug, .. Information]);
}
