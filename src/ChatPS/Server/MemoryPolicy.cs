namespace ChatPS.Server;

/// <summary>Keeps what waits for all peers together under a limit, in bytes of memory. For the loop's thread.</summary>
internal sealed class MemoryPolicy(PeerList peers, BufferPool pool, long limit)
{
    public bool IsExceeded => pool.RentedBytes > limit;

    /// <summary>
    /// Sends what the sockets take, and then closes those for whom most memory is held. An eighth more than needed is freed, so that
    /// not every request that follows comes to this.
    /// </summary>
    public void EnforceMemoryLimit(long now)
    {
        // A socket that has room again may not have been looked at yet in this turn.
        foreach (Peer peer in peers)
            peer.Output.Unblock();
        peers.TouchAll();
        peers.Flush(now);
        while (pool.RentedBytes > limit - (limit / 8) && LargestQueue() is Peer peer)
            peer.Abort("too much waits for all together");
    }

    private Peer? LargestQueue()
    {
        Peer? largest = null;
        foreach (Peer peer in peers)
        {
            if ((peer.Output.Capacity, peer.Output.Count).CompareTo((largest?.Output.Capacity ?? 0, largest?.Output.Count ?? 0)) > 0)
                largest = peer;
        }

        return largest;
    }
}
