using System;
using System.Collections.Generic;
using System.Linq;
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
    private readonly ConversationSet _conversations;
    private readonly ChatCommands _commands;
    private readonly LineFlow _flow;
    private readonly LoopOptions _options;
    private readonly CallOptions _call;
    private bool _left;
    private bool _linesEnded;
    private bool _stays;

    /// <param name="sessions">Whose chat it is; the first is in front.</param>
    /// <param name="source">Where the lines come from.</param>
    /// <param name="write">Writes one line.</param>
    /// <param name="options">How it looks; plain lines have no colour and no bell.</param>
    /// <param name="call">The token that ends the loop, and the trace of frames.</param>
    /// <param name="logInAgain">Opens a session as these were opened; null where no credential is at hand.</param>
    public LineLoop(
        IReadOnlyList<ChatSession> sessions, ILineSource source, Action<string> write, LoopOptions options, in CallOptions call, Func<CallOptions, ChatSession>? logInAgain = null)
    {
        _source = source;
        _options = options;
        _call = call;
        var view = new MessageView([.. sessions.Select(session => session.UserName)], options.TimeFormat);
        _flow = new LineFlow(line => write(view.Show(line).ToString()), DateTime.Now, sessions[0].Clock);
        CallOptions calls = call;
        _conversations = new ConversationSet(sessions.Select(session => new Conversation(session, calls, _flow.Add, logInAgain)), _flow.Add);
        _commands = new ChatCommands(_conversations, _flow.Log, options.ResolvePath, leave: () => _left = true, clear: static () => { });
    }

    /// <summary>How long the end of the lines waits for replies and what follows them.</summary>
    public TimeSpan LastWords { get; init; } = TimeSpan.FromSeconds(1);

    private bool CanGoOn => !_left && (_stays || Current.End is null) && !_call.Token.IsCancellationRequested;

    private Conversation Current => _conversations.Current;

    /// <summary>
    /// Runs until <c>/quit</c>, the end of the lines, the token, or the end of the session; where somebody types, it stays after that,
    /// so that what is being typed does not run at the shell's prompt.
    /// </summary>
    /// <exception cref="ChatException">The session has ended; all that arrived before was shown.</exception>
    public void Run()
    {
        try
        {
            Begin();
            while (CanGoOn)
                Turn();
            if (Current.End is null)
                AwaitLastWords();
        }
        finally
        {
            _conversations.Release();
            _flow.End();
        }

        if (Current.End is { } end && (_stays || _linesEnded || !_left) && !(_stays && _call.Token.IsCancellationRequested))
            throw end;
    }

    private void Begin()
    {
        if (_source.IsTyped)
            _conversations.Greet(_options.ShowLast, _options.Announces, "Enter says what you typed. /help lists the commands, /quit leaves.");
        else
            Current.ShowRecent(_options.ShowLast);
        _stays = _source.IsTyped && Current.CanSend;
        Update();
    }

    private void Turn()
    {
        bool isMoreThere = TakeLines();
        Current.Incoming.HoldReplyTarget(_source.HasBegun);
        Update();
        if (_stays)
            _conversations.ShowEnds();
        if (!isMoreThere && CanGoOn && !Current.HasMore)
            Current.Wait(Deadline.After(_source.Slice, Current.Session.Clock));
    }

    private bool Update()
    {
        bool any = _conversations.Update();
        _flow.Update();
        return any;
    }

    /// <returns>True when there may be more lines.</returns>
    private bool TakeLines()
    {
        for (int taken = 0; taken < LinesATurn; taken++)
        {
            if (!CanGoOn || !(_stays || Current.CanSend) || !_source.TryRead(out string? line))
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
        Deadline last = Deadline.After(LastWords, Current.Session.Clock);
        Deadline quiet = Deadline.After(s_quiet, Current.Session.Clock);
        while (!last.HasPassed && Current.End is null && !_call.Token.IsCancellationRequested
            && (!quiet.HasPassed || _conversations.HasPending))
        {
            if (!Current.HasMore)
                Current.Wait(last);
            if (Update())
                quiet = Deadline.After(s_quiet, Current.Session.Clock);
        }
    }
}
