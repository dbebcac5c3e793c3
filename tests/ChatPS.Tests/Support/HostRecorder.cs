using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Text;

namespace ChatPS.Tests;

/// <summary>A host that writes down all that is shown to a person, and answers from a list of lines.</summary>
internal sealed class HostRecorder : PSHost, IDisposable
{
    private readonly RecordingUserInterface _ui;
    private readonly Runspace _runspace;

    public HostRecorder(params string[] answers)
    {
        _ui = new RecordingUserInterface(answers);
        _runspace = RunspaceFactory.CreateRunspace(this, InitialSessionState.CreateDefault2());
        _runspace.Open();
        Run(null, $"Import-Module '{ModuleHost.Manifest}'");
    }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Recorder";

    public override PSHostUserInterface UI => _ui;

    public override Version Version => new(1, 0);

    /// <summary>What is chosen wherever a choice is asked for, by its place; without it the default.</summary>
    public int? Choice
    {
        get => _ui.Choice;
        set => _ui.Choice = value;
    }

    /// <summary>Runs a script whose output goes to the host, as at a prompt; gives what was shown.</summary>
    public string Run(object? argument, string script)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        if (argument is not null)
            shell.AddArgument(argument);
        shell.AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        _ui.Shown.Clear();
        shell.Invoke();
        return _ui.Shown.ToString();
    }

    /// <summary>The next progress that is shown.</summary>
    public ProgressRecord NextProgress()
    {
        Assert.True(_ui.Progress.TryTake(out ProgressRecord? record, ScriptedServer.Bound));
        return record;
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

    private sealed class RecordingUserInterface(string[] answers) : PSHostUserInterface
    {
        private int _answered;

        public int? Choice { get; set; }

        public StringBuilder Shown { get; } = new();

        public BlockingCollection<ProgressRecord> Progress { get; } = [];

        public override PSHostRawUserInterface RawUI => null!;

        public override string ReadLine() => _answered < answers.Length ? answers[_answered++] : throw new InvalidOperationException("no more lines");

        public override System.Security.SecureString ReadLineAsSecureString()
        {
            var secret = new System.Security.SecureString();
            foreach (char c in ReadLine())
                secret.AppendChar(c);
            return secret;
        }

        public override void Write(string value) => Shown.Append(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Shown.Append(value);

        public override void WriteLine(string value) => Shown.AppendLine(value);

        public override void WriteErrorLine(string value) => Shown.AppendLine(value);

        public override void WriteDebugLine(string message) => Shown.AppendLine("DEBUG: " + message);

        public override void WriteVerboseLine(string message) => Shown.AppendLine("VERBOSE: " + message);

        public override void WriteWarningLine(string message) => Shown.AppendLine("WARNING: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record) => Progress.Add(record);

        public override Dictionary<string, PSObject> Prompt(string caption, string message, System.Collections.ObjectModel.Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, System.Collections.ObjectModel.Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Shown.AppendLine("CHOICE: " + message);
            return Choice ?? defaultChoice;
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            new(userName, ReadLineAsSecureString());

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            PromptForCredential(caption, message, userName, targetName);
    }
}
