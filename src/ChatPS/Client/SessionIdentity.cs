using System;
using System.Threading;

namespace ChatPS.Client;

/// <summary>What tells a session apart: a number in this process, and a key in all processes, which a message keeps.</summary>
internal sealed class SessionIdentity
{
    private static int s_lastId;

    public SessionIdentity(string userName) => UserName = userName;

    /// <summary>Counts from 1 in this process.</summary>
    public int Id { get; } = Interlocked.Increment(ref s_lastId);

    public Guid Key { get; } = Guid.NewGuid();

    /// <summary>Who is logged in, exact.</summary>
    public string UserName { get; }
}
