using System;

namespace ChatPS.Client;

/// <summary>The last messages that were given out, a fixed number of them. Not safe for more than one thread: the session's lock guards it.</summary>
internal sealed class RecentMessages
{
    public const int Limit = 1000;

    private readonly ChatMessage?[] _ring = new ChatMessage?[Limit];
    private long _count;

    public void Add(ChatMessage message) => _ring[_count++ % Limit] = message;

    /// <summary>The last ones, oldest first.</summary>
    public ChatMessage[] Last(int count)
    {
        var last = new ChatMessage[(int)Math.Min(Math.Min(count, Limit), _count)];
        for (int i = 0; i < last.Length; i++)
            last[i] = _ring[(_count - last.Length + i) % Limit]!;
        return last;
    }
}
