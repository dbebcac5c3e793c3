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
        var budget = new PatternBudget(() => _now);
        for (int i = 0; i < 100_000; i++)
        {
            Spend(budget, Stopwatch.Frequency / 2000);
            Assert.False(budget.IsSpent);
        }
    }

    [Fact]
    public void A_session_of_days_does_not_lose_its_pattern_to_a_busy_machine()
    {
        var budget = new PatternBudget(() => _now);
        for (int i = 0; i < 10_000; i++)
        {
            Spend(budget, Stopwatch.Frequency / 100);
            Assert.False(budget.IsSpent);
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

    /// <summary>To the last tick: what is spent and comes back, and what an ordinary match is.</summary>
    [Fact]
    public void The_budget_is_exactly_a_second()
    {
        var budget = new PatternBudget(() => _now);
        Spend(budget, Stopwatch.Frequency - 1);
        Assert.False(budget.IsSpent);
        Spend(budget, Stopwatch.Frequency / 1000); // an ordinary one, which costs nothing
        Assert.False(budget.IsSpent);
        _now -= Stopwatch.Frequency / 1000; // as if it had not been
        Spend(budget, (Stopwatch.Frequency / 1000) + 1);
        Assert.True(budget.IsSpent);
    }

    [Fact]
    public void A_thousandth_of_the_time_comes_back_and_no_more()
    {
        var budget = new PatternBudget(() => _now);
        Spend(budget, Stopwatch.Frequency);
        Spend(budget, Stopwatch.Frequency);
        long spent = (2 * Stopwatch.Frequency) - (Stopwatch.Frequency / 1000); // something came back during the second
        Assert.True(budget.IsSpent);
        long over = spent - Stopwatch.Frequency;
        _now += 1000 * over;
        Assert.True(budget.IsSpent, "What is left is the whole second.");
        _now += 100_000;
        Assert.False(budget.IsSpent);
    }

    private void Spend(PatternBudget budget, long ticks)
    {
        long began = budget.Begin();
        _now += ticks;
        budget.Spend(began);
    }

    // The clock is looked at before and after each match.
    private ServerMessageParser Parser(double matchTakes)
    {
        _matchTakes = (long)(matchTakes * Stopwatch.Frequency);
        return new ServerMessageParser(s_bars, clock: () => _now += _matchTakes);
    }

    private void Pass(double seconds) => _now += (long)(seconds * Stopwatch.Frequency);
}
