namespace ChatPS.Conformance;

/// <summary>Every limit of a test of a server, with its reason. Times are milliseconds.</summary>
internal static class ConformanceLimits
{
    /// <summary>One run, whatever the server does: longer than a class waits for is of no use.</summary>
    public const int RunMs = 60_000;

    /// <summary>A rule has so many times as long as a reply: the longest waits for seven, one after the other.</summary>
    public const int RepliesPerRule = 8;

    /// <summary>The longest wait without a look at the token.</summary>
    public const int SliceMs = 50;

    /// <summary>After a login, what the server says to who has come in ends with a pause of this length.</summary>
    public const int QuietMs = 40;

    /// <summary>A login that was not refused in so long after a first word is accepted: the word may be said to all who connect.</summary>
    public const int RefusalGraceMs = 250;

    /// <summary>Between two bytes that must not share a segment.</summary>
    public const int ByteGapMs = 2;

    /// <summary>Between two tries of what a server does when it comes to it: freeing the name of somebody who has left.</summary>
    public const int RetryMs = 100;

    /// <summary>Frames that are remembered for the detail of a rule: what led to the failure is at the end.</summary>
    public const int TranscriptLines = 12;

    /// <summary>Bytes read at once.</summary>
    public const int ReadSize = 4096;

    /// <summary>Frames that a rule looks at: a server that never pauses must not be read for ever.</summary>
    public const int FramesPerRule = 20_000;
}
