using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>What all cmdlets share: Ctrl+C cancels a token and nothing else, and failures become error records.</summary>
public abstract class ChatCmdlet : PSCmdlet, IDisposable
{
    /// <summary>The default time limit of a wait, in seconds.</summary>
    private protected const double DefaultTimeoutSec = 15;

    /// <summary>The longest time limit: a day.</summary>
    private protected const double MaxTimeoutSec = 86400;

    private readonly CancellationTokenSource _stop = new();

    // Looked up when first needed: a look at four preference variables is a part of what a short call takes.
    private bool? _isVerbose;
    private bool? _needsShouldProcess;
    private bool? _isTraced;
    private FrameLog? _trace;

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>
    /// False when ShouldProcess would say nothing about an action of low impact: it makes up its question before it looks whether
    /// anybody wants to hear it, and a long pipeline would pay for that.
    /// </summary>
    private protected bool NeedsShouldProcess => _needsShouldProcess ??= IsVerbose
        || MyInvocation.BoundParameters.ContainsKey("WhatIf") || MyInvocation.BoundParameters.ContainsKey("Confirm")
        || LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"))
        || GetVariableValue("ConfirmPreference", ConfirmImpact.High) is not (ConfirmImpact.High or ConfirmImpact.Medium or ConfirmImpact.None);

    private bool IsVerbose => _isVerbose ??= IsOn("Verbose", "VerbosePreference");

    private bool IsTraced => _isTraced ??= IsOn("Debug", "DebugPreference");

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command has just ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The pipeline has ended, in whatever way.</summary>
    private protected virtual void Release()
    {
    }

    /// <summary>
    /// Says what happened to whoever reads verbose lines. WriteVerbose itself, with -Debug, shows the line to everybody and asks whether to go on.
    /// </summary>
    internal void WriteVerboseLine(string text)
    {
        if (IsVerbose)
            WriteVerbose(text);
    }

    /// <summary>
    /// The session that is used where none was given: the newest of the runspace that was not closed with Disconnect-ChatServer,
    /// whatever has become of it. An older one is never used instead: a message must not go to another server unseen.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="target">What was to be done in it, for the error.</param>
    /// <returns>False, with the error written, when there is none, or when the newest Connect-ChatServer failed.</returns>
    private protected bool TryGetDefault(out ChatSession session, object? target = null)
    {
        SessionTable sessions = RunspaceState.Current.Sessions;
        session = sessions.Default!;
        if (session is not null && sessions.ConnectFailure is null)
            return true;
        WriteError(ChatErrors.NoSession(sessions.ConnectFailure, target));
        return false;
    }

    /// <summary>True when an error that is written ends the pipeline.</summary>
    private protected bool StopsOnError => MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? action)
        ? action is ActionPreference.Stop
        : GetVariableValue("ErrorActionPreference", ActionPreference.Continue) is ActionPreference.Stop || Equals(GetVariableValue("ErrorActionPreference"), "Stop");

    private protected CallOptions Call(double timeoutSec) =>
        new(TimeSpan.FromSeconds(timeoutSec), StopToken, IsTraced ? _trace ??= new FrameLog() : null);

    /// <summary>
    /// Runs one operation on a target. A failure is an error that obeys -ErrorAction, and the pipeline goes on with the next item:
    /// a terminating error would ignore -ErrorAction, and leave a variable that is assigned with its old value.
    /// </summary>
    /// <returns>True when it succeeded.</returns>
    private protected bool TryRun(object? target, Action operation, ChatSession? session = null)
    {
        if (Catch(operation) is not { } failure)
            return true;
        WriteError(ChatErrors.From(failure, target, session));
        return false;
    }

    /// <summary>Runs one operation.</summary>
    /// <returns>Its failure; null when it succeeded.</returns>
    private protected ChatException? Catch(Action operation)
    {
        try
        {
            Invoke(operation);
            return null;
        }
        catch (ChatException e)
        {
            return e;
        }
    }

    /// <summary>Called between two items of an array: Ctrl+C ends the pipeline there too.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    private protected void ThrowIfStopped()
    {
        if (StopToken.IsCancellationRequested)
            throw new PipelineStoppedException();
    }

    private protected void WriteTrace()
    {
        if (_trace is not { Count: > 0 })
            return;
        var lines = new string[_trace.Count];
        _trace.CopyTo(lines, 0);
        _trace.Clear();
        foreach (string line in lines)
            WriteDebug(line);
    }

    private void Invoke(Action operation)
    {
        try
        {
            operation();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            if (!StopToken.IsCancellationRequested)
                WriteTrace();
        }
    }

    private bool IsOn(string parameter, string preference) =>
        MyInvocation.BoundParameters.TryGetValue(parameter, out object? bound)
            ? bound is SwitchParameter { IsPresent: true }
            : GetVariableValue(preference, ActionPreference.SilentlyContinue) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
