using System;

namespace ChatPS.Interactive;

/// <summary>The keys held down with another; the values are those of .NET's <c>ConsoleModifiers</c>.</summary>
[Flags]
internal enum KeyModifiers
{
    None = 0,
    Alt = 1,
    Shift = 2,
    Control = 4,
}
