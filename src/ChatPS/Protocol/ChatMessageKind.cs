namespace ChatPS;

/// <summary>What a received frame is.</summary>
public enum ChatMessageKind
{
    /// <summary>Said to all.</summary>
    Message,

    /// <summary>Said to one.</summary>
    Whisper,

    /// <summary>Said by the server, unasked, in no other known shape.</summary>
    Notice,

    /// <summary>A <c>NO</c> of the server to something that was sent without waiting for its answer.</summary>
    Refusal,

    /// <summary>Somebody came or went.</summary>
    Presence,

    /// <summary>Said before the login, and told again by the server.</summary>
    History,
}
