namespace ChatPS.Server;

/// <summary>How far a connection is.</summary>
internal enum PeerState
{
    /// <summary>Requests are read and answered.</summary>
    Open,

    /// <summary>It has left the room; what it is owed still goes out.</summary>
    Closing,

    /// <summary>Nothing more is read or written.</summary>
    Closed,
}
