namespace ChatPS.Interactive;

/// <summary>How an interactive session looks.</summary>
/// <param name="Color">Whether messages are coloured.</param>
/// <param name="TimeFormat">A .NET format of the local time; empty for none.</param>
/// <param name="Bell">Whether a whisper or one's own name rings.</param>
/// <param name="ShowLast">How many of the messages received before are shown again at the start.</param>
internal sealed record LoopOptions(bool Color, string TimeFormat, bool Bell, int ShowLast);
