using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ChatPS.Shell;

/// <summary>Tab and Shift+Tab walk through what the engine proposes for the word at the cursor.</summary>
internal sealed class LineCompletion(Runspace runspace)
{
    private CommandCompletion? _found;
    private int _end;

    /// <summary>False when the key is not ours.</summary>
    public bool Apply(ConsoleKeyInfo key, LineEdit line)
    {
        if (key.Key != ConsoleKey.Tab)
        {
            _found = null;
            return false;
        }

        _found ??= Find(line);
        if (_found.GetNextResult(forward: !key.Modifiers.HasFlag(ConsoleModifiers.Shift)) is { } next)
        {
            line.Replace(_found.ReplacementIndex, _end, next.CompletionText);
            _end = line.Cursor;
        }

        return true;
    }

    private CommandCompletion Find(LineEdit line)
    {
        using PowerShell engine = PowerShell.Create(runspace);
        CommandCompletion found = CommandCompletion.CompleteInput(line.Text, line.Cursor, null, engine);
        _end = found.ReplacementIndex + found.ReplacementLength;
        return found;
    }
}
