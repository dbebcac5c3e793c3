namespace ChatPS;

/// <summary>What came of a rule.</summary>
public enum ChatRuleOutcome
{
    /// <summary>The server does what the rule demands.</summary>
    Passed,

    /// <summary>It does not.</summary>
    Failed,

    /// <summary>The rule was not tried, or the protocol leaves open what the server does.</summary>
    Skipped,
}
