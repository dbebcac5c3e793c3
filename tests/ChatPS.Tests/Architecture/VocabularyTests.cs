using System.Reflection;
using System.Runtime.CompilerServices;

namespace ChatPS.Tests.Architecture;

/// <summary>Private words for what the field has a name for do not come back as declarations.</summary>
public sealed class VocabularyTests
{
    private static readonly string[] s_oldTypes =
    [
        "ChatLink", "Intake", "Requests", "LinkEnd", "FrameReader", "OwedAnswers", "AnswerKind", "AnswerWords", "ChatCall", "ChatRequests",
    ];

    // A type's name and a member's, or a member's alone where no type should have it.
    private static readonly string[] s_oldMembers =
    [
        "TellOfWhisper", "WelcomeUser", "RefuseFor", "MeanSelf", "Owe", "IsSettled", "ReplyMatcher.Settle", "Conversation.Settle", "Probe", "ReadOnce", "Pump", "PumpForRoom",
        "ReadAway", "Guard", "WhileWaiting", "LastGiven", "GiveUnread", "ChatSession.Link", "ReplyMatcher.Answer", "FrameInterpreter.Owed",
    ];

    [Fact]
    public void No_type_has_a_name_of_old() =>
        Assert.Empty(Types().Select(type => type.Name.Split('`')[0]).Intersect(s_oldTypes));

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
