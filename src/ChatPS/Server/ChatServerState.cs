namespace ChatPS;

/// <summary>Whether a chat server runs.</summary>
public enum ChatServerState
{
    /// <summary>It listens and serves.</summary>
    Running,

    /// <summary>It was stopped: its port is free, and its clients are disconnected.</summary>
    Stopped,

    /// <summary>It ended by an error of its own, which it keeps; its port is free, and its clients are disconnected.</summary>
    Failed,
}
