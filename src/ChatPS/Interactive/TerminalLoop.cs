using System;
using System.Diagnostics;
using System.Threading;

namespace ChatPS.Interactive;

/// <summary>
/// A line that is edited at the bottom of a terminal while things happen above: one thread and one loop over the keys and the sockets
/// of a dialog. Knows nothing of what is talked about.
/// </summary>
internal sealed class TerminalLoop
{
    // Another process of the same terminal, such as the one of 'dotnet run', may set its own modes some time after we have set ours.
    private const int SettleMs = 1000;

    private readonly ITerminal _terminal;
    private readonly KeyReader _keys;
    private readonly Screen _screen;
    private readonly DelayedProgress _progress;
    private readonly LineEditor _editor;
    private readonly IDialog _dialog;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private string[] _names = [""];
    private long _settlesUntil = -1;

    /// <param name="terminal">Where it is typed and shown.</param>
    /// <param name="screen">Draws on it.</param>
    /// <param name="progress">Shows on the screen what takes long.</param>
    /// <param name="editor">Takes the keys.</param>
    /// <param name="dialog">Takes the lines.</param>
    public TerminalLoop(ITerminal terminal, Screen screen, DelayedProgress progress, LineEditor editor, IDialog dialog)
    {
        _terminal = terminal;
        _keys = new KeyReader(terminal);
        _screen = screen;
        _progress = progress;
        _editor = editor;
        _dialog = dialog;
    }

    /// <summary>Whether the user has left.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>The user leaves; keys behind that are for the prompt.</summary>
    public void Leave() => HasLeft = true;

    /// <summary>Runs until the user leaves or the token is cancelled. <see cref="Close"/> is for after that, whatever it throws.</summary>
    public void Run(CancellationToken token)
    {
        _terminal.TakeOver();
        _screen.Open();
        while (!HasLeft && !token.IsCancellationRequested)
            Turn();
    }

    /// <summary>Prints what waits, and gives the terminal back as it was.</summary>
    public void Close()
    {
        try
        {
            _screen.Close();
        }
        finally
        {
            _terminal.GiveBack();
        }
    }

    private void Turn()
    {
        if (_clock.ElapsedMilliseconds < _settlesUntil)
            _terminal.TakeOver();
        _dialog.Update();
        _names = _dialog.Prompts;
        TakeKeys();
        ShowPrompts();
        _screen.Draw();
        if (!HasLeft && !_keys.Wait(_dialog.Sockets, _dialog.HasMore))
            Resume();
    }

    private void ShowPrompts() => _screen.SetPrompts(_editor.Prompts(_names));

    private void TakeKeys()
    {
        if (_keys.Begin())
            _editor.Mark();

        // One by one: keys after /quit are for the prompt.
        while (!HasLeft && _keys.TryTake(out EditorInput input))
        {
            _dialog.OnKey();
            Apply(_editor.Take(input));
        }

        _screen.SetInput(_editor.Shown, _editor.ShownCursor);
    }

    private void Apply(EditorResult result)
    {
        switch (result.Outcome)
        {
            case EditOutcome.Accept:
                Interruptibly("sending; Ctrl+C leaves", () => _dialog.Take(result.Lines[0]));
                break;
            case EditOutcome.SendPaste:
                Interruptibly("", () => _dialog.TakePaste(result.Lines, _progress.Update));
                break;
            case EditOutcome.Select:
                _dialog.Select(result.Lines[0][0] - '0');
                break;
            case EditOutcome.ClearScreen:
                _screen.Clear();
                break;
            case EditOutcome.Suspend:
                Suspend();
                break;
            case EditOutcome.Leave:
                Leave();
                break;
        }
    }

    // While something is sent nobody looks at the keys: Ctrl+C must stop the pipeline then.
    private void Interruptibly(string what, Action work)
    {
        _progress.Start(what);
        ShowPrompts();
        _terminal.GiveBack();
        try
        {
            work();
        }
        finally
        {
            _terminal.TakeOver();
        }
    }

    private void Suspend()
    {
        Close();
        _terminal.Suspend();
        Resume();
    }

    private void Resume()
    {
        _settlesUntil = _clock.ElapsedMilliseconds + SettleMs;
        _terminal.TakeOver();
        _screen.Open();
    }
}
