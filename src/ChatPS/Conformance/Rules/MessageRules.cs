using System.Linq;
using static ChatPS.Conformance.ProtocolSentences;

namespace ChatPS.Conformance;

/// <summary>What one says, all hear: once, as it was said, in the order in which it was said.</summary>
internal static class MessageRules
{
    public static ConformanceRule[] All =>
    [
        MessageComesBack, MessageComesBackOnce, OthersHearMessage, OthersHearMessageOnce, MessagesStayInOrder, TextStaysAsItIs,
        TextWithSpacesStaysAsItIs, TextWithRequestInIsText, TextThatBeginsWithVerbIsText, WordOfOneUserIsHeardByTheOther,
        UnknownRequestIsRefused, UnknownRequestIsNotHeard, ConnectionGoesOnAfterRefusal,
    ];

    public static ConformanceRule MessageComesBack { get; } = new(Echo, room => room.First.ExpectEcho(room.NewText()));

    public static ConformanceRule MessageComesBackOnce { get; } = new(Echo, room =>
    {
        TestPeer user = room.First;
        (string text, string next) = (room.NewText(), room.NewText());
        user.Send("MSG " + text, "MSG " + next);
        ExpectOnce(user.CollectUntil(next).Count(text), user);
    });

    public static ConformanceRule OthersHearMessage { get; } = new(Message, room =>
    {
        TestPeer other = room.Second;
        string text = room.NewText();
        room.First.Send("MSG " + text);
        other.ExpectText(text);
    });

    public static ConformanceRule OthersHearMessageOnce { get; } = new(Message, room =>
    {
        TestPeer other = room.Second;
        (string text, string next) = (room.NewText(), room.NewText());
        room.First.Send("MSG " + text, "MSG " + next);
        ExpectOnce(other.CollectUntil(next).Count(text), other);
    });

    public static ConformanceRule MessagesStayInOrder { get; } = new(Message, room =>
    {
        TestPeer other = room.Second;
        string[] texts = [.. Enumerable.Range(0, 8).Select(_ => room.NewText() + ".")];
        room.First.Send([.. texts.Select(static text => "MSG " + text)]);
        byte[][] heard = [.. texts.Select(_ => other.Expect("the next of 8 messages", payload => texts.Any(payload.Holds)))];
        for (int i = 0; i < texts.Length; i++)
        {
            if (!heard[i].Holds(texts[i]))
                throw new RuleFailedException($"The order has changed: in place {i + 1} of 8 came another message than was said.");
        }
    });

    public static ConformanceRule TextStaysAsItIs { get; } = new(Echo, room => room.First.ExpectEcho(room.NewText() + " Aa,.:;-+*/'\"()[]{}<>|&%$#@!?~^_=\\"));

    public static ConformanceRule TextWithSpacesStaysAsItIs { get; } = new(Echo, room => room.First.ExpectEcho($"{room.NewText()}  two   three"));

    public static ConformanceRule TextWithRequestInIsText { get; } = new(Echo, room => room.First.ExpectEcho("WHO is " + room.NewText()));

    public static ConformanceRule TextThatBeginsWithVerbIsText { get; } = new(Echo, room =>
    {
        room.First.ExpectEcho("LOGIN " + room.NewText());
        room.First.ExpectEcho($"W {room.FirstLogin.Name} {room.NewText()}");
        room.First.ExpectEcho("MSG " + room.NewText());
    });

    public static ConformanceRule WordOfOneUserIsHeardByTheOther { get; } = new(Message, room =>
    {
        (TestPeer one, TestPeer other) = (room.First, room.Second);
        (string text, string answer) = (room.NewText(), room.NewText());
        one.Send("MSG " + text);
        other.ExpectText(text);
        other.Send("MSG " + answer);
        one.ExpectText(answer);
        other.ExpectText(answer);
    });

    public static ConformanceRule UnknownRequestIsRefused { get; } = new(Misunderstood, room =>
    {
        TestPeer user = room.First;
        user.Send("XYZZY " + room.NewText());
        user.ExpectRefusal();
    });

    public static ConformanceRule UnknownRequestIsNotHeard { get; } = new(Misunderstood, room =>
    {
        (TestPeer one, TestPeer other) = (room.First, room.Second);
        (string text, string next) = (room.NewText(), room.NewText());
        one.Send("XYZZY " + text, "MSG " + next);
        if (other.CollectUntil(next).Count(text) > 0)
            throw new RuleFailedException("A request that is none of the protocol was passed on to others.");
    });

    public static ConformanceRule ConnectionGoesOnAfterRefusal { get; } = new(Misunderstood, room =>
    {
        TestPeer user = room.First;
        user.Send("XYZZY");
        user.ExpectRefusal();
        user.ExpectEcho(room.NewText());
    });

    private static void ExpectOnce(int times, TestPeer who)
    {
        if (times != 1)
            throw new RuleFailedException($"{who.Label} heard a message {times} times before the next one.");
    }
}
