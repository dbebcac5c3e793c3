using System.Collections.Generic;

namespace ChatPS.Commands;

/// <summary>The servers that one runspace has started. Safe from any thread.</summary>
internal sealed class ServerTable
{
    // A script that starts a server again and again, each of which fails, must not keep them all.
    private const int MostFailed = 10;

    // The runspace's own thread adds; its end, and completion, come from others.
    private readonly object _gate = new();
    private readonly List<ChatServer> _servers = [];

    public void Add(ChatServer server)
    {
        lock (_gate)
            _servers.Add(server);
    }

    /// <summary>The servers that have not been stopped, oldest first. Of those that failed, the newest ten. A copy.</summary>
    public IReadOnlyList<ChatServer> List()
    {
        lock (_gate)
        {
            _servers.RemoveAll(server => server.State == ChatServerState.Stopped);
            int failed = _servers.FindAll(server => server.State == ChatServerState.Failed).Count;
            _servers.RemoveAll(server => server.State == ChatServerState.Failed && failed-- > MostFailed);
            return _servers.ToArray();
        }
    }

    public void StopAll()
    {
        foreach (ChatServer server in List())
            server.Dispose();
    }
}
