using System.Collections.Generic;

namespace ChatPS.Server;

/// <summary>
/// Whether somebody who still reads is far behind: then those who talk fast are slowed, so that a slow reader is not closed for another
/// one's flood. A peer is spared so for a while only: one that reads a byte now and then does not hold up a room. For the loop's thread.
/// </summary>
internal sealed class Congestion(RequestRate pace)
{
    /// <summary>The limit of each speaker meanwhile.</summary>
    public RequestRate Pace { get; } = pace;

    private readonly List<Peer> _behind = [];

    /// <summary>As of the last <see cref="Update"/>.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Looks at a peer whose queue has grown.</summary>
    public void Note(Peer peer, long now)
    {
        if (peer.Output.Count <= ServerLimits.FarBehind || peer.Output.IsBehind)
            return;
        peer.Output.StartBehind(now);
        _behind.Add(peer);
        Update(now);
    }

    /// <summary>To be called when a turn begins, and after it has sent.</summary>
    public void Update(long now)
    {
        IsOn = false;
        for (int i = _behind.Count - 1; i >= 0; i--)
        {
            Peer peer = _behind[i];
            if (peer.State == PeerState.Open && peer.Output.Count > ServerLimits.FarBehind / 2)
            {
                IsOn |= peer.Output.IsSpared(now);
                continue;
            }

            peer.Output.EndBehind();
            _behind.RemoveAt(i);
        }
    }
}
