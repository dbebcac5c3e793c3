using System;
using System.Net.Sockets;
using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>
/// A session as one conversation has it, until it ends or another takes its place: what arrives in it, what was asked and what was
/// said in it. One thread.
/// </summary>
internal sealed class SessionAttachment
{
    // What one turn reads and shows of a flood at most, so that keys and lines have their turns too.
    private const int BuffersATurn = 2;
    private const int MessagesATurn = 1000;

    private readonly CallOptions _call;
    private readonly InboxReader _inbox;
    private readonly InboxReader _urgent;

    /// <param name="session">The session.</param>
    /// <param name="call">The time limit of a request, the token and the trace of frames.</param>
    /// <param name="showError">Shows what was refused or lost.</param>
    public SessionAttachment(ChatSession session, in CallOptions call, Action<string> showError)
    {
        Session = session;
        _call = call;
        _inbox = session.OpenInbox();
        _urgent = session.OpenInbox(new UrgentFilter(session.UserName));
        Requests = new OpenRequests(session, call.Timeout, showError);
        Sent = new SentTexts(session, call.Timeout, showError);
    }

    public ChatSession Session { get; }

    public OpenRequests Requests { get; }

    public SentTexts Sent { get; }

    /// <summary>More has arrived than one turn shows: the next must not wait.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Why the session has ended, once all that arrived before was shown; else null.</summary>
    public ChatException? End { get; private set; }

    /// <summary>For a loop that waits for it and for keys at once; null once the session has ended.</summary>
    public Socket? Socket => End is null ? Session.Socket : null;

    /// <summary>Whether the server has not answered everything.</summary>
    public bool HasPending => Requests.Count > 0 || Session.HasPending;

    /// <summary>How many of what the user has said, whispered and asked have no answer.</summary>
    public int UnansweredCount => Requests.UnansweredCount + Sent.Count;

    /// <summary>How long the oldest of those has been under way.</summary>
    public TimeSpan UnansweredFor => Requests.Oldest > Sent.Oldest ? Requests.Oldest : Sent.Oldest;

    /// <summary>Whether the session is open, as far as is known.</summary>
    public bool IsOpen => Session.State == ChatSessionState.Opened;

    /// <summary>Looks at the socket.</summary>
    public void Refresh() => Session.ReadAvailable(_call.Trace);

    /// <summary>Passes on what has arrived, or of a flood a part, and settles what was asked and said.</summary>
    /// <returns>False if nothing has arrived.</returns>
    public bool Update(Action<ChatMessage> onMessage) => Update(_inbox, onMessage);

    /// <summary>The same for what cannot wait; the rest stays unread.</summary>
    public bool UpdateUrgent(Action<ChatMessage> onMessage) => Update(_urgent, onMessage);

    /// <summary>Waits, for a slice at most, until something was read.</summary>
    public void Wait(Deadline deadline)
    {
        if (End is null)
            Session.WaitAndRead(deadline, _call.Trace);
        else
            _call.Token.WaitHandle.WaitOne(deadline.MillisecondsAtMost(ClientLimits.SliceMilliseconds));
    }

    /// <summary>Nobody waits any more for what has not come; what is there is shown.</summary>
    public void GiveUp()
    {
        Requests.GiveUp();
        Sent.GiveUp();
    }

    private bool Update(InboxReader inbox, Action<ChatMessage> onMessage)
    {
        if (!HasMore)
            Session.ReadAvailable(_call.Trace, BuffersATurn);
        int taken = 0;
        while (taken < MessagesATurn && inbox.Take() is { } message)
        {
            Requests.CompleteBefore(message.Sequence);
            onMessage(message);
            taken++;
        }

        HasMore = taken == MessagesATurn;
        bool any = HasMore ? Requests.Expire() : Requests.Complete();
        Sent.Collect();
        if (!HasMore)
            TakeEnd();
        return taken > 0 || any;
    }

    private void TakeEnd()
    {
        if (End is not null || Session.Error is not { } end)
            return;
        End = end;
        Sent.Abandon();
    }
}
