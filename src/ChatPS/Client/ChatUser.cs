namespace ChatPS;

/// <summary>Somebody who is logged in, as the server lists them. Immutable.</summary>
public sealed class ChatUser
{
    internal ChatUser(string name, bool isSelf, ChatSession session)
    {
        Name = name;
        IsSelf = isSelf;
        Session = session;
    }

    /// <summary>The name, safe to print.</summary>
    public string Name { get; }

    /// <summary>True for the user of the session that asked.</summary>
    public bool IsSelf { get; }

    /// <summary>The session that asked, so that a whisper to this user goes the same way.</summary>
    public ChatSession Session { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
