using System.Collections.Generic;
using System.Linq;
using static ChatPS.Conformance.ProtocolSentences;

namespace ChatPS.Conformance;

/// <summary>Who is here: asked in two ways, complete, and of the moment.</summary>
internal static class ListRules
{
    public static ConformanceRule[] All =>
    [
        WhoNamesWhoAsks, WhoNamesAll, MsgWhoNamesAll, MsgWhoIsNotSaid, WhoIsNotHeard, WhoForgetsWhoLeft, WhoForgetsWhoVanished, WhoDoesNotNameStrangers,
    ];

    public static ConformanceRule WhoNamesWhoAsks { get; } = new(Who, room =>
    {
        TestPeer user = room.First;
        user.Send("WHO");
        user.ExpectName(room.FirstLogin.Name);
    });

    public static ConformanceRule WhoNamesAll { get; } = new(Who, room => ExpectAllNames(room, "WHO"));

    public static ConformanceRule MsgWhoNamesAll { get; } = new(Who, room => ExpectAllNames(room, "MSG WHO"));

    public static ConformanceRule MsgWhoIsNotSaid { get; } = new(Who, room => ExpectNotHeard(room, "MSG WHO"));

    public static ConformanceRule WhoIsNotHeard { get; } = new(Who, room => ExpectNotHeard(room, "WHO"));

    public static ConformanceRule WhoForgetsWhoLeft { get; } = new(Who, room =>
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        other.Close();
        ExpectForgotten(room, user);
    });

    public static ConformanceRule WhoForgetsWhoVanished { get; } = new(Who, room =>
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        other.Reset();
        ExpectForgotten(room, user);
    });

    public static ConformanceRule WhoDoesNotNameStrangers { get; } = new(Who, room =>
    {
        TestPeer user = room.First;
        TestPeer stranger = room.Connect();
        stranger.Send($"LOGIN {room.NoName}");
        stranger.ExpectRefusalOrEnd();
        if (IsNamed(room, user, room.NoName))
            throw new RuleFailedException("The list names somebody whose login was not accepted.");
    });

    private static void ExpectAllNames(TestRoom room, string request)
    {
        (TestPeer user, _) = (room.First, room.Second);
        user.Send(request);
        bool first = false, second = false; // they may come in several frames
        user.Expect($"a list with {room.FirstLogin.Name} and {room.SecondLogin.Name}", payload =>
        {
            first |= payload.Names(room.FirstLogin.Name);
            second |= payload.Names(room.SecondLogin.Name);
            return first && second;
        });
    }

    private static void ExpectNotHeard(TestRoom room, string request)
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        string text = room.NewText();
        user.Send(request, "MSG " + text);
        IEnumerable<byte[]> heard = other.CollectUntil(text).Where(payload => !payload.Holds(text));
        if (heard.Any(payload => payload.Names(room.FirstLogin.Name) && (payload.Names("WHO") || payload.Names(room.SecondLogin.Name))))
            throw new RuleFailedException("A question for the names, or its answer, was sent to others too.");
    }

    private static void ExpectForgotten(TestRoom room, TestPeer user)
    {
        long by = room.Timer.ReplyBy;
        while (IsNamed(room, user, room.SecondLogin.Name))
        {
            if (room.Timer.Slice(by) == 0)
                throw new RuleFailedException($"The list still names {room.SecondLogin.Name}, who has gone.");
            room.Timer.Pause(ConformanceLimits.RetryMs);
        }
    }

    // The list has ended when the message behind the request comes back.
    private static bool IsNamed(TestRoom room, TestPeer user, string name)
    {
        string text = room.NewText();
        user.Send("WHO", "MSG " + text);
        IEnumerable<byte[]> list = user.CollectUntil(text).Where(payload => !payload.Holds(text)).ToArray();
        if (!list.Any(payload => payload.Names(room.FirstLogin.Name)))
            throw new RuleFailedException($"No list with {room.FirstLogin.Name} came.");
        return list.Any(payload => payload.Names(name) && payload.Names(room.FirstLogin.Name));
    }
}
