using System;
using System.Security;

namespace ChatPS.Client;

/// <summary>What a session needs to log in again by itself.</summary>
/// <param name="Password">As it came; disposed when the session has ended.</param>
/// <param name="Limit">How long after a break it is tried.</param>
/// <param name="TryTimeout">For connecting, and again for the answer to the login.</param>
internal sealed record ReconnectOptions(SecureString Password, TimeSpan Limit, TimeSpan TryTimeout);
