using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Who may log in.</summary>
internal sealed class LoginList(IReadOnlyList<ChatLogin> logins)
{
    /// <summary>
    /// True when there are no logins to hold the pair against, or it is one of them. A name is found without regard to case,
    /// as names are the same; the peer keeps the case it typed, since its client knows its own messages by that.
    /// Every password is compared, whoever asks: how long it takes tells nothing about which names there are.
    /// </summary>
    public bool Allows(string userName, ArraySegment<byte> password)
    {
        bool allowed = logins.Count == 0;
        foreach (ChatLogin login in logins)
            allowed |= login.HasPassword(password) & UserNameRules.Same(login.UserName, userName);
        return allowed;
    }
}
