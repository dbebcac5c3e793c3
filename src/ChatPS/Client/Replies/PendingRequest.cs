using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>One request and, once it came, its answer. The session's lock guards it.</summary>
internal sealed class PendingRequest
{
    private List<string>? _names;

    /// <param name="kind">What is owed for it.</param>
    /// <param name="text">For a message the text that comes back, for a whisper its target.</param>
    /// <param name="awaited">Whether somebody waits for the answer.</param>
    public PendingRequest(ReplyKind kind, string text = "", bool awaited = true)
    {
        Kind = kind;
        Text = text;
        IsAwaited = awaited;
    }

    public ReplyKind Kind { get; }

    /// <summary>For a message the text that comes back, for a whisper its target.</summary>
    public string Text { get; }

    /// <summary>
    /// True while somebody waits for the answer. An answer that nobody waits for is told all the same, so that it is not
    /// taken for the answer to a later request; then it goes to the inbox.
    /// </summary>
    public bool IsAwaited { get; private set; }

    /// <summary>Somebody has waited and given up.</summary>
    public bool IsAbandoned { get; private set; }

    public bool IsDone { get; set; }

    /// <summary>The server's <c>NO</c>, exact; null for a good answer.</summary>
    public string? Refusal { get; set; }

    /// <summary>The answer as it came: a welcome, an echo, a word on a whisper.</summary>
    public ChatMessage? Answer { get; set; }

    /// <summary>Where the answer stands among all that was received.</summary>
    public long AnsweredAt { get; set; }

    /// <summary>The names given so far, exact.</summary>
    public List<string> Names => _names ??= [];

    /// <summary>An answer has come that may not be all.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Set when the answer may be whole: if nothing more comes until then, it is.</summary>
    public Deadline? CompleteAt { get; set; }

    /// <summary>
    /// Set when an older request that nobody waits for was answered meanwhile: if nothing more comes until then, the server never
    /// answered that one, and what came was for this.
    /// </summary>
    public Deadline? OvertakenUntil { get; set; }

    /// <summary>The names that were given to the older request: older by moments only, they do where nothing better comes.</summary>
    public string? OvertakenBy { get; set; }

    /// <summary>Its place among all requests of the session.</summary>
    public long Order { get; set; }

    /// <summary>Not one of the many echoes that nobody waits for.</summary>
    public bool IsOfFew { get; set; }

    public void Abandon()
    {
        IsAbandoned |= IsAwaited && !IsDone;
        IsAwaited = false;
    }
}
