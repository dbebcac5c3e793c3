namespace ChatPS.Server;

/// <summary>What the <see cref="PeerList"/> keeps with each of its peers.</summary>
internal sealed class PeerPlace
{
    /// <summary>Where it stands in the list.</summary>
    public int Index { get; set; }

    /// <summary>The loop has to look at it in this turn.</summary>
    public bool IsTouched { get; set; }

    /// <summary>It counts as one of the clients.</summary>
    public bool IsCounted { get; set; }
}
