using System.Diagnostics;
using System.Text.RegularExpressions;
using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

/// <summary>What slow texts may cost a session whose user has given a pattern.</summary>
public sealed class PatternBudgetTests
{
    private static readonly Regex s_bars = new(@"^(?<sender>\w+)\|(?<text>.*)$");

    private long _now = 1;
    private long _matchTakes;

    [Fact]
    public void Slow_matches_use_up_a_second_and_then_the_known_shapes_alone_hold()
    {
        ServerMessageParser parser = Parser(matchTakes: 0.09);
        int asked = 0;
        while (parser.Read("be|hi").Kind == ChatMessageKind.Message)
            Assert.True(++asked < 100);
        Assert.InRange(asked, 11, 13); // a second in all, and what came back of it meanwhile
        Assert.Equal(ChatMessageKind.Message, parser.Read("be: hi").Kind);
    }

    [Fact]
    public void Quick_matches_cost_nothing_however_many()
    {
        ServerMessageParser parser = Parser(matchTakes: 0.0005);
        for (int i = 0; i < 100_000; i++)
            Assert.Equal(ChatMessageKind.Message, parser.Read("be|hi").Kind);
    }

    [Fact]
    public void A_session_of_days_does_not_lose_its_pattern_to_a_busy_machine()
    {
        ServerMessageParser parser = Parser(matchTakes: 0.01);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(ChatMessageKind.Message, parser.Read("be|hi").Kind);
            Pass(20);
        }
    }

    [Fact]
    public void A_spent_budget_comes_back_in_time()
    {
        ServerMessageParser parser = Parser(matchTakes: 0.09);
        while (parser.Read("be|hi").Kind == ChatMessageKind.Message)
        {
        }

        Pass(200);
        Assert.Equal(ChatMessageKind.Message, parser.Read("be|hi").Kind);
    }

    // The clock is looked at before and after each match.
    private ServerMessageParser Parser(double matchTakes)
    {
        _matchTakes = (long)(matchTakes * Stopwatch.Frequency);
        return new ServerMessageParser(s_bars, clock: () => _now += _matchTakes);
    }

    private void Pass(double seconds) => _now += (long)(seconds * Stopwatch.Frequency);
}
