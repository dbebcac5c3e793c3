using System.Linq;
using System.Text;
using ChatPS.Protocol;
using static ChatPS.Conformance.ProtocolSentences;

namespace ChatPS.Conformance;

/// <summary>A stream of frames stays one, however its bytes come and whatever is in them.</summary>
internal static class FramingRules
{
    public static ConformanceRule[] All =>
    [
        RepliesAreFrames, FrameByteByByteIsRead, FramesInOneSegmentAreRead, FrameAndHalfIsRead, EmptyFrameIsPassed, FrameOfOneByteIsRead,
        LongestFrameIsRead, LongestMessageComesBack, LengthCountsBytes, BytesThatAreNoTextArePassed,
    ];

    public static ConformanceRule RepliesAreFrames { get; } = new(AllFrames, room =>
    {
        TestPeer user = room.First;
        string text = room.NewText();
        user.Send("WHO", "MSG " + text, "WHO");
        user.ExpectText(text);
        user.ReadUntilQuiet();
        if (!user.FinishesFrame())
            throw new RuleFailedException("The last bytes that the server sent are not a whole frame.");
    });

    public static ConformanceRule FrameByteByByteIsRead { get; } = new(Header, room =>
    {
        TestPeer user = room.First;
        string text = room.NewText();
        user.SendByteByByte("MSG " + text);
        user.ExpectText(text);
    });

    public static ConformanceRule FramesInOneSegmentAreRead { get; } = new(Header, room =>
    {
        TestPeer user = room.First;
        string[] texts = [room.NewText(), room.NewText(), room.NewText(), room.NewText(), room.NewText()];
        user.Send([.. texts.Select(static text => "MSG " + text)]);
        foreach (string text in texts)
            user.ExpectText(text);
    });

    public static ConformanceRule FrameAndHalfIsRead { get; } = new(Header, room =>
    {
        TestPeer user = room.First;
        (string one, string two) = (room.NewText(), room.NewText());
        byte[] second = Frame("MSG " + two);
        int half = second.Length / 2;
        user.SendBytes([.. Frame("MSG " + one), .. second.Take(half)]);
        user.ExpectText(one);
        user.SendBytes([.. second.Skip(half)]);
        user.ExpectText(two);
    });

    public static ConformanceRule EmptyFrameIsPassed { get; } = new(Header, room => ExpectInFrame(room, []));

    public static ConformanceRule FrameOfOneByteIsRead { get; } = new(Header, room => ExpectInFrame(room, [(byte)'X']));

    public static ConformanceRule LongestFrameIsRead { get; } = new(Header, room => ExpectInFrame(room, Bytes(new string('X', ProtocolConstants.MaxPayload))));

    public static ConformanceRule LongestMessageComesBack { get; } = new(Echo, room =>
    {
        TestPeer user = room.First;
        string text = room.NewText();
        string longest = text + new string('y', ProtocolConstants.MaxPayload - ProtocolConstants.MessageVerb.Length - text.Length);
        user.Send("MSG " + longest);
        user.ExpectText(text); // what stands around it may have made it too long for one frame
        user.ExpectEcho(room.NewText());
    });

    public static ConformanceRule LengthCountsBytes { get; } = new(Header, room =>
    {
        TestPeer user = room.First;
        user.ExpectEcho(room.NewText() + " \u00FC\u20AC\U0001F600");
        ExpectInFrame(room, Bytes("\u00FC"));
    });

    public static ConformanceRule BytesThatAreNoTextArePassed { get; } = new(Header, room =>
    {
        TestPeer user = room.First;
        user.SendBytes(FrameCodec.Encode([.. Bytes("MSG "), 0xFF, 0xFE, 0xC3, 0x28, 0x80]));
        string text = room.NewText();
        user.Send("MSG " + text);
        if (user.Hears(text))
            return;
        if (!user.HasEnded)
            throw new RuleFailedException("After bytes that are not UTF-8 the server answers no more.");
        room.LogInAs(room.FirstLogin).ExpectEcho(room.NewText());
        throw new RuleSkippedException("The server disconnects whoever sends bytes that are not UTF-8; the protocol leaves that open.");
    });

    // Whatever the server thinks of the payload: what comes behind it is read from its right beginning.
    private static void ExpectInFrame(TestRoom room, byte[] payload)
    {
        TestPeer user = room.First;
        string text = room.NewText();
        user.SendBytes([.. FrameCodec.Encode(payload), .. Frame("MSG " + text)]);
        user.ExpectText(text);
    }

    private static byte[] Frame(string payload) => FrameCodec.Encode(Bytes(payload));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
