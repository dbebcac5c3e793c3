using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>What was received and not yet taken, in order. Not safe for more than one thread: the session's lock guards it.</summary>
internal sealed class Inbox
{
    /// <summary>At this many messages the session stops reading, and the server has to wait.</summary>
    public const int Limit = 100_000;

    private readonly LinkedList<ChatMessage> _messages = new();

    public int Count => _messages.Count;

    public bool IsFull => _messages.Count >= Limit;

    public void Add(ChatMessage message) => _messages.AddLast(message);

    /// <summary>Takes the first message that matches; the others stay where they are.</summary>
    /// <param name="filter">Null takes any.</param>
    /// <param name="seen">Where this caller has looked before, so that what did not match is not looked at twice.</param>
    public ChatMessage? Take(IMessageFilter? filter, ref LinkedListNode<ChatMessage>? seen)
    {
        LinkedListNode<ChatMessage>? node = seen is { List: not null } ? seen.Next : _messages.First;
        while (node is not null && filter is not null && !filter.Matches(node.Value))
        {
            seen = node;
            node = node.Next;
        }

        if (node is null)
            return null;
        _messages.Remove(node);
        return node.Value;
    }
}
