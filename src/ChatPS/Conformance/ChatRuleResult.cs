using System;

namespace ChatPS;

/// <summary>What came of one rule of the protocol at one server. All texts are safe to print. Does not change.</summary>
public sealed class ChatRuleResult
{
    internal ChatRuleResult(string rule, ChatRuleOutcome result, string? reason, string wire, string reference, TimeSpan duration)
    {
        Rule = rule;
        Result = result;
        Reason = reason;
        Wire = wire;
        Reference = reference;
        Duration = duration;
    }

    /// <summary>The name of the rule, which does not change.</summary>
    public string Rule { get; }

    /// <summary>What came of it.</summary>
    public ChatRuleOutcome Result { get; }

    /// <summary>Why it failed or was skipped, and the last frames that were sent and received; never a password.</summary>
    public string Detail => Reason is null || Wire.Length == 0 ? Reason + Wire : $"{Reason} [{Wire}]";

    /// <summary>The sentence of the protocol that demands it.</summary>
    public string Reference { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The server's host, as it was given.</summary>
    public string ComputerName { get; internal set; } = "";

    /// <summary>The server's port.</summary>
    public int Port { get; internal set; }

    /// <summary>Rule and result.</summary>
    public override string ToString() => $"{Rule}: {Result}";

    /// <summary>Why it failed or was skipped; null when it passed.</summary>
    internal string? Reason { get; }

    private string Wire { get; }
}
