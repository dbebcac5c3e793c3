using System;
using System.Collections.Generic;
using System.Text;

namespace ChatPS.Server;

/// <summary>Who may log in.</summary>
internal sealed class LoginList
{
    // Compared where there is no such name, so that the time tells nothing about which names exist.
    private static readonly ChatLogin s_nobody = new("0", Encoding.ASCII.GetBytes("0"));

    private readonly Dictionary<string, ChatLogin> _logins = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="logins">With none, anybody may log in. Of a name that stands twice, the last is valid.</param>
    public LoginList(IReadOnlyList<ChatLogin> logins)
    {
        IsRestricted = logins.Count > 0;
        foreach (ChatLogin login in logins)
            _logins[login.UserName] = login;
    }

    /// <summary>Logins that somebody else checks, since that takes a while.</summary>
    public static LoginList CheckedElsewhere { get; } = new([]) { IsRestricted = true, IsCheckedElsewhere = true };

    /// <summary>Only those in the list may log in.</summary>
    public bool IsRestricted { get; private init; }

    /// <summary>The passwords are not known here.</summary>
    public bool IsCheckedElsewhere { get; private init; }

    /// <summary>
    /// True when the list is empty, or the pair is in it. Names are the same without regard to case; the peer keeps the case that it
    /// typed, because its client recognises its own messages by that. One look-up and one comparison, whoever asks.
    /// </summary>
    public bool Allows(string userName, ArraySegment<byte> password)
    {
        if (!IsRestricted)
            return true;
        bool isKnown = _logins.TryGetValue(userName, out ChatLogin? login);
        return (login ?? s_nobody).HasPassword(password) & isKnown;
    }
}
