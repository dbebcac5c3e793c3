using System;
using System.Threading;

namespace ChatPS.Client;

/// <summary>
/// Has its owner, a connection, look at its link again and again while something that was sent is not acknowledged. The owner is held
/// weakly, and calls the methods under its lock.
/// </summary>
internal sealed class LinkTimer : IDisposable
{
    private readonly WeakReference<ILinkOwner> _owner;
    private readonly LinkWatch _watch = new();
    private readonly Timer _timer;
    private bool _isRunning;

    public LinkTimer(ILinkOwner owner)
    {
        _owner = new WeakReference<ILinkOwner>(owner);
        _timer = new Timer(_ => Look());
    }

    /// <summary>Something was sent.</summary>
    public void Start()
    {
        if (_isRunning)
            return;
        _isRunning = true;
        Schedule();
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _isRunning = true;
        _timer.Dispose();
    }

    // When nothing is outstanding, the next send starts it again; until then the system's own probes watch the link.
    private void Look()
    {
        if (_owner.TryGetTarget(out ILinkOwner? owner) && owner.LookAtLink(_watch, rest: () => _isRunning = false))
            Schedule();
    }

    private void Schedule()
    {
        try
        {
            _timer.Change(ClientLimits.LinkLookMilliseconds, Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }
}

/// <summary>What a <see cref="LinkTimer"/> asks, on any thread and under no lock.</summary>
internal interface ILinkOwner
{
    /// <summary>Looks at the link once, and ends the connection when the other end is gone.</summary>
    /// <param name="watch">What earlier looks have seen.</param>
    /// <param name="rest">Called, under the owner's lock, when there is nothing to look for until something is sent.</param>
    /// <returns>True when it must be looked at again.</returns>
    public bool LookAtLink(LinkWatch watch, Action rest);
}
