using System;
using System.Collections.Concurrent;

namespace ChatPS.Server;

/// <summary>
/// What other threads want done: the loop's thread does it between two looks at the sockets, so nothing of the room needs a lock.
/// </summary>
internal sealed class CommandQueue(WakeSocket wake)
{
    private readonly ConcurrentQueue<Action> _commands = new();

    /// <summary>Has the loop run something soon, unless it ends before. From any thread.</summary>
    public void Post(Action command)
    {
        _commands.Enqueue(command);
        wake.Wake();
    }

    /// <summary>For the loop's thread: runs what was there when it began. A command must not throw.</summary>
    public void RunAll()
    {
        for (int left = _commands.Count; left > 0 && _commands.TryDequeue(out Action? command); left--)
            command();
    }
}
