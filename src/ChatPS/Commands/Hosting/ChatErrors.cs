using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>Every error a cmdlet reports: the id is the name of the <see cref="ChatFailure"/>, and each has its category.</summary>
internal static class ChatErrors
{
    /// <param name="failure">What went wrong.</param>
    /// <param name="target">The text, session or host that it went wrong with.</param>
    /// <param name="session">Where; the message names it, and says what to do when it has ended.</param>
    public static ErrorRecord From(ChatException failure, object? target, ChatSession? session = null)
    {
        ChatException named = session is null ? failure : new ChatException(
            failure.Failure, $"{session}: {failure.Message}{NextStep(failure.Failure)}", failure, failure.ServerText);
        var record = new ErrorRecord(named, failure.Failure.ToString(), CategoryOf(failure.Failure), target);
        if (target is string text)
            record.CategoryInfo.TargetName = TerminalText.MakeSafe(text); // it is printed
        return record;
    }

    /// <param name="failure">Why the newest Connect-ChatServer failed; null when it did not, or there was none.</param>
    /// <param name="target">What was to be done in it; null when nothing certain was.</param>
    public static ErrorRecord NoSession(ChatException? failure, object? target) => From(
        failure is not null
            ? new ChatException(failure.Failure, $"There is no chat session: the last Connect-ChatServer failed. {failure.Message} Connect again, or give a session with -Session.", failure, failure.ServerText)
            : new ChatException(ChatFailure.NoSession, "There is no chat session in this runspace. Run Connect-ChatServer first, or give one with -Session."),
        target);

    /// <summary>What of a batch is not confirmed.</summary>
    /// <param name="texts">The texts, exact.</param>
    /// <param name="end">Why nothing more came; null when only the time limit passed.</param>
    /// <param name="wasSent">False when the session had ended before anything was sent.</param>
    /// <param name="serverEchoes">Whether anything has ever come back.</param>
    /// <param name="session">Where.</param>
    public static ErrorRecord NotConfirmed(IReadOnlyList<string> texts, ChatException? end, bool wasSent, bool serverEchoes, ChatSession session)
    {
        if (end is not null && !wasSent)
            return From(end, texts.ToArray(), session);
        string what = texts.Count == 1 ? "1 text is not confirmed" : $"{texts.Count} texts are not confirmed";
        string hint = serverEchoes || end?.Failure != ChatFailure.Timeout ? "" : " This server has never sent a text back: where that is its way, use -NoWait.";
        var failure = new ChatException(ChatFailure.NotConfirmed, $"{what}: {end?.Message ?? "the server has closed the session."} The error's TargetObject holds them.{hint}", end);
        return From(failure, texts.ToArray(), session);
    }

    /// <summary>What had left when the connection broke, and had not come back.</summary>
    /// <param name="texts">The texts, exact.</param>
    /// <param name="session">Where.</param>
    public static ErrorRecord InDoubt(IReadOnlyList<string> texts, ChatSession session)
    {
        string what = texts.Count == 1 ? "1 text is in doubt" : $"{texts.Count} texts are in doubt";
        var failure = new ChatException(ChatFailure.InDoubt, $"{what}: the connection was lost behind them, and they may have arrived or not. They are not sent again. The error's TargetObject holds them.");
        return From(failure, texts.ToArray(), session);
    }

    /// <summary>What came back of a part that was refused or altered.</summary>
    public static ErrorRecord From(PendingEcho echo, ChatSession session)
    {
        if (echo.Refusal is { } refusal)
        {
            string said = TerminalText.MakeSafe(refusal);
            return From(new ChatException(ChatFailure.Refused, "The server refused: " + said, serverText: said), echo.Text, session);
        }

        return From(echo.Altered!, echo.Text, session);
    }

    private static string NextStep(ChatFailure failure) => failure switch
    {
        ChatFailure.ConnectionLost or ChatFailure.ProtocolViolation or ChatFailure.SessionClosed => " Connect again with Connect-ChatServer.",
        ChatFailure.Timeout => " Give it more time with -TimeoutSec.",
        _ => "",
    };

    private static ErrorCategory CategoryOf(ChatFailure failure) => failure switch
    {
        ChatFailure.ServerUnreachable or ChatFailure.ConnectionLost or ChatFailure.SessionClosed => ErrorCategory.ConnectionError,
        ChatFailure.LoginRefused or ChatFailure.AlreadyLoggedIn => ErrorCategory.AuthenticationError,
        ChatFailure.InvalidUserName or ChatFailure.InvalidPassword => ErrorCategory.InvalidArgument,
        ChatFailure.ReservedText or ChatFailure.EmptyText => ErrorCategory.InvalidData,
        ChatFailure.ServerFull => ErrorCategory.ResourceUnavailable,
        ChatFailure.InboxFull => ErrorCategory.LimitsExceeded,
        ChatFailure.NotConfirmed or ChatFailure.Altered or ChatFailure.InDoubt or ChatFailure.RuleFailed => ErrorCategory.InvalidResult,
        ChatFailure.Timeout => ErrorCategory.OperationTimeout,
        ChatFailure.ProtocolViolation => ErrorCategory.ProtocolError,
        ChatFailure.NoSession or ChatFailure.NoServer => ErrorCategory.ObjectNotFound,
        ChatFailure.NoClient => ErrorCategory.ObjectNotFound,
        ChatFailure.ServerEnded => ErrorCategory.ResourceUnavailable,
        ChatFailure.FileNotUsable => ErrorCategory.OpenError,
        ChatFailure.Refused => ErrorCategory.PermissionDenied,
        ChatFailure.HostNotInteractive => ErrorCategory.NotImplemented,
        ChatFailure.AddressInUse => ErrorCategory.ResourceExists,
        ChatFailure.LoginNotRestricted or ChatFailure.FaultNotLocal or ChatFailure.CertificateRefused => ErrorCategory.SecurityError,
        ChatFailure.CertificateInvalid => ErrorCategory.InvalidArgument,
        ChatFailure.SessionInUse => ErrorCategory.ResourceBusy,
        ChatFailure.OutOfResources => ErrorCategory.ResourceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "A failure without a category."),
    };
}
