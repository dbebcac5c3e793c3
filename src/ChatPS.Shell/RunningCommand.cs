using System.Management.Automation;

namespace ChatPS.Shell;

/// <summary>The command that runs now, if any, and the way to stop it from another thread.</summary>
internal sealed class RunningCommand
{
    private readonly Lock _gate = new();
    private PowerShell? _pipeline;
    private CancellationTokenSource? _stop;

    /// <summary>Cancelled when the running command is to stop; at the prompt, where nothing runs, a token that never is.</summary>
    public CancellationToken Stopping
    {
        get
        {
            lock (_gate)
                return _stop?.Token ?? CancellationToken.None;
        }
    }

    public void Begin(PowerShell pipeline)
    {
        lock (_gate)
            (_pipeline, _stop) = (pipeline, new CancellationTokenSource());
    }

    public void End()
    {
        lock (_gate)
            (_pipeline, _stop) = (null, null);
    }

    /// <summary>Returns at once: a stop that waited would hold up the signal's thread for as long as a command takes to obey.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_pipeline is null || _stop is null || _stop.IsCancellationRequested)
                return;
            _stop.Cancel();
            _pipeline.BeginStop(null, null);
        }
    }
}
