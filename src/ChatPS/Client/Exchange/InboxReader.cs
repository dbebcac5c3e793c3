namespace ChatPS.Client;

/// <summary>One receiver's way through the inbox: what it has looked at and left is not looked at again. For one thread.</summary>
internal sealed class InboxReader
{
    private readonly ChatConnection _connection;
    private readonly IMessageFilter? _filter;
    private long _seen;

    /// <param name="connection">Whose inbox it is.</param>
    /// <param name="filter">Null takes any message.</param>
    public InboxReader(ChatConnection connection, IMessageFilter? filter)
    {
        _connection = connection;
        _filter = filter;
    }

    /// <summary>Takes the next unread message that matches, without waiting; null when there is none.</summary>
    public ChatMessage? Take() => _connection.Take(_filter, ref _seen);
}
