using System;
using System.Collections.Generic;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// What goes on in an interactive session, whatever it is typed in and shown on: says what is entered, asks for what is wanted
/// without waiting for the answer, and shows what arrives. One thread.
/// </summary>
internal sealed class Conversation
{
    private readonly ChatSession _session;
    private readonly InboxReader _inbox;
    private readonly CallOptions _call;
    private readonly Action<MessageLine> _show;
    private readonly List<OpenQuestion> _open = [];
    private string? _lastWhisperer;

    public Conversation(ChatSession session, in CallOptions call, Action<MessageLine> show)
    {
        _session = session;
        _inbox = session.OpenInbox();
        _call = call;
        _show = show;
        Roster = new NameRoster(session.UserName);
    }

    /// <summary>Who is known to be there.</summary>
    public NameRoster Roster { get; }

    /// <summary>True while answers are owed that will be shown.</summary>
    public bool HasOpenQuestions => _open.Count > 0;

    /// <summary>Why the session has ended, once everything that came before was shown; else null.</summary>
    public ChatException? End { get; private set; }

    /// <summary>Shows what has arrived: messages, and the answers to what was asked.</summary>
    /// <returns>True when there was anything.</returns>
    public bool Update()
    {
        bool any = false;
        _session.ReadAvailable(_call.Trace);
        while (_inbox.Take() is { } message)
        {
            CompleteBefore(message.Serial);
            OnMessage(message);
            any = true;
        }

        int open = _open.Count;
        _open.RemoveAll(TryComplete);
        End ??= _session.Error;
        return any || _open.Count < open;
    }

    /// <summary>Shows again the last messages that were given out before.</summary>
    public void ShowRecent(int count)
    {
        foreach (ChatMessage message in _session.Recent(count))
            OnMessage(message);
    }

    /// <summary>Says a text to all; what is wrong with it is shown.</summary>
    /// <returns>False when nothing more can be said now: the server takes nothing, or the session has ended.</returns>
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
                _show(new MessageLine(DateTimeOffset.Now, ChatMessageKind.Whisper, userName, TerminalText.MakeSafe(part), IsOwn: true)));
        }
    });

    /// <summary>Answers the last who whispered.</summary>
    public void Reply(string text)
    {
        if (_lastWhisperer is null)
            ShowError("Nobody has whispered to you yet.");
        else
            Whisper(_lastWhisperer, text);
    }

    /// <summary>Asks who is there.</summary>
    public void ListUsers() => TrySend(() => Ask(_session.BeginListUsers(_call), request =>
    {
        foreach (string name in request.Names)
            Roster.IsThere(TerminalText.MakeSafe(name));
        ShowNotice($"{request.Names.Count} here: {TerminalText.MakeSafe(string.Join(" ", request.Names))}");
    }));

    /// <summary>Shows a line of our own.</summary>
    public void ShowNotice(string text) => _show(new MessageLine(DateTimeOffset.Now, ChatMessageKind.Notice, null, text));

    /// <summary>Shows what went wrong.</summary>
    public void ShowError(string text) => _show(new MessageLine(DateTimeOffset.Now, ChatMessageKind.Refusal, null, text));

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

    // Our own server's words; another server's presence is shown and teaches us nothing.
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

    private void Ask(PendingRequest request, Action<PendingRequest> onAnswer) =>
        _open.Add(new OpenQuestion(request, Deadline.After(_call.Timeout), onAnswer));

    // Answers are shown where they came among the messages.
    private void CompleteBefore(long serial) =>
        _open.RemoveAll(question => question.Request.IsDone && question.Request.RepliedAt < serial && TryComplete(question));

    private bool TryComplete(OpenQuestion question)
    {
        try
        {
            if (!_session.Poll(question.Request))
                return TryExpire(question);
            if (question.Request.Refusal is { } refusal)
                ShowError(TerminalText.MakeSafe(refusal));
            else
                question.OnAnswer(question.Request);
        }
        catch (ChatException)
        {
            // The session has ended, which is said once for all.
        }

        return true;
    }

    private bool TryExpire(OpenQuestion question)
    {
        if (!question.Deadline.HasPassed)
            return false;
        if (_session.GiveUp(question.Request))
            question.OnAnswer(question.Request);
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
            // The session has ended, which Update says.
            return false;
        }
    }

    private sealed record OpenQuestion(PendingRequest Request, Deadline Deadline, Action<PendingRequest> OnAnswer);
}
