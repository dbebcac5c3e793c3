using System;
using System.Threading;
using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>
/// The session without a terminal: each line is sent, or run as a command; each message that arrives is written as a plain line,
/// also while there is no input. At the end it waits up to a second for pending replies and what follows them.
/// </summary>
internal sealed class LineLoop
{
    // Lines that are there already, between two looks at what has arrived.
    private const int LinesATurn = 16;

    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(300);

    private readonly ILineSource _source;
    private readonly Conversation _conversation;
    private readonly SlashCommands _commands;
    private readonly CallOptions _call;
    private bool _left;
    private bool _linesEnded;
    private bool _stays;
    private bool _endIsShown;

    /// <param name="session">Whose chat it is.</param>
    /// <param name="source">Where the lines come from.</param>
    /// <param name="write">Writes one line.</param>
    /// <param name="options">How it looks; plain lines have no colour and no bell.</param>
    /// <param name="call">The token that ends the loop, and the trace of frames.</param>
    /// <param name="logInAgain">Opens a session as this one was opened; null where no credential is at hand.</param>
    public LineLoop(ChatSession session, ILineSource source, Action<string> write, LoopOptions options, in CallOptions call, Func<CallOptions, ChatSession>? logInAgain = null)
    {
        _source = source;
        _call = call;
        var view = new MessageView(session.UserName, options.TimeFormat);
        _conversation = new Conversation(session, call, line => write(view.Show(line).ToString()), logInAgain);
        _commands = new SlashCommands(_conversation, leave: () => _left = true, clear: static () => { });
        _conversation.ShowRecent(options.ShowLast);
    }

    /// <summary>How long the end of the lines waits for replies and what follows them.</summary>
    public TimeSpan LastWords { get; init; } = TimeSpan.FromSeconds(1);

    private bool CanGoOn => !_left && (_stays || _conversation.End is null) && !_call.Token.IsCancellationRequested;

    /// <summary>
    /// Runs until <c>/quit</c>, the end of the lines, the token, or the end of the session; where somebody types, it stays after that,
    /// so that what is being typed does not run at the shell's prompt.
    /// </summary>
    /// <exception cref="ChatException">The session has ended; all that arrived before was shown.</exception>
    public void Run()
    {
        _stays = _source.IsTyped && _conversation.IsOpen();
        try
        {
            while (CanGoOn)
                Turn();
            if (_conversation.End is null)
                AwaitLastWords();
        }
        finally
        {
            _conversation.GiveUp();
        }

        if (_conversation.End is { } end && (_stays || _linesEnded || !_left) && !(_stays && _call.Token.IsCancellationRequested))
            throw end;
    }

    private void Turn()
    {
        _conversation.Update();
        bool hasEnded = _conversation.End is not null;
        if (_stays && hasEnded && !_endIsShown)
            _conversation.ShowEnd();
        _endIsShown = hasEnded;
        if (!TakeLines() && CanGoOn && !_conversation.HasMore)
            _conversation.Wait(Deadline.After(_source.Slice));
    }

    /// <returns>True when there may be more lines.</returns>
    private bool TakeLines()
    {
        for (int taken = 0; taken < LinesATurn; taken++)
        {
            if (!CanGoOn || !(_stays || _conversation.CanSend) || !_source.TryRead(out string? line))
                return false;
            if (line is null)
                _left = _linesEnded = true;
            else if (!string.IsNullOrWhiteSpace(line))
                _commands.Take(line);
        }

        return true;
    }

    // Ends early once no reply is pending and it has been quiet.
    private void AwaitLastWords()
    {
        Deadline last = Deadline.After(LastWords);
        Deadline quiet = Deadline.After(s_quiet);
        while (!last.HasPassed && _conversation.End is null && !_call.Token.IsCancellationRequested
            && (!quiet.HasPassed || _conversation.HasPending))
        {
            if (!_conversation.HasMore)
                _conversation.Wait(last);
            if (_conversation.Update())
                quiet = Deadline.After(s_quiet);
        }
    }
}
