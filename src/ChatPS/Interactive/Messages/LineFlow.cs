using System;

namespace ChatPS.Interactive;

/// <summary>
/// Lines on their way to be shown: who comes and goes at the same time shares one, a new date has one of its own, and the log has
/// them all. One thread.
/// </summary>
internal sealed class LineFlow
{
    private readonly Action<MessageLine> _show;
    private readonly PresenceFold _presence;
    private DateTime _lastDate;

    /// <param name="show">Shows one line.</param>
    /// <param name="today">The date that needs no row.</param>
    /// <param name="clock">Milliseconds that only go forward; the system's when left out.</param>
    public LineFlow(Action<MessageLine> show, DateTime today, Func<long>? clock = null)
    {
        _presence = new PresenceFold(clock);
        _show = show;
        _lastDate = today.Date;
    }

    /// <summary>Where the lines are written besides.</summary>
    public ChatLog Log { get; } = new();

    /// <summary>Shows a line, behind those that are held back.</summary>
    public void Add(MessageLine line)
    {
        if (_presence.TryHold(line))
            return;
        ShowHeld();
        ShowDated(line);
    }

    /// <summary>Shows what was held back for long enough, and writes the log.</summary>
    public void Update()
    {
        if (_presence.IsDue)
            ShowHeld();
        if (Log.TryFlush() is { } error)
            ShowDated(new MessageLine(DateTime.Now, ChatMessageKind.Refusal, null, "The log has ended: " + error));
    }

    /// <summary>Shows what is held back, and ends the log.</summary>
    public void End()
    {
        ShowHeld();
        Log.End();
    }

    private void ShowHeld()
    {
        if (_presence.Take() is { } folded)
            ShowDated(folded);
    }

    private void ShowDated(MessageLine line)
    {
        if (line.Time.Date != _lastDate)
            Show(MessageLine.OfDate(line.Time));
        _lastDate = line.Time.Date;
        Show(line);
    }

    private void Show(MessageLine line)
    {
        Log.Add(line);
        _show(line);
    }
}
