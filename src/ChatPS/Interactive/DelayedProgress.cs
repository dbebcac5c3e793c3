namespace ChatPS.Interactive;

/// <summary>
/// What the input row shows while sending takes longer than a second: a server that reads nothing, or a long paste, holds up the
/// keys. The next draw of the line replaces it. One thread.
/// </summary>
internal sealed class DelayedProgress
{
    private readonly Screen _screen;
    private readonly ProgressSchedule _schedule = new();
    private string _what = "";

    public DelayedProgress(Screen screen) => _screen = screen;

    /// <summary>Work begins.</summary>
    public void Start(string what)
    {
        _what = what;
        _schedule.Restart();
    }

    /// <summary>The work goes on.</summary>
    public void Update()
    {
        if (!_schedule.IsDue())
            return;
        _screen.SetInput(_what, _what.Length);
        _screen.Draw();
    }

    /// <summary>The work goes on with another part.</summary>
    public void Update(string what)
    {
        _what = what;
        Update();
    }
}
