using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>What is shown of a session while another is in front: whispers to the user, and what names the user.</summary>
/// <param name="ownName">The user's name in that session.</param>
internal sealed class UrgentFilter(string ownName) : IMessageFilter
{
    /// <inheritdoc/>
    public bool Matches(ChatMessage message) => !message.IsOwn
        && (message.Kind == ChatMessageKind.Whisper || (message.Kind == ChatMessageKind.Message && Mention.Find(message.Text, ownName, 0) >= 0));
}
