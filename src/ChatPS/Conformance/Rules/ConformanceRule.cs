using System;
using System.Runtime.CompilerServices;

namespace ChatPS.Conformance;

/// <summary>One thing that the protocol demands of a server, and how it is tried.</summary>
/// <param name="reference">The sentence of the protocol that demands it.</param>
/// <param name="check">
/// Returns when the server does it, else throws <see cref="RuleFailedException"/>; where the protocol leaves open what comes, or something that
/// the rule needs is missing, <see cref="RuleSkippedException"/>.
/// </param>
/// <param name="name">What it is called; the member that holds it, which is never renamed.</param>
internal sealed class ConformanceRule(string reference, Action<TestRoom> check, [CallerMemberName] string name = "")
{
    public string Name => name;

    public string Reference => reference;

    public void Check(TestRoom room) => check(room);
}
