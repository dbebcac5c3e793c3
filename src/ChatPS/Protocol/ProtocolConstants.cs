namespace ChatPS.Protocol;

/// <summary>The words and numbers that both sides of the protocol share.</summary>
internal static class ProtocolConstants
{
    /// <summary>The TCP port when nobody names one.</summary>
    public const int DefaultPort = 34998;

    /// <summary>The two digits before a payload.</summary>
    public const int HeaderLength = 2;

    /// <summary>The most bytes that two digits can announce.</summary>
    public const int MaxPayload = 99;

    public const int MaxFrame = HeaderLength + MaxPayload;

    /// <summary>Each verb with the space behind it, which is part of the payload.</summary>
    public const string LoginVerb = "LOGIN ";
    public const string MessageVerb = "MSG ";
    public const string WhisperVerb = "W ";

    /// <summary>The request for the list of names, also as the text of a message.</summary>
    public const string Who = "WHO";

    /// <summary>The first word of every refusal, and so never a user name of our own server.</summary>
    public const string Refusal = "NO";
}
