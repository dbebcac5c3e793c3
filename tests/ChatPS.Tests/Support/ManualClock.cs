namespace ChatPS.Tests;

/// <summary>A clock that runs when a test says so, or by so much with every look at it.</summary>
internal sealed class ManualClock
{
    private long _now = 1_000_000;

    /// <summary>Milliseconds that pass with every look.</summary>
    public int PerLook { get; set; }

    /// <summary>Called at every look, on the thread that looks.</summary>
    public Action? Looking { get; set; }

    public long Elapsed => Volatile.Read(ref _now) - 1_000_000;

    public long Read()
    {
        Looking?.Invoke();
        return Interlocked.Add(ref _now, PerLook);
    }

    public void Advance(TimeSpan time) => Interlocked.Add(ref _now, (long)time.TotalMilliseconds);
}
