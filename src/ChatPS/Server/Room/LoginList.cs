using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Who may log in.</summary>
internal sealed class LoginList(IReadOnlyList<ChatLogin> logins)
{
    /// <summary>
    /// True when the list is empty, or the pair is in it. Names are the same without regard to case; the peer keeps the case that it
    /// typed, because its client recognises its own messages by that.
    /// Every password is compared, whoever asks: how long it takes tells nothing about which names exist.
    /// </summary>
    public bool Allows(string userName, ArraySegment<byte> password)
    {
        bool allowed = logins.Count == 0;
        foreach (ChatLogin login in logins)
            allowed |= login.HasPassword(password) & UserNameRules.Same(login.UserName, userName);
        return allowed;
    }
}
