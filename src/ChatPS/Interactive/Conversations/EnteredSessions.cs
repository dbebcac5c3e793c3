using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace ChatPS.Interactive;

/// <summary>
/// Which sessions somebody is in. Two that took the messages of one session would show half of them each, and the second would wait
/// for the reader's role as long as the first stays. Safe from any thread.
/// </summary>
internal static class EnteredSessions
{
    private static readonly object s_gate = new();
    private static readonly ConditionalWeakTable<ChatSession, object> s_entered = new();

    /// <summary>Enters all until what is returned is disposed; or none.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.SessionInUse"/>.</exception>
    public static IDisposable Enter(IReadOnlyList<ChatSession> sessions)
    {
        lock (s_gate)
        {
            foreach (ChatSession session in sessions)
            {
                if (s_entered.TryGetValue(session, out _))
                    throw new ChatException(ChatFailure.SessionInUse, $"Another Enter-ChatSession is in the session {session}. Leave that one first, or connect with a session of its own.");
            }

            foreach (ChatSession session in sessions)
                s_entered.Add(session, s_gate);
        }

        return new Stay(sessions);
    }

    private static void Leave(IReadOnlyList<ChatSession> sessions)
    {
        lock (s_gate)
        {
            foreach (ChatSession session in sessions)
                s_entered.Remove(session);
        }
    }

    private sealed class Stay(IReadOnlyList<ChatSession> sessions) : IDisposable
    {
        public void Dispose() => Leave(sessions);
    }
}
