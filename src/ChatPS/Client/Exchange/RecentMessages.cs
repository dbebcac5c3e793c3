using System;

namespace ChatPS.Client;

/// <summary>The last messages that were taken, a fixed number of them. The connection's lock guards it.</summary>
internal sealed class RecentMessages
{
    private readonly ChatMessage?[] _ring = new ChatMessage?[ClientLimits.RecentCapacity];
    private long _count;

    public void Add(ChatMessage message) => _ring[_count++ % ClientLimits.RecentCapacity] = message;

    /// <summary>The last ones, oldest first.</summary>
    public ChatMessage[] Last(int count)
    {
        var last = new ChatMessage[(int)Math.Min(Math.Min(count, ClientLimits.RecentCapacity), _count)];
        for (int i = 0; i < last.Length; i++)
            last[i] = _ring[(_count - last.Length + i) % ClientLimits.RecentCapacity]!;
        return last;
    }
}
