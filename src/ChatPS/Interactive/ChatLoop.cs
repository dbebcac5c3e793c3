using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>
/// The session in a terminal: one thread and one loop over two sources, the keys and the server's socket. When the connection is lost
/// the loop stays, so that what is being typed does not run at the shell's prompt.
/// </summary>
internal sealed class ChatLoop
{
    // Another process of the same terminal, such as the one of 'dotnet run', may set its own modes some time after we have set ours.
    private const int SettleMs = 1000;

    private readonly ChatSession _session;
    private readonly ITerminal _terminal;
    private readonly KeyReader _keys;
    private readonly Conversation _conversation;
    private readonly SlashCommands _commands;
    private readonly MessageView _view;
    private readonly Screen _screen;
    private readonly DelayedProgress _progress;
    private readonly LineEditor _editor;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly LoopOptions _options;
    private long _settlesUntil = -1;
    private bool _left;
    private bool _endIsShown;

    /// <param name="session">Whose chat it is.</param>
    /// <param name="terminal">Where it is typed and shown.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="call">The time limit of a request, the token and the trace of frames.</param>
    /// <param name="logInAgain">Opens a session as this one was opened; null where no credential is at hand.</param>
    public ChatLoop(ChatSession session, ITerminal terminal, LoopOptions options, in CallOptions call, Func<CallOptions, ChatSession>? logInAgain = null)
    {
        _session = session;
        _terminal = terminal;
        _options = options;
        _keys = new KeyReader(terminal);
        _view = new MessageView(session.UserName, options.TimeFormat);
        _screen = new Screen(terminal, options.Color, session.UserName + "> ");
        _progress = new DelayedProgress(_screen);
        _conversation = new Conversation(session, call.WithProgress(_progress.Update), Show, logInAgain);
        _commands = new SlashCommands(_conversation, leave: () => _left = true, clear: _screen.Clear);
        _editor = new LineEditor(new WordCompleter(_commands.Names, _conversation.Roster), _commands, SessionMemory.Of(session));
        _conversation.ShowRecent(options.ShowLast);
    }

    /// <summary>Runs until the user leaves or the token is cancelled; restores the terminal.</summary>
    /// <exception cref="ChatException">The session had ended before, or ended and the user left then; all that arrived before was shown.</exception>
    public void Run(CancellationToken token)
    {
        // What others read, this loop would see only at the end of its slice.
        _conversation.HoldReader();
        try
        {
            if (_conversation.IsOpen())
                Talk(token);
            else
                _conversation.Update();
        }
        finally
        {
            _conversation.GiveUp();
            _conversation.ReleaseReader();
            SessionMemory.Keep(_session, _editor.Remember());
            Close();
        }

        if (!token.IsCancellationRequested && _conversation.End is { } end)
            throw end;
    }

    private void Talk(CancellationToken token)
    {
        _conversation.ShowNotice($"You are {_session.UserName} at {_session.ComputerName}. /help lists the commands, /quit leaves.");
        _terminal.TakeOver();
        _screen.Open();
        while (!_left && !token.IsCancellationRequested)
            Turn();
        if (_conversation.End is null)
            _conversation.ShowNotice(_left ? "You have left." : "Stopped by Ctrl+C.");
    }

    private void Close()
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
        _conversation.Update();
        ShowEnd();
        TakeKeys();
        _screen.Draw();
        if (!_left && !_keys.Wait(_conversation.Socket, _conversation.HasMore))
            Resume();
    }

    private void ShowEnd()
    {
        bool hasEnded = _conversation.End is not null;
        if (hasEnded && !_endIsShown)
            _conversation.ShowEnd();
        _endIsShown = hasEnded;
        _screen.SetPrompts(_conversation.Prompts);
    }

    private void TakeKeys()
    {
        if (_keys.Begin())
            _editor.Mark();

        // One by one: keys after /quit are for the prompt.
        while (!_left && _keys.TryTake(out EditorInput input))
            Apply(_editor.Take(input));
        _screen.SetInput(_editor.Shown, _editor.ShownCursor);
    }

    private void Apply(EditorResult result)
    {
        switch (result.Outcome)
        {
            case EditOutcome.Accept:
                Interruptibly("sending; Ctrl+C leaves", () => _commands.Take(result.Lines[0]));
                break;
            case EditOutcome.SendPaste:
                Interruptibly("", () => SendPaste(result.Lines));
                break;
            case EditOutcome.ClearScreen:
                _screen.Clear();
                break;
            case EditOutcome.Suspend:
                Suspend();
                break;
            case EditOutcome.Leave:
                _left = true;
                break;
        }
    }

    // While something is sent nobody looks at the keys: Ctrl+C must stop the pipeline then.
    private void Interruptibly(string what, Action work)
    {
        _progress.Start(what);
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

    private void SendPaste(IReadOnlyList<string> lines)
    {
        int sent = 0;
        while (sent < lines.Count && _conversation.Say(lines[sent]))
            _progress.Update($"sent {++sent} of {lines.Count} lines; Ctrl+C leaves");
        if (sent < lines.Count)
            _conversation.ShowError($"The last {lines.Count - sent} lines of the paste were not sent.");
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

    private void Show(MessageLine line)
    {
        _screen.Print(_view.Show(line));
        if (_options.Bell && !line.IsOwn && (line.Kind == ChatMessageKind.Whisper || _view.IsMention(line)))
            _screen.Ring();
    }
}
