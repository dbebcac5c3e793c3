namespace ChatPS.Client;

/// <summary>What a server owes for a request.</summary>
internal enum AnswerKind
{
    Welcome,
    Names,
    WhisperReceipt,
    Echo,
}
