namespace ChatPS.Interactive;

/// <summary>What a line above the input row is about.</summary>
internal enum LineKind
{
    Message,
    Whisper,
    Notice,
    Refusal,
    Presence,
}
