namespace ChatPS.Server;

/// <summary>Every limit of the server, with its reason. Times are milliseconds, sizes bytes.</summary>
internal static class ServerLimits
{
    /// <summary>One read. A peer is read once a turn, so this is also what one peer can make the others wait for.</summary>
    public const int ReadSize = 16 * 1024;

    /// <summary>With more than this in its queue a peer is not read: who floods is slowed by its own echo.</summary>
    public const int PauseAbove = 16 * 1024;

    /// <summary>With more than this in its queue a peer is closed: nobody waits for a reader that is a megabyte behind.</summary>
    public const int MaxQueue = 1024 * 1024;

    /// <summary>With more than this in its queue a peer is closed when it takes nothing for <see cref="PatienceMs"/>. A short pause of a slow reader stays below it.</summary>
    public const int StallAbove = 96 * 1024;

    /// <summary>How long half a frame, and a queue above <see cref="StallAbove"/>, may stand still: much longer than a network hiccup.</summary>
    public const int PatienceMs = 10_000;

    /// <summary>How long a peer that was disconnected has to take its last frames and to close its side.</summary>
    public const int ClosingMs = 10_000;

    /// <summary>Frames before a login. A client that asks first and logs in later stays far below.</summary>
    public const int MaxFramesBeforeLogin = 10;

    /// <summary>Refused logins of one connection: a person mistypes a password twice, a guesser has to connect again.</summary>
    public const int MaxRefusedLogins = 3;

    /// <summary>New connections a turn, so that a storm of them does not keep those who talk waiting.</summary>
    public const int AcceptsPerTurn = 256;

    /// <summary>
    /// When the room has said more than this, it is dispatched: so a peer's own queue is seen to grow while its requests are handled.
    /// </summary>
    public const int DispatchAbove = 4 * 1024;

    /// <summary>Peers on top of the clients: those who are told that the server is full, and those on their way out.</summary>
    public const int ExtraPeers = 64;

    /// <summary>Socket.Select refuses lists of more than 65 536 sockets.</summary>
    public const int MaxSelected = 65_000;

    /// <summary>
    /// From so many peers that are to be sent something, those who spoke are read once more before the sends: one read is cheap beside
    /// them, and what comes in meanwhile shares each send.
    /// </summary>
    public const int ReadAgainFrom = 32;

    /// <summary>How long a server that stops waits, in real time, for peers that do not read.</summary>
    public const int ShutdownMs = 1000;

    /// <summary>One wait for readiness: a clock that jumps is noticed within a quarter of an hour.</summary>
    public const int LongestWaitMs = 900_000;

    /// <summary>How long nobody is accepted after the system had no descriptor or memory left: trying again at once would spin.</summary>
    public const int AcceptPauseMs = 1000;

    /// <summary>How long <see cref="ChatServer.Stop"/> waits for the thread: ten times <see cref="ShutdownMs"/>, for a machine under great load.</summary>
    public const int StopMs = 10_000;
}
