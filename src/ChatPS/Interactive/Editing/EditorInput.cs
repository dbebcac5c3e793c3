namespace ChatPS.Interactive;

/// <summary>What the decoder makes of raw keys: a key, or a pasted text as it came.</summary>
internal readonly record struct EditorInput(KeyPress Key, string? Pasted = null);
