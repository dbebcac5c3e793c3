using System;

namespace ChatPS.Conformance;

/// <summary>The server does not do what the protocol says.</summary>
/// <param name="reason">What it does instead, safe to print.</param>
internal sealed class RuleFailedException(string reason) : Exception(reason);
