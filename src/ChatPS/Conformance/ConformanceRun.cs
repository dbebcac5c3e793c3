using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using ChatPS.Net;

namespace ChatPS.Conformance;

/// <summary>Tries rules at one server, one after the other. It ends in time, whatever the server does.</summary>
/// <param name="first">Who may log in.</param>
/// <param name="second">Somebody else who may; null where the rules that take two are to be skipped.</param>
/// <param name="connect">Opens a connection within a time.</param>
/// <param name="timer">How long the server may take for a reply, and all of it.</param>
/// <param name="trace">Takes a line for each frame; null when nobody looks.</param>
internal sealed class ConformanceRun(
    TestLogin first, TestLogin? second, Func<TimeSpan, SocketChannel> connect, RuleTimer timer, ICollection<string>? trace = null)
{
    private readonly Transcript _transcript = new(second is null ? [first.Password] : [first.Password, second.Password], trace);

    private bool _isGone;

    /// <summary>Tries the rules.</summary>
    /// <returns>A result for each rule, once it is known.</returns>
    /// <exception cref="ChatException">The very first connection could not be made: there is no server to test.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<ChatRuleResult> Run(IEnumerable<ConformanceRule> rules)
    {
        using var room = new TestRoom(first, second, () => connect(RuleTimer.LeftOf(timer.ReplyBy)), timer, _transcript);
        timer.BeginRule();
        room.Connect().Dispose();
        foreach (ConformanceRule rule in rules)
            yield return Apply(rule, room);
    }

    private ChatRuleResult Apply(ConformanceRule rule, TestRoom room)
    {
        if (timer.RunIsOver)
            return new ChatRuleResult(rule.Name, ChatRuleOutcome.Skipped, "The time for the whole test is over.", "", rule.Reference, TimeSpan.Zero);
        var elapsed = Stopwatch.StartNew();
        (ChatRuleOutcome outcome, string? reason) = Check(rule, room);
        var result = new ChatRuleResult(rule.Name, outcome, reason, _transcript.ToString(), rule.Reference, elapsed.Elapsed);
        room.EndRule(failed: outcome == ChatRuleOutcome.Failed);
        return result;
    }

    private (ChatRuleOutcome Outcome, string? Reason) Check(ConformanceRule rule, TestRoom room)
    {
        try
        {
            timer.BeginRule();
            room.BeginRule();
            _transcript.Clear();
            rule.Check(room);
            return (ChatRuleOutcome.Passed, null);
        }
        catch (RuleFailedException e)
        {
            return (ChatRuleOutcome.Failed, e.Message);
        }
        catch (RuleSkippedException e)
        {
            return (ChatRuleOutcome.Skipped, e.Message);
        }
        catch (ChatException e)
        {
            // It has died; once is enough to be told.
            ChatRuleOutcome outcome = _isGone ? ChatRuleOutcome.Skipped : ChatRuleOutcome.Failed;
            _isGone = true;
            return (outcome, "The server takes no more connections: " + e.Message);
        }
    }
}
