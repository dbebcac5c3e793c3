using System.Reflection;
using System.Runtime.CompilerServices;

namespace ChatPS.Tests.Architecture;

/// <summary>Private words for what the field has a name for do not come back as declarations.</summary>
public sealed class VocabularyTests
{
    private static readonly string[] s_oldTypes =
    [
        "ChatLink", "Intake", "Requests", "LinkEnd", "FrameReader", "FrameReading", "OwedAnswers", "AnswerKind", "AnswerWords", "ChatCall",
        "ChatRequests", "ChatDialect", "ServerDialect", "Crowd", "Occupant", "FloodLimit", "TextsAttribute", "CredentialsAttribute",
        "EditorKey", "EditorKeys", "EditorAction", "Printable", "RowLayout", "PastedText", "Reflow", "LineKind", "FrameShape", "Readiness",
        "LongWork", "BusyRow",
    ];

    private static readonly string[] s_oldTestTypes = ["Ear", "Healthy", "Vitals", "Chat", "Typist"];

    // A type's name and a member's, or a member's alone where no type should have it.
    private static readonly string[] s_oldMembers =
    [
        "TellOfWhisper", "WelcomeUser", "RefuseFor", "MeanSelf", "Owe", "IsSettled", "ReplyMatcher.Settle", "Conversation.Settle",
        "Probe", "ReadOnce", "Pump", "PumpForRoom", "ReadAway", "Guard", "WhileWaiting", "ChatSession.Link", "ReplyMatcher.Answer",
        "FrameInterpreter.Owed", "Relieve", "CarryOut", "SayFarewell", "MostHeldFor", "Attend", "SelectLoop.Judge", "PeerHandler.Judge",
        "Dismiss", "Peer.Listen", "EndInput", "InputEnded", "TryPart", "SayLast", "Peer.Drop", "Gone", "Tell", "Complain", "Hear", "Recall",
        "Given", "GiveUnread", "LastGiven", "OrNoSession", "Require", "Try", "MayAsk", "IsUsual",
    ];

    [Fact]
    public void No_type_has_a_name_of_old()
    {
        Assert.Empty(Names(typeof(ChatSession).Assembly).Intersect(s_oldTypes));
        Assert.Empty(Names(typeof(VocabularyTests).Assembly).Intersect(s_oldTestTypes));

        static IEnumerable<string> Names(Assembly assembly) => assembly.GetTypes().Select(type => type.Name.Split('`')[0]);
    }

    [Fact]
    public void No_member_has_a_name_of_old()
    {
        string[] members = [.. Types().SelectMany(MembersOf)];
        Assert.Contains("ChatConnection.WaitAndRead", members);
        Assert.Empty(members.Intersect(s_oldMembers));
    }

    private static IEnumerable<Type> Types() =>
        typeof(ChatSession).Assembly.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));

    // Each member by its name alone, and behind its type's.
    private static IEnumerable<string> MembersOf(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(member => member.Name)
        .SelectMany(name => new[] { name, $"{type.Name}.{name}" });
}
