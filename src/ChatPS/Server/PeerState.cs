namespace ChatPS.Server;

/// <summary>How far a connection is.</summary>
internal enum PeerState
{
    /// <summary>Talks and listens.</summary>
    Open,

    /// <summary>Has left the room; what it is owed still goes out.</summary>
    Closing,

    /// <summary>Nothing more comes or goes.</summary>
    Gone,
}
