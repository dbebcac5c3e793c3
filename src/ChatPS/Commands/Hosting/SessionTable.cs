using System;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Commands;

/// <summary>The sessions that one runspace has opened. Safe from any thread.</summary>
internal sealed class SessionTable
{
    // A script that connects anew again and again must not fill the memory with what it has left behind.
    private const int MostEnded = 10;

    // The runspace's own thread adds; its end, and completion, come from others.
    private readonly object _gate = new();
    private readonly List<ChatSession> _sessions = [];

    public void Add(ChatSession session)
    {
        lock (_gate)
        {
            _sessions.Add(session);
            Prune();
        }
    }

    /// <summary>
    /// The sessions, oldest first, without those that were closed here and have nothing left to read. Of those that have ended, the newest ten.
    /// </summary>
    public IReadOnlyList<ChatSession> List()
    {
        lock (_gate)
        {
            Prune();
            return _sessions.ToArray();
        }
    }

    public ChatSession? NewestOpen() => Newest(static session => session.State == ChatSessionState.Opened);

    /// <summary>The newest open session, or else the newest that has ended with messages still unread.</summary>
    public ChatSession? NewestReadable() => NewestOpen() ?? Newest(static session => session.UnreadCount > 0);

    /// <summary>The newest session that was not closed here and has ended all the same.</summary>
    public ChatSession? NewestEnded() => Newest(static session => session.State == ChatSessionState.Broken);

    /// <summary>Forgets a session, whose messages only those who have it can still read.</summary>
    public void Forget(ChatSession session)
    {
        lock (_gate)
            _sessions.Remove(session);
    }

    public void CloseAll()
    {
        foreach (ChatSession session in List())
        {
            session.Dispose();
            Forget(session);
        }
    }

    private void Prune()
    {
        _sessions.RemoveAll(session => session.State == ChatSessionState.Closed && session.UnreadCount == 0);
        int ended = _sessions.Count(session => session.State != ChatSessionState.Opened);
        _sessions.RemoveAll(session => session.State != ChatSessionState.Opened && ended-- > MostEnded);
    }

    private ChatSession? Newest(Predicate<ChatSession> wanted)
    {
        lock (_gate)
            return _sessions.FindLast(wanted);
    }
}
