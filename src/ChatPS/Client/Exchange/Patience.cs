using System;

namespace ChatPS.Client;

/// <summary>A time limit that begins anew whenever there is progress.</summary>
internal struct Patience
{
    private readonly TimeSpan _timeout;
    private readonly Func<long> _clock;
    private long _progress;

    /// <param name="timeout">The longest time without progress.</param>
    /// <param name="progress">A number that changes with each.</param>
    /// <param name="clock">Milliseconds that only go forward.</param>
    public Patience(TimeSpan timeout, long progress, Func<long> clock)
    {
        _timeout = timeout;
        _clock = clock;
        _progress = progress;
        Deadline = Deadline.After(timeout, clock);
    }

    /// <summary>When it is over, unless there is progress before.</summary>
    public Deadline Deadline { get; private set; }

    /// <exception cref="ChatException">For so long there was no progress.</exception>
    public void ThrowIfOver(long progress, Func<ChatException> error)
    {
        if (progress != _progress)
            this = new Patience(_timeout, progress, _clock);
        else if (Deadline.HasPassed)
            throw error();
    }
}
