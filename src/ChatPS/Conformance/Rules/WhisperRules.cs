using System.Collections.Generic;
using System.Linq;
using static ChatPS.Conformance.ProtocolSentences;

namespace ChatPS.Conformance;

/// <summary>What is meant for one reaches one, and whoever whispers is told.</summary>
internal static class WhisperRules
{
    public static ConformanceRule[] All =>
    [
        WhisperIsDelivered, WhisperIsDeliveredOnce, WhisperIsConfirmed, WhisperTextStaysAsItIs, WhisperIsPrivate, WhisperToNobodyIsRefused,
        WhisperToNobodyIsNotHeard, WhisperToOneselfIsAnswered, WhisperToWhoLeftIsRefused,
    ];

    public static ConformanceRule WhisperIsDelivered { get; } = new(Whisper, room => ExpectDelivered(room, room.NewText()));

    public static ConformanceRule WhisperIsDeliveredOnce { get; } = new(Whisper, room =>
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        (string text, string next) = (room.NewText(), room.NewText());
        user.Send($"W {room.SecondLogin.Name} {text}", "MSG " + next);
        int times = other.CollectUntil(next).Count(text);
        if (times != 1)
            throw new RuleFailedException($"{other.Label} heard a whisper {times} times before the next message.");
    });

    public static ConformanceRule WhisperIsConfirmed { get; } = new(WhisperReply, room =>
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        string text = room.NewText();
        user.Send($"W {room.SecondLogin.Name} {text}");
        if (user.Expect("a success message", static _ => true).IsRefusal())
            throw new RuleFailedException("A whisper to somebody who is here was refused.");
        other.ExpectText(text);
    });

    public static ConformanceRule WhisperTextStaysAsItIs { get; } = new(Whisper, room => ExpectDelivered(room, $"{room.NewText()}  two   three: W x y!"));

    public static ConformanceRule WhisperIsPrivate { get; } = new(Whisper, room =>
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        (string text, string next) = (room.NewText(), room.NewText());
        user.Send($"W {room.FirstLogin.Name} {text}", "MSG " + next);
        if (other.CollectUntil(next).Count(text) > 0)
            throw new RuleFailedException($"{other.Label} heard what was whispered to somebody else.");
    });

    public static ConformanceRule WhisperToNobodyIsRefused { get; } = new(WhisperReply, room =>
    {
        TestPeer user = room.First;
        user.Send($"W {room.NoName} {room.NewText()}");
        user.ExpectRefusal();
    });

    public static ConformanceRule WhisperToNobodyIsNotHeard { get; } = new(Whisper, room =>
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        (string text, string next) = (room.NewText(), room.NewText());
        user.Send($"W {room.NoName} {text}", "MSG " + next);
        if (other.CollectUntil(next).Count(text) > 0)
            throw new RuleFailedException("A whisper to nobody was heard by others.");
    });

    public static ConformanceRule WhisperToOneselfIsAnswered { get; } = new(WhisperReply, room =>
    {
        TestPeer user = room.First;
        string next = room.NewText();
        user.Send($"W {room.FirstLogin.Name} {room.NewText()}", "MSG " + next);
        IReadOnlyList<byte[]> frames = user.CollectUntil(next);
        if (frames.All(payload => payload.Holds(next)))
            throw new RuleFailedException("A whisper to oneself was neither confirmed nor refused.");
    });

    public static ConformanceRule WhisperToWhoLeftIsRefused { get; } = new(WhisperReply, room =>
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        other.Close();
        long by = room.Timer.ReplyBy;
        while (!IsRefused(room, user))
        {
            if (room.Timer.Slice(by) == 0)
                throw new RuleFailedException($"A whisper to {room.SecondLogin.Name}, who has gone, is still not refused.");
            room.Timer.Pause(ConformanceLimits.RetryMs);
        }
    });

    private static void ExpectDelivered(TestRoom room, string text)
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        user.Send($"W {room.SecondLogin.Name} {text}");
        other.ExpectText(text);
    }

    // The answer has come when the message behind the whisper is back.
    private static bool IsRefused(TestRoom room, TestPeer user)
    {
        string next = room.NewText();
        user.Send($"W {room.SecondLogin.Name} {room.NewText()}", "MSG " + next);
        return user.CollectUntil(next).Any(static payload => payload.IsRefusal());
    }
}
