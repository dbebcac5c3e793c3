namespace ChatPS.Client;

/// <summary>Whether a link is open and, when it is not, why. It ends once: set under the link's lock, read from any thread.</summary>
internal sealed class LinkEnd
{
    private volatile ChatSessionState _state = ChatSessionState.Opened;

    public ChatSessionState State => _state;

    public bool IsOpen => _state == ChatSessionState.Opened;

    /// <summary>Null when it was closed from this side.</summary>
    public ChatException? Reason { get; private set; }

    public void Set(ChatSessionState state, ChatException? reason)
    {
        // Who sees the state without the lock must find the reason.
        Reason = reason;
        _state = state;
    }

    /// <summary>The error for whoever wants to use the link; null while it is open.</summary>
    public ChatException? AsError() => _state switch
    {
        ChatSessionState.Opened => null,
        ChatSessionState.Closed => new ChatException(ChatFailure.SessionClosed, "The session was closed."),
        _ => new ChatException(Reason!.Failure, Reason.Message, Reason),
    };

    /// <exception cref="ChatException">The link has ended.</exception>
    public void ThrowIfSet()
    {
        if (AsError() is { } error)
            throw error;
    }
}
