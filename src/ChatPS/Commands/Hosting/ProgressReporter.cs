using System;
using System.Management.Automation;
using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>
/// Work that may take long and then shows itself: after a second, by the host's progress display, until it is done.
/// Until then a look costs no more than reading a clock. For the pipeline's thread.
/// </summary>
internal sealed class ProgressReporter
{
    // Tells this display from one that a script has around it.
    private const int ActivityId = 34998;

    private readonly Cmdlet _cmdlet;
    private readonly string _activity;
    private readonly Func<string> _status;
    private readonly ProgressSchedule _schedule = new();
    private bool _shown;

    /// <param name="cmdlet">Whose host shows it.</param>
    /// <param name="activity">What is done; safe to print.</param>
    /// <param name="status">How far it is; asked only when it is shown.</param>
    public ProgressReporter(Cmdlet cmdlet, string activity, Func<string> status)
    {
        _cmdlet = cmdlet;
        _activity = activity;
        _status = status;
        Waiting = GoOn;
    }

    /// <summary>For a call that waits: <see cref="GoOn"/>.</summary>
    public Action Waiting { get; }

    /// <summary>The work goes on.</summary>
    public void GoOn()
    {
        if (!_schedule.IsDue())
            return;
        _shown = true;
        _cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, _status()));
    }

    /// <summary>Takes the display away.</summary>
    public void End()
    {
        if (_shown)
            _cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, "done") { RecordType = ProgressRecordType.Completed });
        _shown = false;
    }
}
