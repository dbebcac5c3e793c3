using System;
using System.Collections.Concurrent;
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

    // Of all runspaces, so that a number or a key finds a session wherever it was opened.
    private static readonly ConcurrentDictionary<Guid, WeakReference<ChatSession>> s_live = new();

    private volatile ChatException? _connectFailure;

    /// <summary>Why the newest Connect-ChatServer failed; null when it did not.</summary>
    public ChatException? ConnectFailure
    {
        get => _connectFailure;
        set => _connectFailure = value;
    }

    /// <summary>The newest session that was not closed here; it may have ended all the same. Null when there is none.</summary>
    public ChatSession? Default => Newest(static session => session.State != ChatSessionState.Closed);

    /// <summary>The default session, or else the newest that was closed with messages still unread.</summary>
    public ChatSession? Readable => Default ?? Newest(static session => session.UnreadCount > 0);

    /// <summary>A session of any runspace of this process that was not closed, by its number or key; null when there is none.</summary>
    public static ChatSession? FindLive(Func<ChatSession, bool> isWanted)
    {
        foreach (KeyValuePair<Guid, WeakReference<ChatSession>> entry in s_live)
        {
            if (!entry.Value.TryGetTarget(out ChatSession? session) || session.State == ChatSessionState.Closed)
                s_live.TryRemove(entry.Key, out _);
            else if (isWanted(session))
                return session;
        }

        return null;
    }

    public void Add(ChatSession session)
    {
        s_live[session.SessionKey] = new WeakReference<ChatSession>(session);
        ConnectFailure = null;
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
        int ended = _sessions.Count(session => session.Error is not null);
        _sessions.RemoveAll(session => session.Error is not null && ended-- > MostEnded);
    }

    private ChatSession? Newest(Predicate<ChatSession> wanted)
    {
        lock (_gate)
            return _sessions.FindLast(wanted);
    }
}
