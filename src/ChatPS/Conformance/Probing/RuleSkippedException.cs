using System;

namespace ChatPS.Conformance;

/// <summary>The rule cannot be tried here, or the protocol leaves open what the server does.</summary>
/// <param name="reason">Why, safe to print.</param>
internal sealed class RuleSkippedException(string reason) : Exception(reason);
