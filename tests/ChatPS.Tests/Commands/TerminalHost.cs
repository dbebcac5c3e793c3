using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Text;
using ChatPS.Tests.Interactive;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Commands;

/// <summary>A host with the keys of Windows' console, and with a screen, which obeys escapes or just keeps what is written.</summary>
internal sealed class TerminalHost : PSHost, IDisposable
{
    private readonly Runspace _runspace;
    private readonly StringBuilder _plain = new();

    public TerminalHost(bool supportsVirtualTerminal = true)
    {
        UI = new UserInterface(this, supportsVirtualTerminal);
        _runspace = RunspaceFactory.CreateRunspace(this, InitialSessionState.CreateDefault2());
        _runspace.Open();
        using PowerShell import = PowerShell.Create(_runspace);
        import.AddCommand("Import-Module").AddArgument(ModuleHost.Manifest).Invoke();
        Assert.Empty(import.Streams.Error);
    }

    public WindowsRawUserInterface Keys { get; } = new();

    /// <summary>Where escapes are obeyed.</summary>
    public LiveTerminal Screen { get; } = new();

    /// <summary>All that was written where they are not.</summary>
    public string Plain
    {
        get
        {
            lock (_plain)
                return _plain.ToString();
        }
    }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Terminal";

    public override PSHostUserInterface UI { get; }

    public override Version Version => new(1, 0);

    /// <summary>Begins a script beside the test, which types and looks meanwhile.</summary>
    public Task<PSDataCollection<PSObject>> Start(string script, params object[] arguments)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object argument in arguments)
            shell.AddArgument(argument);
        return shell.InvokeAsync().WaitAsync(ScriptedServer.Bound);
    }

    /// <summary>Waits until that was written, and takes it away.</summary>
    public void UntilPlain(string expected)
    {
        RawClient.Until(() => Plain.Length >= expected.Length, $"'{expected}' instead of '{Plain}'");
        Assert.Equal(expected, Plain);
        lock (_plain)
            _plain.Clear();
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    public void Dispose() => _runspace.Dispose();

    private sealed class UserInterface(TerminalHost host, bool supportsVirtualTerminal) : PSHostUserInterface
    {
        public override PSHostRawUserInterface RawUI => host.Keys;

        public override bool SupportsVirtualTerminal => supportsVirtualTerminal;

        public override void Write(string value)
        {
            if (supportsVirtualTerminal)
            {
                host.Screen.Write(value);
                return;
            }

            lock (host._plain)
                host._plain.Append(value);
        }

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Write(value + "\r\n");

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteDebugLine(string message) => WriteLine(message);

        public override void WriteVerboseLine(string message) => WriteLine(message);

        public override void WriteWarningLine(string message) => WriteLine(message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override string ReadLine() => throw new NotSupportedException();

        public override System.Security.SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => defaultChoice;

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new NotSupportedException();
    }
}
