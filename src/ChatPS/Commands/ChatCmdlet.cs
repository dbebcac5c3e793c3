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
    private List<string>? _trace;

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
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Says what happened to whoever reads verbose lines. WriteVerbose itself, with -Debug, shows the line to everybody and asks whether to go on.
    /// </summary>
    internal void WriteVerboseLine(string text)
    {
        if (IsVerbose)
            WriteVerbose(text);
    }

    /// <summary>The session that was found; none ends the pipeline.</summary>
    private protected ChatSession RequireSession(ChatSession? session)
    {
        if (session is null)
            ThrowTerminatingError(ChatErrors.NoSession(RunspaceState.Current.Sessions.NewestEnded(), this));
        return session!;
    }

    private protected CallOptions Call(double timeoutSec) =>
        new(TimeSpan.FromSeconds(timeoutSec), StopToken, IsTraced ? _trace ??= [] : null);

    /// <summary>
    /// Runs one operation on a target. A failure is reported for this item, and the pipeline goes on;
    /// when nothing further can succeed it ends.
    /// </summary>
    /// <returns>True when it succeeded.</returns>
    private protected bool TryRun(object target, Action operation)
    {
        try
        {
            Invoke(operation);
            return true;
        }
        catch (ChatException e) when (!IsFinal(e.Failure))
        {
            WriteError(ChatErrors.From(e, target));
            return false;
        }
        catch (ChatException e)
        {
            ThrowTerminatingError(ChatErrors.From(e, target));
            return false;
        }
    }

    /// <summary>Runs one operation whose failure ends the pipeline.</summary>
    private protected void Run(object target, Action operation)
    {
        try
        {
            Invoke(operation);
        }
        catch (ChatException e)
        {
            ThrowTerminatingError(ChatErrors.From(e, target));
        }
    }

    private protected void WriteTrace()
    {
        if (_trace is not { Count: > 0 })
            return;
        string[] lines = _trace.ToArray();
        _trace.Clear();
        foreach (string line in lines)
            WriteDebug(line);
    }

    private static bool IsFinal(ChatFailure failure) =>
        failure is ChatFailure.ConnectionLost or ChatFailure.ProtocolViolation or ChatFailure.SessionClosed;

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
