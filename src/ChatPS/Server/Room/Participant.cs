using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Somebody who is in the room, or wants to be: what the room knows of a connection.</summary>
internal class Participant
{
    private byte[]? _whisperPrefix;

    /// <summary>The name as it was typed in the login; empty before that.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>Logged in, and has not left.</summary>
    public bool IsInside { get; private set; }

    /// <summary>How many logins were refused, other than for a name that is in use.</summary>
    public int RefusedLogins { get; set; }

    /// <summary>How many of them for a wrong password, or a name that does not exist.</summary>
    public int WrongPasswords { get; set; }

    /// <summary>Somebody else has taken over its name, with the right password: its connection is to be closed.</summary>
    public bool IsReplaced { get; private set; }

    /// <summary>The name and the reason of a login that was refused, until they are taken.</summary>
    public (string Name, string Reason)? RefusedLogin { get; set; }

    /// <summary>A login whose password is being checked elsewhere: meanwhile nothing more of it is handled.</summary>
    public UncheckedLogin? Unchecked { get; set; }

    /// <summary>It has not logged in, and nobody else is to blame for that: a check takes as long as it takes.</summary>
    public bool IsLoginExpected => !IsInside && Unchecked is null;

    /// <summary>Whether it reads fast enough to be whispered to.</summary>
    public virtual bool KeepsUp => true;

    /// <summary>What precedes every message of this one; made once.</summary>
    public byte[] MessagePrefix { get; private set; } = [];

    public byte[] WhisperPrefix => _whisperPrefix ??= Encoding.ASCII.GetBytes(ServerText.WhisperPrefix(Name));

    public void Enter(string name)
    {
        Name = name;
        MessagePrefix = Encoding.ASCII.GetBytes(ServerText.MessagePrefix(name));
        _whisperPrefix = null;
        IsInside = true;
    }

    public void Leave() => IsInside = false;

    public void Replace()
    {
        Leave();
        IsReplaced = true;
    }
}
