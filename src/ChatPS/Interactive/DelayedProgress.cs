using System.Diagnostics;

namespace ChatPS.Interactive;

/// <summary>
/// What the input row shows while sending takes longer than a second: a server that takes nothing, or a long paste, holds up
/// the keys, and says so. The next draw of the line takes it away. One thread.
/// </summary>
internal sealed class DelayedProgress
{
    private const long PatienceMs = 1000;
    private const long IntervalMs = 250;

    private readonly Screen _screen;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private string _what = "";
    private long _nextMs;

    public DelayedProgress(Screen screen) => _screen = screen;

    /// <summary>Something is begun.</summary>
    public void Begin(string what)
    {
        _what = what;
        _nextMs = _clock.ElapsedMilliseconds + PatienceMs;
    }

    /// <summary>It goes on.</summary>
    public void GoOn()
    {
        if (_clock.ElapsedMilliseconds < _nextMs)
            return;
        _nextMs = _clock.ElapsedMilliseconds + IntervalMs;
        _screen.SetInput(_what, _what.Length);
        _screen.Draw();
    }

    /// <summary>It goes on with another part.</summary>
    public void GoOn(string what)
    {
        _what = what;
        GoOn();
    }
}
