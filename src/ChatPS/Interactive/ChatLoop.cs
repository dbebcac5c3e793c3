using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Client;
using ChatPS.Protocol;

namespace ChatPS.Interactive;

/// <summary>
/// Sessions in a terminal: one thread and one loop over the keys and the servers' sockets. When a connection is lost the loop stays,
/// so that what is being typed does not run at the shell's prompt.
/// </summary>
internal sealed class ChatLoop : IDialog
{
    private readonly IReadOnlyList<ChatSession> _sessions;
    private readonly LoopOptions _options;
    private readonly ConversationSet _conversations;
    private readonly ChatCommands _commands;
    private readonly LineFlow _flow;
    private readonly MessageView _view;
    private readonly Screen _screen;
    private readonly LineEditor _editor;
    private readonly TerminalLoop _loop;
    private readonly Notifier? _notifier;
    private bool _isTalking;

    /// <param name="sessions">Whose chat it is; the first is in front.</param>
    /// <param name="terminal">Where it is typed and shown.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="call">The time limit of a request, the token and the trace of frames.</param>
    /// <param name="logInAgain">Opens a session as these were opened; null where no credential is at hand.</param>
    public ChatLoop(
        IReadOnlyList<ChatSession> sessions, ITerminal terminal, LoopOptions options, in CallOptions call, Func<CallOptions, ChatSession>? logInAgain = null)
    {
        _sessions = sessions;
        _options = options;
        _view = new MessageView([.. sessions.Select(session => session.UserName)], options.TimeFormat);
        _screen = new Screen(terminal, options.Color, sessions[0].UserName + "> ");
        _notifier = options.Notifies ? new Notifier(_screen, $"{sessions[0].UserName}@{sessions[0].ComputerName}") : null;
        var progress = new DelayedProgress(_screen);
        _flow = new LineFlow(Show, DateTime.Now, sessions[0].Clock);
        CallOptions progressing = call.WithProgress(progress.Update);
        _conversations = new ConversationSet(sessions.Select(session => new Conversation(session, progressing, _flow.Add, logInAgain)), _flow.Add);
        _commands = new ChatCommands(_conversations, _flow.Log, options.ResolvePath, leave: () => _loop!.Leave(), clear: _screen.Clear);
        var completer = new WordCompleter(_commands.Names, () => _conversations.Current.Incoming.Roster);
        _editor = new LineEditor(completer, _commands, SessionMemory.Of(sessions[0]));
        _loop = new TerminalLoop(terminal, _screen, progress, _editor, this);
    }

    /// <inheritdoc/>
    IReadOnlyList<Socket> IDialog.Sockets => _conversations.Sockets;

    /// <inheritdoc/>
    bool IDialog.HasMore => _conversations.Current.HasMore;

    /// <inheritdoc/>
    string[] IDialog.Prompts => PromptText.Of(_conversations);

    /// <summary>Runs until the user leaves or the token is cancelled; restores the terminal.</summary>
    /// <exception cref="ChatException">The session had ended before, or ended and the user left then; all that arrived before was shown.</exception>
    /// <exception cref="OperationCanceledException">Another read a session until the token was cancelled.</exception>
    public void Run(CancellationToken token)
    {
        try
        {
            // What others read, this loop would see only at the end of its slice.
            _conversations.HoldReaders();
            _conversations.Greet(_options.ShowLast, _options.Announces, $"You are {_sessions[0].UserName} at {_sessions[0].ComputerName}. /help lists the commands, /quit leaves.");
            if (_conversations.IsAnyOpen)
                Talk(token);
        }
        finally
        {
            _conversations.Release();
            foreach (ChatSession session in _sessions)
                SessionMemory.Keep(session, _editor.Remember());
            _flow.End();
            if (_isTalking)
                _notifier?.End();
            _loop.Close();
        }

        if (!token.IsCancellationRequested && _conversations.End is { } end)
            throw end;
    }

    /// <inheritdoc/>
    void IDialog.Update()
    {
        _conversations.Update();
        _conversations.ShowEnds();
        _flow.Update();
    }

    /// <inheritdoc/>
    void IDialog.OnKey() => _notifier?.OnKey();

    /// <inheritdoc/>
    void IDialog.Take(string line) => _commands.Take(line);

    /// <inheritdoc/>
    void IDialog.TakePaste(IReadOnlyList<string> lines, Action<string> progress)
    {
        int sent = 0;
        while (sent < lines.Count && _conversations.Current.Outgoing.Say(lines[sent]))
            progress($"sent {++sent} of {lines.Count} lines; Ctrl+C leaves");
        if (sent < lines.Count)
            _conversations.Output.Error($"The last {lines.Count - sent} lines of the paste were not sent.");
    }

    /// <inheritdoc/>
    void IDialog.Select(int number) => _conversations.Select(number);

    private void Talk(CancellationToken token)
    {
        _isTalking = true;
        _notifier?.Begin();
        _loop.Run(token);
        if (_conversations.End is null)
            _conversations.Output.Notice(_loop.HasLeft ? "You have left." : "Stopped by Ctrl+C.");
    }

    private void Show(MessageLine line)
    {
        StyledText view = _view.Show(line);
        _screen.Print(view);
        if (_isTalking && IsCall(line))
            Call(view);
    }

    private bool IsCall(MessageLine line) => !line.IsOwn && (line.Kind == ChatMessageKind.Whisper ? !IsOneself(line.Sender) : _view.IsMention(line));

    private bool IsOneself(string? name) => name is not null && _sessions.Any(session => UserNameRules.Same(session.UserName, name));

    private void Call(StyledText view)
    {
        if (_options.Bell)
            _screen.Ring();
        _notifier?.Call(view.ToString());
    }
}
