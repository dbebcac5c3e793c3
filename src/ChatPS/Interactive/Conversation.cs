using System;
using System.Collections.Generic;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// An interactive session, independent of how lines are typed and shown: sends what the user enters, makes requests without waiting
/// for the reply, and shows what arrives. One thread.
/// </summary>
internal sealed class Conversation
{
    // What one turn reads and shows of a flood at most, so that keys and lines have their turns too.
    private const int BuffersATurn = 2;
    private const int MessagesATurn = 1000;

    private readonly ChatSession _session;
    private readonly InboxReader _inbox;
    private readonly CallOptions _call;
    private readonly Action<MessageLine> _show;
    private readonly List<OpenRequest> _open = [];
    private string? _lastWhisperer;

    public Conversation(ChatSession session, in CallOptions call, Action<MessageLine> show)
    {
        _session = session;
        _inbox = session.OpenInbox();
        _call = call;
        _show = show;
        Roster = new NameRoster(session.UserName);
    }

    /// <summary>The names to complete.</summary>
    public NameRoster Roster { get; }

    /// <summary>More has arrived than one turn shows: the next must not wait.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether replies are awaited that will be shown.</summary>
    public bool HasOpenRequests => _open.Count > 0;

    /// <summary>Why the session has ended, once all that arrived before was shown; else null.</summary>
    public ChatException? End { get; private set; }

    /// <summary>Shows what has arrived, or of a flood a part: messages, and the replies to requests.</summary>
    /// <returns>False if nothing has arrived.</returns>
    public bool Update()
    {
        if (!HasMore)
            _session.ReadAvailable(_call.Trace, BuffersATurn);
        int shown = 0;
        while (shown < MessagesATurn && _inbox.Take() is { } message)
        {
            CompleteBefore(message.Sequence);
            OnMessage(message);
            shown++;
        }

        HasMore = shown == MessagesATurn;
        int open = _open.Count;
        _open.RemoveAll(HasMore ? TryExpire : TryComplete);
        if (!HasMore)
            End ??= _session.Error;
        return shown > 0 || _open.Count < open;
    }

    /// <summary>Nobody waits any more for the replies that have not come; those that are there are shown.</summary>
    public void GiveUpRequests()
    {
        foreach (OpenRequest open in _open)
        {
            if (_session.GiveUp(open.Request))
                Complete(open);
        }

        _open.Clear();
    }

    /// <summary>Shows the last messages again that were read before.</summary>
    public void ShowRecent(int count)
    {
        foreach (ChatMessage message in _session.Recent(count))
            OnMessage(message);
    }

    /// <summary>Says a text to all, or shows the error.</summary>
    /// <returns>False when nothing more can be said now: the server does not read, or the session has ended.</returns>
    public bool Say(string text) => TrySend(() =>
    {
        foreach (string part in _session.SplitMessage(text))
            _session.Say(part, _call);
        _session.Flush(_call);
    });

    /// <summary>Whispers a text to a user.</summary>
    public void Whisper(string userName, string text) => TrySend(() =>
    {
        foreach (string part in _session.SplitWhisper(userName, text))
        {
            Ask(_session.BeginWhisper(userName, part, _call), _ =>
                _show(new MessageLine(DateTime.Now, ChatMessageKind.Whisper, userName, TerminalText.MakeSafe(part), IsOwn: true)));
        }
    });

    /// <summary>Whispers to the user who whispered last.</summary>
    public void Reply(string text)
    {
        if (_lastWhisperer is null)
            ShowError("Nobody has whispered to you yet.");
        else
            Whisper(_lastWhisperer, text);
    }

    /// <summary>Requests the list of users.</summary>
    public void ListUsers() => TrySend(() => Ask(_session.BeginListUsers(_call), request =>
    {
        foreach (string name in request.Names)
            Roster.IsThere(TerminalText.MakeSafe(name));
        ShowNotice($"{request.Names.Count} here: {TerminalText.MakeSafe(string.Join(" ", request.Names))}");
    }));

    /// <summary>Shows a notice of our own.</summary>
    public void ShowNotice(string text) => _show(new MessageLine(DateTime.Now, ChatMessageKind.Notice, null, text));

    /// <summary>Shows what went wrong.</summary>
    public void ShowError(string text) => _show(new MessageLine(DateTime.Now, ChatMessageKind.Refusal, null, text));

    private void OnMessage(ChatMessage message)
    {
        if (message.Kind == ChatMessageKind.Presence)
            UpdateRoster(message.Text);
        else
            Roster.Spoke(message.Sender);
        if (message.Kind == ChatMessageKind.Whisper && !message.IsOwn)
            _lastWhisperer = message.Sender;
        _show(MessageLine.Of(message));
    }

    // The words of our own server; the presence of another server is only shown.
    private void UpdateRoster(string presence)
    {
        string[] words = presence.Split(' ');
        if (words.Length != 3)
            return;
        if (words[2] == "joined")
            Roster.IsThere(words[1]);
        else if (words[2] == "left")
            Roster.Forget(words[1]);
    }

    private void Ask<T>(T request, Action<T> onReply)
        where T : PendingRequest => _open.Add(new OpenRequest(request, Deadline.After(_call.Timeout), () => onReply(request)));

    // Replies are shown where they arrived among the messages.
    private void CompleteBefore(long serial) =>
        _open.RemoveAll(open => open.Request.IsDone && open.Request.RepliedAt < serial && TryComplete(open));

    private bool TryComplete(OpenRequest open)
    {
        try
        {
            if (!_session.Poll(open.Request))
                return TryExpire(open);
            Complete(open);
        }
        catch (ChatException)
        {
            // The session has ended, which is shown once.
        }

        return true;
    }

    private void Complete(OpenRequest open)
    {
        if (open.Request.Refusal is { } refusal)
            ShowError(TerminalText.MakeSafe(refusal));
        else
            open.OnReply();
    }

    private bool TryExpire(OpenRequest open)
    {
        if (!open.Deadline.HasPassed)
            return false;
        if (_session.GiveUp(open.Request))
            Complete(open);
        else
            ShowError("The server did not answer.");
        return true;
    }

    private bool TrySend(Action send)
    {
        try
        {
            send();
            return true;
        }
        catch (ChatException e) when (_session.State == ChatSessionState.Opened)
        {
            ShowError(e.Message);
            return e.Failure != ChatFailure.Timeout;
        }
        catch (ChatException)
        {
            // The session has ended, which Update notices.
            return false;
        }
    }

    private sealed record OpenRequest(PendingRequest Request, Deadline Deadline, Action OnReply);
}
