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

    /// <summary>A heading may promise a thousand million names: this many are taken.</summary>
    public const int ListedNames = 100_000;

    /// <summary>Bytes around a sender's name that are learned from a server, which must not make our parts ever shorter.</summary>
    public const int Decoration = 40;

    /// <summary>The characters of a text that fits a frame behind any name and whatever a server puts around it.</summary>
    public const int ShortText = 40;

    /// <summary>Parts that were said to all and are not confirmed: then a sender waits. Some 3 MB, and a second of a fast server.</summary>
    public const int UnconfirmedParts = 10_000;

    /// <summary>Parts that were given up and whose late echo is still recognised; then the oldest is forgotten.</summary>
    public const int LateEchoes = 10_000;

    /// <summary>The same for other requests, each of which every frame is held against.</summary>
    public const int LateRequests = 100;

    /// <summary>Milliseconds in which a doubtful reply may be bettered, and a counted list go on: more than a slow server takes between two frames.</summary>
    public const int ReplyGraceMilliseconds = 1000;

    /// <summary>The least of that at a server that has been quick: more than it takes on a busy machine.</summary>
    public const int QuickGraceMilliseconds = 250;

    /// <summary>A better reply may take so many times as long as the slowest so far.</summary>
    public const int GraceReplies = 4;

    /// <summary>The characters of a text by whose beginning alone its echo is known, where the server has cut it off.</summary>
    public const int CutText = 8;

    /// <summary>Milliseconds in which a refusal may follow a welcome that might be said to everybody who connects.</summary>
    public const int WelcomeGraceMilliseconds = 250;

    /// <summary>Milliseconds in which a list that tells no number may go on: everybody who asks waits so long.</summary>
    public const int ListGraceMilliseconds = 250;

    /// <summary>The characters of a frame of names behind which a further name might not have fitted: then the list may go on.</summary>
    public const int FullListFrame = 60;

    /// <summary>Frames that were read while no caller looked, and are shown to the next that asks: a screenful or two of debugging.</summary>
    public const int UnseenFrames = 1000;

    /// <summary>Frames that a command shows at its end: as many.</summary>
    public const int TracedFrames = UnseenFrames;

    /// <summary>Milliseconds in which the other end answers nothing at all that was sent, after which it is taken for gone.</summary>
    public const int LinkSilenceMilliseconds = 24_000;

    /// <summary>Milliseconds between two looks at that: longer than an answer takes, and short enough to know within half a minute.</summary>
    public const int LinkLookMilliseconds = 3000;

    /// <summary>Milliseconds without a caller after which a session reads by itself: the next call of a script comes sooner.</summary>
    public const int IdleMilliseconds = 10;

    /// <summary>Buffers that a session reads by itself before it lets others at its lock.</summary>
    public const int IdleReads = 16;

    /// <summary>On closing, a server that has never echoed anything is not waited for longer than this without progress.</summary>
    public static readonly TimeSpan SilentServer = TimeSpan.FromSeconds(2);

    /// <summary>On closing, a server that has said nothing for so long is not waited for.</summary>
    public static readonly TimeSpan CloseQuiet = TimeSpan.FromMilliseconds(250);

    /// <summary>On closing with nothing owed, a server that goes on speaking is not listened to for longer than this.</summary>
    public static readonly TimeSpan CloseTalk = TimeSpan.FromSeconds(2);
}
