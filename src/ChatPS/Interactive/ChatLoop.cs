using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>
/// The session in a terminal: one thread and one loop over two sources, the keys and the server's socket.
/// </summary>
internal sealed class ChatLoop
{
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(100);

    private readonly ChatSession _session;
    private readonly ITerminal _terminal;
    private readonly Socket _socket;
    private readonly Conversation _conversation;
    private readonly SlashCommands _commands;
    private readonly MessageView _view;
    private readonly Screen _screen;
    private readonly DelayedProgress _progress;
    private readonly LineEditor _editor;
    private readonly KeyDecoder _decoder = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _bell;
    private bool _left;

    public ChatLoop(ChatSession session, ITerminal terminal, LoopOptions options, in CallOptions call)
    {
        _session = session;
        _terminal = terminal;
        _socket = session.Socket;
        _view = new MessageView(session.UserName, options.TimeFormat);
        _screen = new Screen(terminal, session.UserName + "> ", options.Color);
        _progress = new DelayedProgress(_screen);
        _conversation = new Conversation(session, call.WithProgress(_progress.Update), Show);
        _commands = new SlashCommands(_conversation, leave: () => _left = true, clear: _screen.Clear);
        _editor = new LineEditor(new WordCompleter(_commands.Names, _conversation.Roster));
        _conversation.ShowRecent(options.ShowLast);
        _bell = options.Bell;
        _conversation.ShowNotice($"You are {session.UserName} at {session.ComputerName}. /help lists the commands, /quit leaves.");
    }

    /// <summary>Runs until the user leaves, the token is cancelled or the session ends; restores the terminal.</summary>
    /// <exception cref="ChatException">The session has ended; all that arrived before was shown.</exception>
    public void Run(CancellationToken token)
    {
        // What others read, this loop would see only at the end of its slice.
        _session.HoldReader();
        try
        {
            _screen.Open();
            while (!_left && _conversation.End is null && !token.IsCancellationRequested)
            {
                _conversation.Update();
                TakeKeys();
                _screen.Draw();
                _terminal.Wait(_socket, _conversation.HasMore ? TimeSpan.Zero : Slice());
            }

            _conversation.GiveUpRequests();
            if (_conversation.End is null)
                _conversation.ShowNotice(_left ? "You have left." : "Stopped by Ctrl+C.");
        }
        finally
        {
            _session.ReleaseReader();
            _screen.Close();
        }

        if (!_left && _conversation.End is { } end)
            throw end;
    }

    private void TakeKeys()
    {
        // One by one: keys after /quit are for the prompt.
        while (!_left && _terminal.TryReadKey(out KeyPress key))
        {
            long now = _clock.ElapsedMilliseconds;
            _decoder.Feed(key, now);
            TakeDecoded(now);
        }

        TakeDecoded(_clock.ElapsedMilliseconds);
        _screen.SetInput(_editor.Shown, _editor.ShownCursor);
    }

    private void TakeDecoded(long now)
    {
        while (!_left && _decoder.TryTake(now, out EditorInput input))
            Apply(_editor.Take(input));
    }

    private void Apply(EditorResult result)
    {
        switch (result.Outcome)
        {
            case EditOutcome.Accept:
                _progress.Start("sending; Ctrl+C leaves");
                _commands.Take(result.Lines[0]);
                break;
            case EditOutcome.SendPaste:
                SendPaste(result.Lines);
                break;
            case EditOutcome.ClearScreen:
                _screen.Clear();
                break;
            case EditOutcome.Leave:
                _left = true;
                break;
        }
    }

    private void SendPaste(IReadOnlyList<string> lines)
    {
        _progress.Start("");
        int sent = 0;
        while (sent < lines.Count && _conversation.Say(lines[sent]))
            _progress.Update($"sent {++sent} of {lines.Count} lines; Ctrl+C leaves");
        if (sent < lines.Count)
            _conversation.ShowError($"The last {lines.Count - sent} lines of the paste were not sent.");
    }

    private void Show(MessageLine line)
    {
        _screen.Print(_view.Show(line));
        if (_bell && !line.IsOwn && (line.Kind == ChatMessageKind.Whisper || _view.IsMention(line)))
            _screen.Ring();
    }

    // Whether an Esc stands alone is decided before the slice ends.
    private TimeSpan Slice() => _decoder.WaitMs(_clock.ElapsedMilliseconds) is >= 0 and < 100 and var wait
        ? TimeSpan.FromMilliseconds(wait)
        : s_slice;
}
