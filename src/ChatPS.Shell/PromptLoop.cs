using System.Management.Automation;
using System.Management.Automation.Language;

namespace ChatPS.Shell;

/// <summary>Reads a whole command, runs it, and again, until <c>exit</c> or the end of input.</summary>
internal sealed class PromptLoop(Engine engine)
{
    private const string Banner = "PowerShell's core cmdlets only; ChatPS is imported; type exit to leave";

    private readonly LineHistory _history = new();
    private readonly LineCompletion _completion = new(engine.Runspace);

    // Nobody sees a prompt where commands come from a file; in its output it would only be in the way.
    private readonly bool _isPrompting = !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public int Run()
    {
        if (_isPrompting)
            engine.UI.WriteLine(Banner);
        int code = ExitCode.Success;
        while (engine.ExitRequest is null && ReadCommand() is { } command)
        {
            if (!string.IsNullOrWhiteSpace(command))
                code = engine.RunText(command);
        }

        // At a prompt somebody saw how the last command ended; a script on standard input has to tell.
        return _isPrompting ? ExitCode.Success : code;
    }

    /// <summary>Lines up to the end of the command they begin; null at the end of input.</summary>
    private string? ReadCommand()
    {
        string? command = null;
        try
        {
            while (command is null || IsIncomplete(command))
            {
                if (ReadLine(command is null ? Prompt() : ">> ") is not { } line)
                    return command;
                command = command is null ? line : $"{command}\n{line}";
            }

            return command;
        }
        catch (PipelineStoppedException)
        {
            // Ctrl+C: what was typed is dropped, and there is a new prompt.
            return "";
        }
    }

    private string? ReadLine(string prompt)
    {
        if (!_isPrompting)
            return engine.UI.ReadLine();
        engine.UI.StartRow();
        engine.UI.Write(prompt);
        string? line = engine.UI.ReadLine(_history, _completion);
        _history.Add(line ?? "");
        return line;
    }

    /// <summary>The <c>prompt</c> function, which people like to replace, and may get wrong.</summary>
    private string Prompt()
    {
        try
        {
            return _isPrompting ? engine.Evaluate("prompt") : "";
        }
        catch (RuntimeException)
        {
            return "PS> ";
        }
    }

    private static bool IsIncomplete(string command)
    {
        Parser.ParseInput(command, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
