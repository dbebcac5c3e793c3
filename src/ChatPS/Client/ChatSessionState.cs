namespace ChatPS;

/// <summary>Where a session stands. It goes from <see cref="Opened"/> to one of the others, once.</summary>
public enum ChatSessionState
{
    /// <summary>Logged in; as far as is known the link is alive.</summary>
    Opened,

    /// <summary>Closed on this side.</summary>
    Closed,

    /// <summary>Ended by the other side or the network.</summary>
    Broken,
}
