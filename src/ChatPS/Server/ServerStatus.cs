using System;
using System.Threading;

namespace ChatPS.Server;

/// <summary>What other threads may see of the loop: each property is safe from any thread, and set by the loop's alone.</summary>
internal sealed class ServerStatus
{
    private volatile int _clientCount;
    private volatile Exception? _fault;
    private long _turnCount;

    /// <summary>Connections that are not on their way out.</summary>
    public int ClientCount
    {
        get => _clientCount;
        set => _clientCount = value;
    }

    /// <summary>The last error of the program, not of a peer.</summary>
    public Exception? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>How often something happened; a loop that does not spin has few turns.</summary>
    public long TurnCount => Volatile.Read(ref _turnCount);

    public void CountTurn() => Volatile.Write(ref _turnCount, _turnCount + 1);
}
