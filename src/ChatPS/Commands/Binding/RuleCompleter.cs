using System.Collections;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Conformance;

namespace ChatPS.Commands;

/// <summary>Completes the rules of Test-ChatServer, each with its sentence of the protocol.</summary>
internal sealed class RuleCompleter : ChatCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
        ConformanceRules.All.Select(static rule => new Suggestion(rule.Name, rule.Reference));
}
