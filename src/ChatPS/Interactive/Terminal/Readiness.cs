using System;

namespace ChatPS.Interactive;

/// <summary>What a wait ended with; both may be.</summary>
[Flags]
internal enum Readiness
{
    None = 0,
    Key = 1,
    Socket = 2,
}
