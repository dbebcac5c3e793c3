using System;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Every error a cmdlet reports: the id is the name of the <see cref="ChatFailure"/>, and each has its category.</summary>
internal static class ChatErrors
{
    public static ErrorRecord From(ChatException failure, object? target) =>
        new(failure, failure.Failure.ToString(), CategoryOf(failure.Failure), target);

    /// <param name="ended">The newest session that has ended, when there is one: a script that had a session wants to know why not any more.</param>
    /// <param name="target">Who asked.</param>
    public static ErrorRecord NoSession(ChatSession? ended, object? target) => From(
        new ChatException(
            ChatFailure.NoSession,
            "There is no open chat session in this runspace. Run Connect-ChatServer first, or give one with -Session."
                + (ended?.Reason is { } reason ? $" The session {ended} has ended: {reason}" : "")),
        target);

    private static ErrorCategory CategoryOf(ChatFailure failure) => failure switch
    {
        ChatFailure.ServerUnreachable or ChatFailure.ConnectionLost or ChatFailure.SessionClosed => ErrorCategory.ConnectionError,
        ChatFailure.LoginRefused => ErrorCategory.AuthenticationError,
        ChatFailure.InvalidUserName or ChatFailure.InvalidPassword => ErrorCategory.InvalidArgument,
        ChatFailure.ReservedText or ChatFailure.EmptyText => ErrorCategory.InvalidData,
        ChatFailure.Timeout => ErrorCategory.OperationTimeout,
        ChatFailure.ProtocolViolation => ErrorCategory.ProtocolError,
        ChatFailure.NoSession => ErrorCategory.ObjectNotFound,
        ChatFailure.Refused => ErrorCategory.PermissionDenied,
        ChatFailure.HostNotInteractive => ErrorCategory.NotImplemented,
        ChatFailure.AddressInUse => ErrorCategory.ResourceExists,
        ChatFailure.LoginNotRestricted => ErrorCategory.SecurityError,
        ChatFailure.OutOfResources => ErrorCategory.ResourceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "A failure without a category."),
    };
}
