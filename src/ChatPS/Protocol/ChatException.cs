using System;

namespace ChatPS;

/// <summary>
/// A failure of chat that a script can tell apart by <see cref="Failure"/>.
/// The message is safe to print: what it quotes from the network has gone through safe text, and it never holds a password.
/// </summary>
public class ChatException : Exception
{
    /// <summary>Makes one for a failure, with a message that says what to do where that helps.</summary>
    /// <param name="failure">Why; becomes the error id.</param>
    /// <param name="message">Safe to print.</param>
    /// <param name="inner">What the system said, if it said anything.</param>
    public ChatException(ChatFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Why the operation failed.</summary>
    public ChatFailure Failure { get; }
}
