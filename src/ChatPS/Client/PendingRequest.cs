using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>What a server owes for a request.</summary>
internal enum AnswerKind
{
    Welcome,
    Names,
    WhisperReceipt,
    Echo,
}

/// <summary>One request and, once it came, its answer. The session's lock guards it.</summary>
internal sealed class PendingRequest
{
    private List<string>? _names;

    public PendingRequest(AnswerKind kind, string text = "", bool awaited = true)
    {
        Kind = kind;
        Text = text;
        IsAwaited = awaited;
    }

    public AnswerKind Kind { get; }

    /// <summary>For a message, the text that comes back.</summary>
    public string Text { get; }

    /// <summary>
    /// True while somebody waits for the answer. An answer that nobody waits for is told by its shape all the same,
    /// so that it is not taken for the answer to a later request; then it goes to the inbox.
    /// </summary>
    public bool IsAwaited { get; set; }

    public bool IsDone { get; set; }

    /// <summary>The server's <c>NO</c>, exact; null for a good answer.</summary>
    public string? Refusal { get; set; }

    /// <summary>The answer as it came: a welcome, an echo, a word on a whisper.</summary>
    public ChatMessage? Answer { get; set; }

    /// <summary>The names given so far, exact.</summary>
    public List<string> Names => _names ??= [];

    public bool HasNames => _names is { Count: > 0 };

    /// <summary>Set when the answer may be whole: if nothing more comes until then, it is.</summary>
    public Deadline? CompleteAt { get; set; }
}
