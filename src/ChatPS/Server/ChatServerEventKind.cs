namespace ChatPS;

/// <summary>What happened at a server.</summary>
public enum ChatServerEventKind
{
    /// <summary>The server listens.</summary>
    Started,

    /// <summary>Somebody connected. Each who came ends with one of <see cref="Left"/>, <see cref="Dropped"/> and <see cref="Kicked"/>.</summary>
    Came,

    /// <summary>A login was accepted.</summary>
    LoggedIn,

    /// <summary>A login was refused, or a connection, which then never <see cref="Came"/>.</summary>
    Refused,

    /// <summary>The client closed its connection, or lost it.</summary>
    Left,

    /// <summary>The server closed the connection.</summary>
    Dropped,

    /// <summary>Somebody in charge closed the connection.</summary>
    Kicked,

    /// <summary>A name or an address may not log in any more.</summary>
    Banned,

    /// <summary>It may again.</summary>
    Unbanned,

    /// <summary>A message to all, where messages are recorded. Whispers never are.</summary>
    Said,

    /// <summary>A notice to all.</summary>
    Notice,

    /// <summary>A setting of the running server was changed.</summary>
    Changed,

    /// <summary>Older events are no longer kept; the reason says how many.</summary>
    Missing,

    /// <summary>The server was stopped.</summary>
    Stopped,

    /// <summary>The server ended by an error of its own.</summary>
    Failed,
}
