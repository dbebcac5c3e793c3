using System;

namespace ChatPS.Client;

/// <summary>How the tries to log in again stand.</summary>
/// <param name="Tries">Those that have begun since the break.</param>
/// <param name="NextTryAt">When the next begins, by this machine's clock; null while one is on its way.</param>
/// <param name="Failure">Why the last failed; null before it has.</param>
internal sealed record ReconnectStatus(int Tries, DateTimeOffset? NextTryAt, ChatException? Failure);
