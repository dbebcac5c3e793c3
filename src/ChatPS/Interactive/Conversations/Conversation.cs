using System;
using System.Net.Sockets;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// One session as the user has it, independent of how lines are typed and shown, over its end and a new login. One thread.
/// </summary>
internal sealed class Conversation
{
    private readonly CallOptions _call;
    private readonly Func<CallOptions, ChatSession>? _logInAgain;
    private SessionAttachment _current;
    private bool _holdsReader;

    /// <param name="session">Whose chat it is.</param>
    /// <param name="call">The time limit of a request, the token and the trace of frames.</param>
    /// <param name="show">Shows one line.</param>
    /// <param name="logInAgain">Opens a session as this one was opened; null where no credential is at hand.</param>
    public Conversation(ChatSession session, in CallOptions call, Action<MessageLine> show, Func<CallOptions, ChatSession>? logInAgain = null)
    {
        _logInAgain = logInAgain;
        _call = call;
        Lines = new LineSink(show);
        Incoming = new IncomingMessages(session.UserName, SessionMemory.IgnoresOf(session), Lines);
        _current = new SessionAttachment(session, call, Lines.Error);
        Outgoing = new OutgoingMessages(_current, call, Lines, Incoming);
    }

    /// <summary>What is shown of it.</summary>
    public LineSink Lines { get; }

    public IncomingMessages Incoming { get; }

    public OutgoingMessages Outgoing { get; private set; }

    public ChatSession Session => _current.Session;

    /// <inheritdoc cref="SessionAttachment.UnansweredCount"/>
    public int UnansweredCount => _current.UnansweredCount;

    /// <inheritdoc cref="SessionAttachment.UnansweredFor"/>
    public TimeSpan UnansweredFor => _current.UnansweredFor;

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

    /// <summary>Who whispered, or named the user, last while another session was in front; null for nobody.</summary>
    public string? Calls { get; private set; }

    /// <summary>Shows what has arrived, or of a flood a part: messages, and the replies to requests.</summary>
    /// <returns>False if nothing has arrived.</returns>
    public bool Update() => _current.Update(message => Incoming.Take(message));

    /// <summary>The same while another session is in front: the rest stays unread.</summary>
    public void UpdateBehind() => _current.UpdateUrgent(message =>
    {
        if (Incoming.Take(message))
            Calls = message.Kind == ChatMessageKind.Whisper ? message.Sender + " whispers" : message.Sender + " names you";
    });

    /// <summary>It is in front now: says how many messages have come meanwhile, before the first of them.</summary>
    public void ComeToFront()
    {
        Calls = null;
        Incoming.Announce(Session.UnreadCount);
    }

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
            Incoming.Take(message);
    }

    /// <summary>Shows that the session has ended and what can be done about it.</summary>
    public void ShowEnd()
    {
        string next = _logInAgain is null ? "" : "/reconnect logs in again, ";
        Lines.Error($"{End!.Message} What you type is kept, and not sent; {next}/quit leaves.");
    }

    /// <summary>Logs in again after the session has ended, where that can be done.</summary>
    public void Reconnect()
    {
        if (Session.State == ChatSessionState.Reconnecting)
            Lines.Notice("The session is trying to by itself.");
        else if (End is null)
            Lines.Notice($"You are connected to {Session.ComputerName}.");
        else if (_logInAgain is null)
            Lines.Error("This session cannot log in again, for no password is kept. Leave with /quit, and use Connect-ChatServer.");
        else
            LogInAgain(_logInAgain);
    }

    private void LogInAgain(Func<CallOptions, ChatSession> logIn)
    {
        try
        {
            ChatSession next = logIn(_call);
            bool held = _holdsReader;
            ReleaseReader();
            _current = new SessionAttachment(next, _call, Lines.Error);
            Outgoing = new OutgoingMessages(_current, _call, Lines, Incoming);
            if (held)
                HoldReader();
            Lines.Notice($"You are {TerminalText.MakeSafe(Session.UserName)} at {Session.ComputerName} again.");
        }
        catch (ChatException e)
        {
            Lines.Error(e.Message);
        }
    }
}
