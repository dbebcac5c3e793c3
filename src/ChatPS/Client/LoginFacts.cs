using System;

namespace ChatPS.Client;

/// <summary>What is known of the last login that went well.</summary>
/// <param name="Welcome">What the server said to it, safe to print.</param>
/// <param name="At">When it was accepted, by this machine's clock.</param>
/// <param name="Fingerprint">Of the certificate that the server showed; null without TLS.</param>
internal sealed record LoginFacts(string? Welcome, DateTimeOffset At, string? Fingerprint);
