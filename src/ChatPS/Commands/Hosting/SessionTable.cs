using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ChatPS.Commands;

/// <summary>The sessions and servers of one runspace. They end with the runspace, or when the module is removed from it.</summary>
internal sealed class SessionTable
{
    // A script that connects anew again and again must not fill the memory with what it has left behind.
    private const int MostEnded = 10;

    private static readonly ConditionalWeakTable<Runspace, SessionTable> s_tables = new();

    // The runspace's own thread adds; its end, and completion, come from others.
    private readonly object _gate = new();
    private readonly List<ChatSession> _sessions = [];
    private readonly List<ChatServer> _servers = [];

    /// <summary>The table of the runspace that runs on this thread.</summary>
    public static SessionTable OfRunspace() => s_tables.GetValue(Runspace.DefaultRunspace, static runspace =>
    {
        var table = new SessionTable();
        runspace.StateChanged += (_, e) =>
        {
            if (e.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
                table.CloseAll();
        };
        return table;
    });

    public void Add(ChatSession session)
    {
        lock (_gate)
        {
            _sessions.Add(session);
            Prune();
        }
    }

    public void Add(ChatServer server)
    {
        lock (_gate)
            _servers.Add(server);
    }

    /// <summary>
    /// The sessions, oldest first, without those that were closed here and have nothing left to read. Of those that have ended, the newest ten.
    /// </summary>
    public IReadOnlyList<ChatSession> Sessions()
    {
        lock (_gate)
        {
            Prune();
            return _sessions.ToArray();
        }
    }

    public IReadOnlyList<ChatServer> Servers()
    {
        lock (_gate)
        {
            _servers.RemoveAll(server => server.State == ChatServerState.Stopped);
            return _servers.ToArray();
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
        foreach (ChatSession session in Sessions())
        {
            session.Dispose();
            Forget(session);
        }

        foreach (ChatServer server in Servers())
            server.Stop();
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
