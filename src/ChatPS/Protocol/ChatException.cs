using System;

namespace ChatPS;

/// <summary>
/// A failure that a script can tell from others by <see cref="Failure"/>.
/// The message is safe to print, what it quotes from the network included, and never holds a password.
/// </summary>
public class ChatException : Exception
{
    /// <summary>Creates an exception for a failure, with a message that says what to do where that helps.</summary>
    /// <param name="failure">Why; becomes the error id.</param>
    /// <param name="message">Safe to print.</param>
    /// <param name="inner">The system's own error, if there was one.</param>
    /// <param name="serverText">What the server said, safe to print, if it said anything.</param>
    public ChatException(ChatFailure failure, string message, Exception? inner = null, string? serverText = null)
        : base(message, inner)
    {
        Failure = failure;
        ServerText = serverText;
    }

    /// <summary>Why the operation failed.</summary>
    public ChatFailure Failure { get; }

    /// <summary>What the server said of it, safe to print; null when it said nothing.</summary>
    public string? ServerText { get; }
}
