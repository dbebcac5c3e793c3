using System;

namespace ChatPS.Client;

/// <summary>
/// One receiver's way through the inbox: what it has looked at and left is not looked at again. While a receiver is attached, a full
/// inbox makes the server wait; without one, the oldest messages are dropped. For one thread.
/// </summary>
internal sealed class InboxReader : IDisposable
{
    private readonly ChatConnection _connection;
    private readonly IMessageFilter? _filter;
    private readonly bool _holdsServer;
    private InboxPlace _place;

    /// <param name="connection">Whose inbox it is.</param>
    /// <param name="filter">Null takes any message.</param>
    /// <param name="holdsServer">Whether a full inbox makes the server wait until this is disposed.</param>
    public InboxReader(ChatConnection connection, IMessageFilter? filter, bool holdsServer = false)
    {
        _connection = connection;
        _filter = filter;
        _holdsServer = holdsServer;
        if (holdsServer)
            connection.With(static links => links.Reader.SetReceiving(true));
    }

    /// <summary>True when the inbox is full of messages that this receiver has looked at and does not want.</summary>
    public bool IsBlocked => _connection.IsBlockedBy(_place);

    /// <summary>Takes the next unread message that matches, without waiting; null when there is none.</summary>
    public ChatMessage? Take() => _connection.Take(_filter, ref _place);

    /// <summary>Puts a message back that was taken and not passed on.</summary>
    public void PutBack(ChatMessage message) => _connection.With(links => links.Inbox.Add(message));

    /// <summary>A full inbox is no longer this receiver's business.</summary>
    public void Dispose()
    {
        if (_holdsServer)
            _connection.With(static links => links.Reader.SetReceiving(false));
    }
}
