using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;

namespace ChatPS.Interactive;

/// <summary>A console in a terminal: the loop, the screen and the editor of a session, over what happens in the console.</summary>
internal sealed class ConsoleLoop : IDialog
{
    private readonly IConsole _console;
    private readonly Screen _screen;
    private readonly MessageView _view;
    private readonly TerminalLoop _loop;

    public ConsoleLoop(IConsole console, ITerminal terminal, LoopOptions options)
    {
        _console = console;
        _view = new MessageView("", options.TimeFormat);
        _screen = new Screen(terminal, options.Color, console.Prompt);
        var editor = new LineEditor(new WordCompleter(console.Commands, () => console.Roster), console, EditorMemory.None);
        _loop = new TerminalLoop(terminal, _screen, new DelayedProgress(_screen), editor, this);
        console.Attach(Show, _screen.Clear, _loop.Leave);
    }

    /// <inheritdoc/>
    IReadOnlyList<Socket> IDialog.Sockets => [_console.Signal];

    /// <inheritdoc/>
    bool IDialog.HasMore => false;

    /// <inheritdoc/>
    string[] IDialog.Prompts => [_console.Prompt];

    /// <summary>Runs until the user leaves or the token is cancelled; restores the terminal.</summary>
    public void Run(CancellationToken token)
    {
        ShowNotice(_console.Greeting);
        try
        {
            _loop.Run(token);
            ShowNotice(_loop.HasLeft ? "You have left the console." : "Stopped by Ctrl+C.");
        }
        finally
        {
            _loop.Close();
        }
    }

    /// <inheritdoc/>
    void IDialog.Update() => _console.Update();

    /// <inheritdoc/>
    void IDialog.OnKey()
    {
    }

    /// <inheritdoc/>
    void IDialog.Take(string line) => _console.Take(line);

    /// <inheritdoc/>
    void IDialog.TakePaste(IReadOnlyList<string> lines, Action<string> progress)
    {
        foreach (string line in lines)
            _console.Say(line);
    }

    /// <inheritdoc/>
    void IDialog.Select(int number)
    {
    }

    private void Show(MessageLine line) => _screen.Print(_view.Show(line));

    private void ShowNotice(string text) => Show(new MessageLine(DateTime.Now, ChatMessageKind.Notice, null, text));
}
