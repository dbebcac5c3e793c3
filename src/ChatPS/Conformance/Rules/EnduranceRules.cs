using System;
using System.Linq;
using System.Text;
using static ChatPS.Conformance.ProtocolSentences;

namespace ChatPS.Conformance;

/// <summary>What one client does must not hold up or end the server for the others.</summary>
internal static class EnduranceRules
{
    private const int Crowd = 5;

    public static ConformanceRule[] All =>
    [
        SilentConnectionHoldsNobodyUp, HalfHeaderHoldsNobodyUp, HalfFrameHoldsNobodyUp, BadHeaderHarmsNobody, EndInsideFrameHarmsNobody,
        ResetHarmsNobody, ResetOfUserHarmsNobody, HastyConnectionsHarmNobody, NameIsFreeAfterLeaving,
    ];

    public static ConformanceRule SilentConnectionHoldsNobodyUp { get; } = new(Select, room => ExpectServiceBeside(room, static _ => { }));

    public static ConformanceRule HalfHeaderHoldsNobodyUp { get; } = new(Select, room => ExpectServiceBeside(room, static peer => peer.SendBytes(Bytes("2"))));

    public static ConformanceRule HalfFrameHoldsNobodyUp { get; } = new(Select, room => ExpectServiceBeside(room, static peer => peer.SendBytes(Bytes("24LOGIN f"))));

    public static ConformanceRule BadHeaderHarmsNobody { get; } = new(Header, room => ExpectServiceBeside(room, static peer => peer.SendBytes(Bytes("x\0hello, is this a header?"))));

    public static ConformanceRule EndInsideFrameHarmsNobody { get; } = new(Select, room => ExpectServiceBeside(room, static peer =>
    {
        peer.SendBytes(Bytes("24LOGIN f"));
        peer.Close();
    }));

    public static ConformanceRule ResetHarmsNobody { get; } = new(Select, room => ExpectServiceBeside(room, static peer =>
    {
        peer.SendBytes(Bytes("24LOGIN f"));
        peer.Reset();
    }));

    public static ConformanceRule ResetOfUserHarmsNobody { get; } = new(Select, room =>
    {
        (TestPeer user, TestPeer other) = (room.First, room.Second);
        other.Reset();
        user.ExpectEcho(room.NewText()); // the first that is sent to who has gone fails at once, or the second
        user.ExpectEcho(room.NewText());
        room.LogInAs(room.SecondLogin).ExpectEcho(room.NewText());
        user.ExpectEcho(room.NewText());
    });

    public static ConformanceRule HastyConnectionsHarmNobody { get; } = new(Select, room => ExpectServiceBeside(room, peer =>
    {
        peer.Reset();
        foreach (int _ in Enumerable.Range(1, Crowd - 1))
            room.Connect().Reset();
    }));

    public static ConformanceRule NameIsFreeAfterLeaving { get; } = new(Welcome, room =>
    {
        room.NeedsLogin();
        room.Empty();
        TestPeer user = room.LogInAs(room.FirstLogin);
        user.ExpectEcho(room.NewText());
    });

    private static void ExpectServiceBeside(TestRoom room, Action<TestPeer> misbehave)
    {
        TestPeer user = room.First;
        misbehave(room.Connect());
        user.ExpectEcho(room.NewText());
        room.Empty();
        room.LogInAs(room.FirstLogin).ExpectEcho(room.NewText()); // who comes now is served as well
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
