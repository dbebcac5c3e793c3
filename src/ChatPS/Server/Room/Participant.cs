using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Somebody at the door or in the room: what the room knows of a connection.</summary>
internal class Participant
{
    private byte[]? _whisperPrefix;

    /// <summary>The name as it was typed at login; empty before.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>Logged in, and not left.</summary>
    public bool IsInside { get; private set; }

    /// <summary>How many logins were refused.</summary>
    public int RefusedLogins { get; set; }

    /// <summary>What stands before all this one says; made once, since every message needs it.</summary>
    public byte[] MessagePrefix { get; private set; } = [];

    public byte[] WhisperPrefix => _whisperPrefix ??= Encoding.ASCII.GetBytes(ServerDialect.WhisperPrefix(Name));

    public void Enter(string name)
    {
        Name = name;
        MessagePrefix = Encoding.ASCII.GetBytes(ServerDialect.MessagePrefix(name));
        _whisperPrefix = null;
        IsInside = true;
    }

    public void Leave() => IsInside = false;
}
