using System;

namespace ChatPS.Protocol;

/// <summary>What a client asks a server for.</summary>
internal enum RequestKind
{
    NotUnderstood,
    Login,
    Message,
    Who,
    Whisper,
}

/// <summary>One request in place: its parts are valid as long as the payload they were read from.</summary>
internal readonly struct Request(RequestKind kind, ArraySegment<byte> name = default, ArraySegment<byte> text = default)
{
    public RequestKind Kind { get; } = kind;

    /// <summary>Who logs in, or the target of the whisper. Empty in a login that is not two words.</summary>
    public ArraySegment<byte> Name { get; } = name;

    /// <summary>What is said; in a login the password.</summary>
    public ArraySegment<byte> Text { get; } = text;
}
