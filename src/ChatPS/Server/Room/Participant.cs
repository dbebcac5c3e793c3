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

    /// <summary>How many logins were refused.</summary>
    public int RefusedLogins { get; set; }

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
}
