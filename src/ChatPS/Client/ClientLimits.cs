using System;

namespace ChatPS.Client;

/// <summary>Every limit of the client, each with its reason. What a server sends must not cost more than this, and no wait is longer.</summary>
internal static class ClientLimits
{
    /// <summary>The longest wait without a look at the token: a stop is seen within this time.</summary>
    public const int SliceMilliseconds = 50;

    /// <summary>The bytes read at once: some 700 short messages. More would save next to nothing, and the objects made of them would outlive many collections.</summary>
    public const int ReceiveBytes = 16 * 1024;

    /// <summary>The bytes accepted and not yet sent.</summary>
    public const int SendBytes = 32 * 1024;

    /// <summary>Gathered frames are sent at this size at the latest: half of the room, so that accepting can go on meanwhile.</summary>
    public const int GatherBytes = SendBytes / 2;

    /// <summary>The longest that a gathered frame waits for company: less than anybody notices.</summary>
    public const int GatherMilliseconds = 1;

    /// <summary>Reads at a stretch, more than a socket holds. A server that never pauses must not keep for ever who wanted what is there now.</summary>
    public const int ReadsAtAStretch = 1024;

    /// <summary>Unread messages, some 30 MB. At this many the session stops reading, and the server has to wait.</summary>
    public const int InboxCapacity = 100_000;

    /// <summary>Messages already taken that can be shown again: more than a screen holds.</summary>
    public const int RecentCapacity = 1000;

    /// <summary>Requests without a reply. A server that never echoes must not make the queue grow for ever: beyond it the oldest is forgotten.</summary>
    public const int PendingCapacity = 200_000;

    /// <summary>How far an echo that is not the next one is looked for: a server that mangles texts must not make each search long.</summary>
    public const int EchoReach = 64;

    /// <summary>A heading may promise a thousand million names: this many are taken.</summary>
    public const int Names = 100_000;

    /// <summary>Bytes around a sender's name that are learned from a server, which must not make our parts ever shorter.</summary>
    public const int Decoration = 40;

    /// <summary>The characters of a text that fits a frame behind any name and whatever a server puts around it.</summary>
    public const int ShortText = 40;

    /// <summary>How long a reply that may not be whole, or not be ours, may still be bettered.</summary>
    public static readonly TimeSpan ReplyGrace = TimeSpan.FromSeconds(1);

    /// <summary>How long a refusal may follow a welcome that might be said to everybody who connects.</summary>
    public static readonly TimeSpan WelcomeGrace = TimeSpan.FromMilliseconds(250);

    /// <summary>On closing, a server that has said nothing for so long is not waited for.</summary>
    public static readonly TimeSpan CloseQuiet = TimeSpan.FromMilliseconds(250);
}
