using System;
using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>
/// Tells somebody who looks elsewhere that they are called: by the window's title, <c>fo@host (2)</c>, and notes of the desktop, until
/// they press a key. One thread.
/// </summary>
internal sealed class Notifier
{
    // A flood is one note.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(3);

    private readonly Screen _screen;
    private readonly string _title;
    private int _calls;
    private Deadline _quiet = Deadline.After(TimeSpan.Zero);

    /// <param name="screen">Whose terminal it is.</param>
    /// <param name="title">The window's title.</param>
    public Notifier(Screen screen, string title)
    {
        _screen = screen;
        _title = title;
    }

    /// <summary>Shows the title; the one before is kept.</summary>
    public void Begin() => _screen.Send(TerminalSignals.SaveTitle + TerminalSignals.Title(_title));

    /// <summary>Somebody calls.</summary>
    /// <param name="line">What was said, as it is shown.</param>
    public void Call(string line)
    {
        _calls++;
        _screen.Send(TerminalSignals.Title($"{_title} ({_calls})"));
        if (!_quiet.HasPassed)
            return;
        _quiet = Deadline.After(s_pause);
        _screen.Send(TerminalSignals.Note("Chat", line));
    }

    /// <summary>Somebody is there.</summary>
    public void OnKey()
    {
        if (_calls > 0)
            _screen.Send(TerminalSignals.Title(_title));
        _calls = 0;
    }

    /// <summary>Shows the title that was there before.</summary>
    public void End() => _screen.Send(TerminalSignals.RestoreTitle);
}
