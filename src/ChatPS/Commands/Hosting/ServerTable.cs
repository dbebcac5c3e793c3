using System.Collections.Generic;

namespace ChatPS.Commands;

/// <summary>The servers that one runspace has started. Safe from any thread.</summary>
internal sealed class ServerTable
{
    // The runspace's own thread adds; its end, and completion, come from others.
    private readonly object _gate = new();
    private readonly List<ChatServer> _servers = [];

    public void Add(ChatServer server)
    {
        lock (_gate)
            _servers.Add(server);
    }

    /// <summary>The servers that have not been stopped, oldest first. A copy.</summary>
    public IReadOnlyList<ChatServer> List()
    {
        lock (_gate)
        {
            _servers.RemoveAll(server => server.State == ChatServerState.Stopped);
            return _servers.ToArray();
        }
    }

    public void StopAll()
    {
        foreach (ChatServer server in List())
            server.Stop();
    }
}
