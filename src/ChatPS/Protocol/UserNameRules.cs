using System;

namespace ChatPS.Protocol;

/// <summary>The homework's rule for names and passwords: letters and digits, at least one.</summary>
internal static class UserNameRules
{
    /// <summary>Any alphabet's letters and digits, as Python's <c>isalnum</c>: what a client may log in with at a foreign server.</summary>
    public static bool IsAlphanumeric(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c))
                return false;
        }

        return name.Length > 0;
    }

    /// <summary>ASCII letters and digits only: what our own server takes.</summary>
    public static bool IsAsciiAlphanumeric(string name)
    {
        foreach (char c in name)
        {
            if (c > '~' || !char.IsLetterOrDigit(c))
                return false;
        }

        return name.Length > 0;
    }

    /// <summary>Names are the same without regard to case.</summary>
    public static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
