using System;
using System.Collections.Generic;

namespace ChatPS.Commands;

/// <summary>Where this process has logged in, for completion: hosts and ports, no names and no passwords. Safe from any thread.</summary>
internal static class ConnectionHistory
{
    // More than anybody wants to choose from, and never a leak.
    private const int Limit = 50;

    private static readonly object s_gate = new();
    private static readonly List<(string Host, int Port)> s_used = [];

    /// <summary>A login succeeded there.</summary>
    public static void Add(string host, int port)
    {
        lock (s_gate)
        {
            s_used.RemoveAll(used => used.Port == port && string.Equals(used.Host, host, StringComparison.OrdinalIgnoreCase));
            s_used.Insert(0, (host, port));
            if (s_used.Count > Limit)
                s_used.RemoveAt(Limit);
        }
    }

    /// <summary>The last first. A copy.</summary>
    public static IReadOnlyList<(string Host, int Port)> List()
    {
        lock (s_gate)
            return s_used.ToArray();
    }
}
