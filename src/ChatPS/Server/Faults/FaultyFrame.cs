namespace ChatPS.Server;

/// <summary>What happens to a connection when a frame was sent.</summary>
internal enum FaultEnd
{
    None,
    Close,
    Reset,
}

/// <summary>A frame, or what is left of it, as it goes out.</summary>
/// <param name="DueAt">When, in milliseconds of the clock.</param>
/// <param name="Bytes">The bytes.</param>
/// <param name="End">What happens then.</param>
internal sealed record FaultyFrame(long DueAt, byte[] Bytes, FaultEnd End = FaultEnd.None);
