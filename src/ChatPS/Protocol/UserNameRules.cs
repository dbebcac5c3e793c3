using System;

namespace ChatPS.Protocol;

/// <summary>The protocol's rules for user names and passwords: letters and digits, at least one; case makes no difference to a name.</summary>
internal static class UserNameRules
{
    /// <summary>Compares names without regard to case.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>A letter or digit of any alphabet.</summary>
    public static bool IsAllowed(char c) => char.IsLetterOrDigit(c);

    /// <summary>Any alphabet's letters and digits, as Python's <c>isalnum</c>: what a client may log in with at other servers.</summary>
    public static bool IsAlphanumeric(string name)
    {
        foreach (char c in name)
        {
            if (!IsAllowed(c))
                return false;
        }

        return name.Length > 0;
    }

    /// <summary>ASCII letters and digits only: what our own server takes.</summary>
    public static bool IsAsciiAlphanumeric(string name)
    {
        foreach (char c in name)
        {
            if (c > '~' || !IsAllowed(c))
                return false;
        }

        return name.Length > 0;
    }

    /// <summary>A name whose messages would read as refusals.</summary>
    public static bool IsReserved(string name) => Same(name, ProtocolConstants.Refusal);

    /// <summary>Whether two names, or none twice, are the same user's.</summary>
    public static bool Same(string? one, string? other) => Comparer.Equals(one, other);
}
