namespace ChatPS;

/// <summary>
/// Where a session stands. It goes from <see cref="Opened"/> to <see cref="Closed"/> or <see cref="Broken"/>, once; with
/// <c>-Reconnect</c> perhaps over <see cref="Reconnecting"/> and back.
/// </summary>
public enum ChatSessionState
{
    /// <summary>Logged in; as far as is known the link is alive.</summary>
    Opened,

    /// <summary>Closed on this side.</summary>
    Closed,

    /// <summary>Ended by the other side or the network.</summary>
    Broken,

    /// <summary>The connection has broken, and another is tried.</summary>
    Reconnecting,
}
