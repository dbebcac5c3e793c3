namespace ChatPS.Client;

/// <summary>What a server owes for a request.</summary>
internal enum ReplyKind
{
    Welcome,
    Names,
    WhisperReceipt,
    Echo,
}
