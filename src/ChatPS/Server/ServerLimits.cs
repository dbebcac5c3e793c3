namespace ChatPS.Server;

/// <summary>Every limit of the server, with its reason. Times are milliseconds, sizes bytes.</summary>
internal static class ServerLimits
{
    /// <summary>What one name may ask of a server that other machines reach: nobody types faster for long.</summary>
    public static readonly RequestRate DefaultRate = new(perSecond: 5, burst: 10);

    /// <summary>The same on loopback, where scripts talk: far above what a script sends for long, and far below what stops a server.</summary>
    public static readonly RequestRate LoopbackRate = new(perSecond: 20_000, burst: 200_000);

    /// <summary>The pace of those who talk while somebody who still reads is far behind. People do not notice it.</summary>
    public static readonly RequestRate RateWhileCongested = new(perSecond: 10, burst: 20);

    /// <summary>One read. A peer is read once a turn, so this is also what one peer can make the others wait for.</summary>
    public const int ReadSize = 16 * 1024;

    /// <summary>
    /// With more than this in its queue a peer is not read: who floods is slowed by its own echo. What one read of messages leads to stays
    /// below it, as names go: else each read would take two turns, and two changes of what the system watches.
    /// </summary>
    public const int PauseAbove = 32 * 1024;

    /// <summary>With more than this in its queue a peer is closed: nobody waits for a reader that is a megabyte behind.</summary>
    public const int MaxQueue = 1024 * 1024;

    /// <summary>With more than this in its queue a peer is closed when it takes nothing for <see cref="PatienceMs"/>. A short pause of a slow reader stays below it.</summary>
    public const int StallAbove = 96 * 1024;

    /// <summary>A peer that is owed anything and takes nothing for a minute is closed, by the server, and by the system for what it has taken over: all that is held for nobody.</summary>
    public const int OwedMs = 60_000;

    /// <summary>
    /// With more than this in its queue nobody may whisper to a peer: below <see cref="StallAbove"/>, so that whispers alone never get
    /// their target closed.
    /// </summary>
    public const int WhisperUpTo = 64 * 1024;

    /// <summary>With more than this in its queue, and still reading, a peer has those who talk fast slowed. A quarter of <see cref="MaxQueue"/>, since much may be on its way already.</summary>
    public const int FarBehind = 256 * 1024;

    /// <summary>How long the others are slowed for a peer that does not catch up, so that one which hardly reads does not hold up a room.</summary>
    public const int SpareMs = 10_000;

    /// <summary>A peer that took nothing for so long does not read any more. A socket says that it has room only when a third of its buffer is free.</summary>
    public const int StillReadsMs = 2000;

    /// <summary>
    /// The output in bytes that one peer may cause in a turn; more waits for the next turn. A whisper under a long name is relayed in
    /// several frames, an answer to WHO may be a thousand times its request. Twice a read, for the reason of <see cref="PauseAbove"/>.
    /// </summary>
    public const int OutputPerTurn = 32 * 1024;

    /// <summary>A request counts once for each kibibyte of output, so that WHO and joins are not cheaper than what they cause.</summary>
    public const int BytesPerRequest = 1024;

    /// <summary>The most that one request counts: a list of ten thousand names, which nobody should wait minutes for.</summary>
    public const int MaxRequestCost = 100;

    /// <summary>The limit of an address is that of so many names: a class may share one address, a flooder with many names gets no more.</summary>
    public const int NamesPerAddress = 40;

    /// <summary>Wrong passwords from one address that cost nothing: people mistype.</summary>
    public const int FreeLoginFailures = 3;

    /// <summary>The first delay after a wrong password. Each further one doubles it.</summary>
    public const long FirstLoginDelayMs = 250;

    /// <summary>The longest: well below the time for a login, because those who share the address wait as well.</summary>
    public const long LongestLoginDelayMs = 4000;

    /// <summary>After so long without a wrong password an address begins anew.</summary>
    public const int ForgetFailuresMs = 60_000;

    /// <summary>How often addresses with nothing to remember are forgotten.</summary>
    public const int ForgetAddressesMs = 10_000;

    /// <summary>Descriptors that stay free for the rest of the process: without any, PowerShell cannot load a command.</summary>
    public const int FreeDescriptors = 64;

    /// <summary>Descriptors on top of those for connections that are told that the server is full, and on their way out.</summary>
    public const int RefusalDescriptors = 16;

    /// <summary>How long half a frame, and a queue above <see cref="StallAbove"/>, may stand still: much longer than a network hiccup.</summary>
    public const int PatienceMs = 10_000;

    /// <summary>How long a peer that was disconnected has to take its last frames and to close its side.</summary>
    public const int ClosingMs = 10_000;

    /// <summary>Frames before a login. A client that asks first and logs in later stays far below.</summary>
    public const int MaxFramesBeforeLogin = 10;

    /// <summary>Refused logins of one connection: a person mistypes a password twice, a guesser has to connect again.</summary>
    public const int MaxRefusedLogins = 3;

    /// <summary>Bytes that the system holds of what a peer sends and the loop has not read.</summary>
    public const int ReceiveBufferSize = 16 * 1024;

    /// <summary>
    /// The same where only this machine connects: a script that hands over 64 KiB at a time waits for the server at each 16 KiB otherwise,
    /// which takes a third of its speed.
    /// </summary>
    public const int LoopbackReceiveBufferSize = 64 * 1024;

    /// <summary>The share of <see cref="ServerOptions.MaxClient"/> that one address may have, when nothing else is said: a tenth.</summary>
    public const int AddressShare = 10;

    /// <summary>And at least so many: small servers are for people who sit together.</summary>
    public const int MinPerAddress = 8;

    /// <summary>Steps of TLS handshakes a turn: one takes a millisecond, for which those who talk would wait.</summary>
    public const int HandshakesPerTurn = 4;

    /// <summary>New connections a turn, so that a storm of them does not keep those who talk waiting.</summary>
    public const int AcceptsPerTurn = 16;

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

    /// <summary>How long it waits for peers that have been sent everything to close too: a client that is alive does so at once.</summary>
    public const int ShutdownCloseMs = 250;

    /// <summary>One wait for readiness: a clock that jumps is noticed within a quarter of an hour.</summary>
    public const int LongestWaitMs = 900_000;

    /// <summary>How long nobody is accepted after the system had no descriptor or memory left: trying again at once would spin.</summary>
    public const int AcceptPauseMs = 1000;

    /// <summary>The most messages that somebody is sent who logs in: 100 KB, which a slow reader still takes in seconds.</summary>
    public const int MaxHistory = 1000;

    /// <summary>The events that a log keeps: an hour of a lively class, and a few seconds of a storm of connections.</summary>
    public const int LogCapacity = 16_384;

    /// <summary>How long <see cref="ChatServer.Stop"/> waits for the thread: ten times <see cref="ShutdownMs"/>, for a machine under great load.</summary>
    public const int StopMs = 10_000;
}
