using System;
using System.Net.Sockets;
using System.Threading;

namespace ChatPS.Client;

/// <summary>
/// Lets its owner, a connection, read while no caller waits on it, without a thread of its own: an asynchronous receive of no bytes completes when
/// something arrives, or the connection ends. At most one is pending. The owner is held weakly: a pending receive must not keep
/// alive a session that nobody has any more. The owner calls the methods under its lock.
/// </summary>
internal sealed class IdleReader : IDisposable
{
    private readonly WeakReference<IIdleOwner> _owner;
    private readonly Socket _socket;
    private readonly SocketAsyncEventArgs _args = new();
    private readonly Timer _timer;
    private bool _isPending;
    private bool _isScheduled;
    private bool _isPostponed;
    private bool _isDisposed;

    public IdleReader(IIdleOwner owner, Socket socket)
    {
        _owner = new WeakReference<IIdleOwner>(owner);
        _socket = socket;
        _args.SetBuffer([], 0, 0);
        _args.Completed += (_, _) => Notify(byTimer: false);
        _timer = new Timer(_ => Notify(byTimer: true));
    }

    /// <summary>Callers come one after the other, as a rule: when none has for a moment, the connection is asked to read by itself.</summary>
    public void Schedule()
    {
        if (_isScheduled || _isPending || _isDisposed)
            return;
        _isScheduled = true;
        _timer.Change(ClientLimits.IdleMilliseconds, Timeout.Infinite);
    }

    /// <summary>A caller has just read, and another will, as a rule: to read by itself meanwhile, the connection would fight them for its lock.</summary>
    public void Postpone()
    {
        _isPostponed = true;
        Schedule();
    }

    /// <summary>The connection was notified: until it arms or schedules again, it will not be.</summary>
    /// <returns>False when callers have read since this was scheduled; the next notification is scheduled then.</returns>
    public bool Acknowledge(bool byTimer)
    {
        if (!byTimer)
        {
            _isPending = false;
            return true;
        }

        _isScheduled = false;
        if (!_isPostponed)
            return true;
        _isPostponed = false;
        Schedule();
        return false;
    }

    /// <summary>Has the connection notified when something arrives.</summary>
    /// <returns>False when something is there already.</returns>
    public bool TryArm()
    {
        if (_isPending || _isDisposed)
            return true;
        _isPending = _socket.ReceiveAsync(_args);
        return _isPending;
    }

    private void Notify(bool byTimer)
    {
        if (!_owner.TryGetTarget(out IIdleOwner? owner))
        {
            _timer.Dispose();
            _socket.Dispose();
            return;
        }

        owner.ReadIdle(this, byTimer);
    }

    /// <summary>Ends the timer. The socket, once closed, ends what is pending.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _timer.Dispose();
    }
}

/// <summary>What an <see cref="IdleReader"/> notifies, on any thread and under no lock.</summary>
internal interface IIdleOwner
{
    /// <summary>Something may be there to read, or the time has come to look. What it threw would end the process.</summary>
    /// <param name="idle">Who notifies: perhaps that of a socket which is closed by now.</param>
    /// <param name="byTimer">Whether the time has come.</param>
    public void ReadIdle(IdleReader idle, bool byTimer);
}
