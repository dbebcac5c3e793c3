using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>What -From and -Kind ask for.</summary>
internal sealed class MessageFilter : IMessageFilter
{
    private readonly NameFilter _from;
    private readonly ChatMessageKind[]? _kinds;

    private MessageFilter(NameFilter from, ChatMessageKind[]? kinds)
    {
        _from = from;
        _kinds = kinds;
    }

    /// <summary>Null when everything is wanted.</summary>
    public static MessageFilter? From(string[]? senders, ChatMessageKind[]? kinds) =>
        senders is null && kinds is null ? null : new MessageFilter(NameFilter.From(senders), kinds);

    public bool Matches(ChatMessage message) =>
        (_kinds is null || System.Array.IndexOf(_kinds, message.Kind) >= 0) && _from.Matches(message.Sender);
}
