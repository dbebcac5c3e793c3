using System;
using System.Net.Sockets;
using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// An interactive session, independent of how lines are typed and shown: sends what the user enters, makes requests without waiting
/// for the reply, and shows what arrives. One thread.
/// </summary>
internal sealed class Conversation
{
    // Sooner, it would flicker at each line.
    private static readonly TimeSpan s_unansweredShows = TimeSpan.FromSeconds(2);

    private readonly CallOptions _call;
    private readonly Action<MessageLine> _show;
    private readonly Func<CallOptions, ChatSession>? _logInAgain;
    private SessionAttachment _current;
    private bool _holdsReader;
    private string? _lastWhisperer;

    /// <param name="session">Whose chat it is.</param>
    /// <param name="call">The time limit of a request, the token and the trace of frames.</param>
    /// <param name="show">Shows one line.</param>
    /// <param name="logInAgain">Opens a session as this one was opened; null where no credential is at hand.</param>
    public Conversation(ChatSession session, in CallOptions call, Action<MessageLine> show, Func<CallOptions, ChatSession>? logInAgain = null)
    {
        _logInAgain = logInAgain;
        _call = call;
        _show = show;
        _current = new SessionAttachment(session, call, ShowError);
        Roster = new NameRoster(session.UserName);
    }

    /// <summary>The names to complete.</summary>
    public NameRoster Roster { get; }

    /// <inheritdoc cref="SessionAttachment.HasMore"/>
    public bool HasMore => _current.HasMore;

    /// <inheritdoc cref="SessionAttachment.HasPending"/>
    public bool HasPending => _current.HasPending;

    /// <inheritdoc cref="SessionAttachment.IsOpen"/>
    public bool CanSend => _current.IsOpen;

    /// <inheritdoc cref="SessionAttachment.Socket"/>
    public Socket? Socket => _current.Socket;

    /// <inheritdoc cref="SessionAttachment.End"/>
    public ChatException? End => _current.End;

    /// <summary>What stands before the line: who says it and what is wrong, from long to short for narrow windows.</summary>
    public string[] Prompts
    {
        get
        {
            string name = Session.UserName;
            if (End is not null)
                return [name + " (offline)> ", "(offline)> "];
            SentTexts sent = _current.Sent;
            return sent.Oldest < s_unansweredShows
                ? [name + "> "]
                : [$"{name} ({sent.Count} unanswered, {sent.Oldest.TotalSeconds:0} s)> ", $"{name} ({sent.Count}?)> ", name + "> "];
        }
    }

    /// <summary>Who whispered last; null for nobody, and where it is no name that can be whispered to.</summary>
    public string? ReplyTarget => _lastWhisperer is { } name && UserNameRules.IsAlphanumeric(name) ? name : null;

    private ChatSession Session => _current.Session;

    /// <summary>Shows what has arrived, or of a flood a part: messages, and the replies to requests.</summary>
    /// <returns>False if nothing has arrived.</returns>
    public bool Update() => _current.Update(OnMessage);

    /// <inheritdoc cref="SessionAttachment.Wait"/>
    public void Wait(Deadline deadline) => _current.Wait(deadline);

    /// <inheritdoc cref="SessionAttachment.GiveUp"/>
    public void GiveUp() => _current.GiveUp();

    /// <summary>From now on this alone reads the session.</summary>
    /// <exception cref="OperationCanceledException">Another read it until the call was cancelled.</exception>
    public void HoldReader()
    {
        Session.HoldReader(_call.Token);
        _holdsReader = true;
    }

    /// <summary>Others may read the session again.</summary>
    public void ReleaseReader()
    {
        if (_holdsReader)
            Session.ReleaseReader();
        _holdsReader = false;
    }

    /// <summary>Whether the session is open, by a look at its socket.</summary>
    public bool IsOpen()
    {
        _current.Refresh();
        return _current.IsOpen;
    }

    /// <summary>Shows the last messages again that were read before.</summary>
    public void ShowRecent(int count)
    {
        foreach (ChatMessage message in Session.Recent(count))
            OnMessage(message);
    }

    /// <summary>Says a text to all, or shows the error.</summary>
    /// <returns>False when nothing more can be said now: the server does not read, or the session has ended.</returns>
    public bool Say(string text) => TrySend(text, () =>
    {
        foreach (string part in Session.SplitMessage(text))
            _current.Sent.Add(Session.BeginSay(part, _call));
        Session.Flush(_call);
    });

    /// <summary>Whispers a text to a user.</summary>
    public void Whisper(string userName, string text) => TrySend(text, () =>
    {
        foreach (string part in Session.SplitWhisper(userName, text))
        {
            _current.Requests.Add(Session.BeginWhisper(userName, part, _call), $"the whisper to {userName}: {TerminalText.MakeSafe(part)}", _ =>
                _show(new MessageLine(DateTime.Now, ChatMessageKind.Whisper, userName, TerminalText.MakeSafe(part), IsOwn: true)));
        }
    });

    /// <summary>How many messages a text is sent in; none if it cannot be said.</summary>
    public int CountMessages(string text)
    {
        if (text.Length <= ClientLimits.ShortText)
            return MessageSplitter.IsWho(text) ? 0 : 1;
        try
        {
            return Session.SplitMessage(text).Count;
        }
        catch (ChatException)
        {
            return 0;
        }
    }

    /// <summary>Whispers to the user who whispered last.</summary>
    public void Reply(string text)
    {
        if (_lastWhisperer is null)
            ShowError("Nobody has whispered to you yet.");
        else
            Whisper(_lastWhisperer, text);
    }

    /// <summary>Requests the list of users.</summary>
    public void ListUsers() => TrySend("/who", () => _current.Requests.Add(Session.BeginListUsers(_call), "who is here", request =>
    {
        foreach (string name in request.Names)
            Roster.IsThere(TerminalText.MakeSafe(name));
        ShowNotice($"{request.Names.Count} here: {TerminalText.MakeSafe(string.Join(" ", request.Names))}");
    }));

    /// <summary>Shows that the session has ended and what can be done about it.</summary>
    public void ShowEnd()
    {
        string next = _logInAgain is null ? "" : "/reconnect logs in again, ";
        ShowError($"{End!.Message} What you type is kept, and not sent; {next}/quit leaves.");
    }

    /// <summary>Logs in again after the session has ended, where that can be done.</summary>
    public void Reconnect()
    {
        if (End is null)
            ShowNotice($"You are connected to {Session.ComputerName}.");
        else if (_logInAgain is null)
            ShowError("This session cannot log in again, for no password is kept. Leave with /quit, and use Connect-ChatServer.");
        else
            LogInAgain(_logInAgain);
    }

    /// <summary>Shows a notice of our own.</summary>
    public void ShowNotice(string text) => _show(new MessageLine(DateTime.Now, ChatMessageKind.Notice, null, text));

    /// <summary>Shows what went wrong.</summary>
    public void ShowError(string text) => _show(new MessageLine(DateTime.Now, ChatMessageKind.Refusal, null, text));

    private void LogInAgain(Func<CallOptions, ChatSession> logIn)
    {
        try
        {
            ChatSession next = logIn(_call);
            bool held = _holdsReader;
            ReleaseReader();
            _current = new SessionAttachment(next, _call, ShowError);
            if (held)
                HoldReader();
            ShowNotice($"You are {Session.UserName} at {Session.ComputerName} again.");
        }
        catch (ChatException e)
        {
            ShowError(e.Message);
        }
    }

    private void OnMessage(ChatMessage message)
    {
        if (message.Kind == ChatMessageKind.Presence)
            Roster.Follow(message.Text);
        else
            Roster.Spoke(message.Sender);
        if (message.Kind == ChatMessageKind.Whisper && !message.IsOwn)
            _lastWhisperer = message.Sender;
        _show(MessageLine.Of(message));
    }

    private bool TrySend(string what, Action send)
    {
        if (End is not null)
        {
            ShowNotSent(what);
            return false;
        }

        try
        {
            send();
            return true;
        }
        catch (ChatException e) when (_current.IsOpen)
        {
            ShowError(e.Message);
            return e.Failure != ChatFailure.Timeout;
        }
        catch (ChatException)
        {
            // Why it has ended, Update finds.
            ShowNotSent(what);
            return false;
        }
    }

    private void ShowNotSent(string what) => ShowError($"Not sent, there is no connection: {TerminalText.MakeSafe(what)}");
}
