using System.Collections.Concurrent;
using ChatPS.Conformance;

namespace ChatPS.Tests.Conformance;

/// <summary>Test-ChatServer finds what people get wrong, and nothing where nothing is wrong.</summary>
public sealed class PlantedFaultTests
{
    // Each fault, and the rule that finds it.
    private static readonly (ServerFault Fault, string Rule)[] s_faults =
    [
        (ServerFault.NoWelcome, "LoginIsWelcomed"),
        (ServerFault.WelcomeBeginsWithNo, "LoginIsWelcomed"),
        (ServerFault.LoginNeedsOneRead, "LoginByteByByteIsWelcomed"),
        (ServerFault.RefusesInOtherWords, "UnknownUserIsRefused"),
        (ServerFault.TakesAnyPassword, "WrongPasswordIsRefused"),
        (ServerFault.TakesNoPassword, "LoginWithoutPasswordIsRefused"),
        (ServerFault.IgnoresBareLogin, "LoginWithoutNameIsRefused"),
        (ServerFault.TakesAnyName, "NameOfOtherSignsIsRefused"),
        (ServerFault.TakesAnyPasswordOfSigns, "PasswordOfOtherSignsIsRefused"),
        (ServerFault.RefusesEverAfter, "LoginAfterRefusalIsWelcomed"),
        (ServerFault.IsSilentBeforeLogin, "MessageBeforeLoginIsRefused"),
        (ServerFault.RelaysBeforeLogin, "MessageBeforeLoginIsNotHeard"),
        (ServerFault.ListsBeforeLogin, "ListBeforeLoginIsRefused"),
        (ServerFault.WhispersBeforeLogin, "WhisperBeforeLoginIsNotDelivered"),
        (ServerFault.NewlineBehindList, "RepliesAreFrames"),
        (ServerFault.DropsPartOfFrame, "FrameByteByByteIsRead"),
        (ServerFault.TakesOneFrameOfARead, "FramesInOneSegmentAreRead"),
        (ServerFault.DropsRestOfRead, "FrameAndHalfIsRead"),
        (ServerFault.EmptyFrameEnds, "EmptyFrameIsPassed"),
        (ServerFault.OneByteEnds, "FrameOfOneByteIsRead"),
        (ServerFault.FearsLongFrames, "LongestFrameIsRead"),
        (ServerFault.LengthOfThreeDigits, "LongestMessageComesBack"),
        (ServerFault.CountsCharacters, "LengthCountsBytes"),
        (ServerFault.DiesOfBadText, "BytesThatAreNoTextArePassed"),
        (ServerFault.FallsSilentOnBadText, "BytesThatAreNoTextArePassed"),
        (ServerFault.NoEcho, "MessageComesBack"),
        (ServerFault.EchoesTwice, "MessageComesBackOnce"),
        (ServerFault.OthersHearNothing, "OthersHearMessage"),
        (ServerFault.OthersHearTwice, "OthersHearMessageOnce"),
        (ServerFault.LastFirst, "MessagesStayInOrder"),
        (ServerFault.ChangesCase, "TextStaysAsItIs"),
        (ServerFault.SqueezesSpaces, "TextWithSpacesStaysAsItIs"),
        (ServerFault.FindsWhoAnywhere, "TextWithRequestInIsText"),
        (ServerFault.FindsVerbsAnywhere, "TextThatBeginsWithVerbIsText"),
        (ServerFault.OnlyFirstIsHeard, "WordOfOneUserIsHeardByTheOther"),
        (ServerFault.IgnoresUnknown, "UnknownRequestIsRefused"),
        (ServerFault.SaysUnknown, "UnknownRequestIsNotHeard"),
        (ServerFault.RefusalEnds, "ConnectionGoesOnAfterRefusal"),
        (ServerFault.ListsOthersOnly, "WhoNamesWhoAsks"),
        (ServerFault.ListsSelfOnly, "WhoNamesAll"),
        (ServerFault.MsgWhoIsText, "MsgWhoNamesAll"),
        (ServerFault.MsgWhoIsSaidToo, "MsgWhoIsNotSaid"),
        (ServerFault.ListGoesToAll, "WhoIsNotHeard"),
        (ServerFault.RemembersWhoLeft, "WhoForgetsWhoLeft"),
        (ServerFault.RemembersWhoLeft, "WhoForgetsWhoVanished"),
        (ServerFault.NamesStrangers, "WhoDoesNotNameStrangers"),
        (ServerFault.WhisperIsLost, "WhisperIsDelivered"),
        (ServerFault.WhisperTwice, "WhisperIsDeliveredOnce"),
        (ServerFault.NoReceipt, "WhisperIsConfirmed"),
        (ServerFault.WhisperOneWord, "WhisperTextStaysAsItIs"),
        (ServerFault.WhisperToAll, "WhisperIsPrivate"),
        (ServerFault.IgnoresWhisperToNobody, "WhisperToNobodyIsRefused"),
        (ServerFault.SaysWhisperToNobody, "WhisperToNobodyIsNotHeard"),
        (ServerFault.IgnoresWhisperToOneself, "WhisperToOneselfIsAnswered"),
        (ServerFault.IgnoresWhisperToNobody, "WhisperToWhoLeftIsRefused"),
        (ServerFault.WaitsForLogin, "SilentConnectionHoldsNobodyUp"),
        (ServerFault.WaitsForHeader, "HalfHeaderHoldsNobodyUp"),
        (ServerFault.WaitsForFrame, "HalfFrameHoldsNobodyUp"),
        (ServerFault.DiesOfBadHeader, "BadHeaderHarmsNobody"),
        (ServerFault.DiesOfEndInFrame, "EndInsideFrameHarmsNobody"),
        (ServerFault.DiesOfReset, "ResetHarmsNobody"),
        (ServerFault.DiesOfReset, "ResetOfUserHarmsNobody"),
        (ServerFault.DiesOfReset, "HastyConnectionsHarmNobody"),
        (ServerFault.NameIsNeverFree, "NameIsFreeAfterLeaving"),
    ];

    // A fault is mostly a reply that does not come: a second of waiting each, so several wait at once, on threads of their own.
    [Fact]
    public void Each_planted_fault_is_found_by_its_rule()
    {
        var left = new ConcurrentQueue<(ServerFault Fault, string Rule)>(s_faults);
        var wrong = new ConcurrentQueue<string>();
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            while (left.TryDequeue(out (ServerFault Fault, string Rule) next))
            {
                if (Record.Exception(() => Find(next.Fault, next.Rule)) is { } e)
                    wrong.Enqueue($"{next}: {e.Message}");
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_server_by_the_book_in_words_of_its_own_passes_all_rules()
    {
        using var server = new HomeworkServer(ServerFault.None);
        ChatRuleResult[] results = Conformance.Run(server.Port, replyMs: 15_000);
        Assert.Equal([], results.Where(result => result.Result != ChatRuleOutcome.Passed).Select(result => $"{result}: {result.Detail}"));
        Assert.Equal(ConformanceRules.Names, results.Select(result => result.Rule));
        Assert.InRange(results.Length, 30, 100);
    }

    [Fact]
    public void Every_rule_has_a_fault_that_it_finds() =>
        Assert.Equal(ConformanceRules.Names.Order(), s_faults.Select(row => row.Rule).Distinct().Order());

    private static void Find(ServerFault fault, string rule)
    {
        using var server = new HomeworkServer(fault);
        ChatRuleResult result = Assert.Single(Conformance.Run(server.Port, replyMs: 1000, [Conformance.Rule(rule)]));
        Assert.True(result.Result == ChatRuleOutcome.Failed, $"{result}: {result.Detail}");
        Assert.NotEqual("", result.Detail);
        Assert.DoesNotContain("be1", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("x22", result.Detail, StringComparison.Ordinal);
    }
}
