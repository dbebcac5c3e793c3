using System.Collections.Generic;
using System.Text;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>The parts in which a text is sent, or why it cannot be. Pure.</summary>
internal static class TextParts
{
    /// <param name="text">What is to be said to all.</param>
    /// <param name="ownName">Who says it.</param>
    /// <param name="decoration">Bytes that the server puts around the name.</param>
    /// <exception cref="ChatException"><see cref="ChatFailure.EmptyText"/> or <see cref="ChatFailure.ReservedText"/>.</exception>
    public static IReadOnlyList<string> OfMessage(string text, string ownName, int decoration)
    {
        List<string> parts = NotEmpty(MessageSplitter.SplitMessage(text, ownName, decoration));
        if (parts.Exists(MessageSplitter.IsWho))
            throw new ChatException(ChatFailure.ReservedText, "The text 'WHO' cannot be said: servers take it for the request. For the list of users use Get-ChatUser.");
        return parts;
    }

    /// <param name="userName">Whom it is for.</param>
    /// <param name="text">What is to be whispered.</param>
    /// <param name="ownName">Who whispers.</param>
    /// <param name="decoration">Bytes that the server puts around the name.</param>
    /// <exception cref="ChatException"><see cref="ChatFailure.EmptyText"/> or <see cref="ChatFailure.InvalidUserName"/>.</exception>
    public static IReadOnlyList<string> OfWhisper(string userName, string text, string ownName, int decoration)
    {
        if (!UserNameRules.IsAlphanumeric(userName) || Encoding.UTF8.GetByteCount(userName) > ProtocolConstants.MaxPayload - RequestWriter.WhisperOverhead - MessageSplitter.MinPart)
            throw new ChatException(ChatFailure.InvalidUserName, $"'{TerminalText.MakeSafe(userName)}' cannot be a user's name: names are letters and digits, and not too long.");
        return NotEmpty(MessageSplitter.SplitWhisper(text, ownName, userName, decoration));
    }

    private static List<string> NotEmpty(List<string> parts) => parts.Count > 0
        ? parts
        : throw new ChatException(ChatFailure.EmptyText, "There is nothing to send: the text is empty.");
}
