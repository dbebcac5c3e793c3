using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace ChatPS.Shell;

/// <summary>Where PowerShell's streams meet the person: text to the screen, errors to standard error, questions and answers.</summary>
internal sealed class ShellUserInterface(RunningCommand running) : PSHostUserInterface
{
    private readonly ProgressLine _progress = new();
    private readonly LineReader _lines = new(new Keyboard(running));
    private int _column;
    private bool _isShowingErrors;
    private bool _isQuestionOpen;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface(new Keyboard(running));

    public override bool SupportsVirtualTerminal => Terminal.ObeysEscapes;

    public override string? ReadLine() => ReadLine(null, null);

    /// <summary>Reads a line behind what stands in the row already.</summary>
    public string? ReadLine(LineHistory? history, LineCompletion? completion)
    {
        _progress.Clear();
        int column = _column;
        _column = 0;
        string? line = _lines.Read(column, history, completion);
        EndQuestion();
        return line;
    }

    public override SecureString? ReadLineAsSecureString()
    {
        _progress.Clear();
        _column = 0;
        SecureString? secret = _lines.ReadSecret();
        EndQuestion();
        return secret;
    }

    public override void Write(string value)
    {
        _progress.Clear();
        string text = GetOutputString(value, SupportsVirtualTerminal && !Console.IsOutputRedirected);
        Console.Out.Write(text);
        int rowStart = text.LastIndexOf('\n') + 1;
        _column = (rowStart > 0 ? 0 : _column) + CellWidth.Of(new StringDecorated(text[rowStart..]).ToString(OutputRendering.PlainText));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colour.Of(foregroundColor, backgroundColor, value));

    public override void WriteLine(string value)
    {
        if (_isShowingErrors)
            WriteErrorLine(value);
        else
            Write(value + Environment.NewLine);
    }

    /// <summary>All that is written meanwhile is about an error. The engine's own mark for that is not public.</summary>
    public void ShowAsErrors(Action show)
    {
        _isShowingErrors = true;
        try
        {
            show();
        }
        finally
        {
            _isShowingErrors = false;
        }
    }

    public override void WriteErrorLine(string value)
    {
        _progress.Clear();
        _column = 0;
        Console.Error.WriteLine(GetOutputString(Colour.Red(value), SupportsVirtualTerminal && !Console.IsErrorRedirected));
    }

    public override void WriteWarningLine(string message) => WriteLine(Colour.Yellow($"WARNING: {message}"));

    public override void WriteVerboseLine(string message) => WriteLine(Colour.Yellow($"VERBOSE: {message}"));

    public override void WriteDebugLine(string message) => WriteLine(Colour.Yellow($"DEBUG: {message}"));

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <summary>A prompt begins its own row, whatever a command that was stopped left in the last one.</summary>
    public void StartRow()
    {
        if (_column > 0)
            WriteLine("");
    }

    /// <summary>A command that ended has no progress left, whether it said so or not.</summary>
    public void EndProgress() => _progress.Clear();

    public override Dictionary<string, PSObject?> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        new FieldPrompt(this).Ask(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        new ChoicePrompt(this).Ask(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        new CredentialPrompt(this).Ask(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => new CredentialPrompt(this).Ask(caption, message, userName);

    /// <summary>Asks where somebody sees it, and not in the middle of what is written to a file.</summary>
    public void Ask(string question)
    {
        if (Terminal.Questions == Console.Out)
            Write(question);
        else
            Terminal.Questions.Write(question);
        _isQuestionOpen = !question.EndsWith('\n');
    }

    /// <summary>An answer that nobody typed ends no row.</summary>
    private void EndQuestion()
    {
        if (_isQuestionOpen && Console.IsInputRedirected)
            Terminal.Questions.WriteLine();
        _isQuestionOpen = false;
    }
}
