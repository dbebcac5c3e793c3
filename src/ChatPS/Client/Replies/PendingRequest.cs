using System;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>How sure it is that a frame is the reply to a request; the higher, the surer.</summary>
internal enum ReplyFit
{
    None,

    /// <summary>Somebody with a well-chosen name could have said it: it counts when nothing like it comes beside it.</summary>
    OnlyIfAlone,

    /// <summary>It may be the reply: it counts when nothing better comes for a while.</summary>
    Doubtful,

    /// <summary>Nobody but the server can have said it, to nothing but this request.</summary>
    Certain,
}

/// <summary>
/// One request and, once it came, its reply. A subclass a kind of request judges which frames are its reply.
/// The connection's lock guards it.
/// </summary>
internal abstract class PendingRequest
{
    /// <param name="awaited">Whether somebody waits for this reply alone. If not, the reply goes to the inbox.</param>
    protected PendingRequest(bool awaited) => IsAwaited = awaited;

    /// <summary>Somebody waits for this reply. If not, it is recognised all the same, and goes to the inbox.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>It was reported as not answered: its late reply is recognised, but nobody is owed it.</summary>
    public bool IsAbandoned { get; private set; }

    public bool IsDone { get; private set; }

    /// <summary>The server's <c>NO</c>, exact; null for a good reply.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The reply as it came: a welcome, an echo, a receipt; null until it is there.</summary>
    public ChatMessage? Reply { get; private set; }

    /// <summary>Where the reply stands among all that was received; 0 without one.</summary>
    public long RepliedAt => Reply?.Sequence ?? 0;

    /// <summary>Its place among all requests of the session; counts from 1.</summary>
    public long Order { get; private set; }

    /// <summary>Two replies came that exclude each other: it will never have one.</summary>
    public bool IsSpoiled { get; private set; }

    /// <summary>A reply that has begun lacks nothing, as far as can be seen.</summary>
    public virtual bool IsWhole => false;

    /// <summary>Why it will never have a reply; null as long as it may.</summary>
    public ChatException? Failure { get; private set; }

    /// <summary>Where its frame begins, in bytes, among all that was accepted for the socket.</summary>
    internal long FrameOffset { get; set; }

    /// <summary>When it was sent, by the matcher's clock in milliseconds.</summary>
    public long AskedAt { get; private set; }

    /// <summary>A first part of the reply has come, which may not be all.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>When, by the matcher's clock in milliseconds, a reply that has begun is complete if nothing more comes.</summary>
    public long CompleteAt { get; private set; }

    /// <summary>A doubtful reply that waits for a better one; null when there is none.</summary>
    public HeldReply? Held { get; private set; }

    /// <inheritdoc cref="Contest"/>
    public bool IsContested { get; private set; }

    /// <summary>When, by the matcher's clock, it is decided unless a frame does before; <see cref="HeldReplies"/> keeps it.</summary>
    internal long DecideAt { get; set; }

    /// <summary>Its neighbours in the queue's order.</summary>
    internal PendingRequest? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    internal PendingRequest? Next { get; set; }

    /// <summary>How well a frame that is no refusal fits as the reply.</summary>
    public abstract ReplyFit Judge(in ServerMessage frame, string payload, ServerTraits server);

    /// <summary>How well a refusal fits this request beyond its turn: <see cref="ReplyFit.Certain"/> when it names what was asked.</summary>
    public virtual ReplyFit JudgeRefusal(string payload, ServerTraits server) => ReplyFit.None;

    /// <summary>Whether another reply takes the place of one that is held.</summary>
    public virtual bool IsBettered(HeldReply held, HeldReply reply) => reply.Fit > held.Fit;

    /// <summary>Whether a held frame is the first part of a reply of which this frame is the next.</summary>
    public virtual bool Absorbs(HeldReply held, string payload, ServerTraits server) => false;

    /// <summary>Whether a frame that replies to this request refuses it.</summary>
    public virtual bool IsRefusal(in ServerMessage frame, string payload) => frame.Kind == ChatMessageKind.Refusal;

    /// <summary>Whether a <c>NO</c> that names nothing may be about this request.</summary>
    public virtual bool CanBeRefused => !HasBegun && !IsSpoiled;

    /// <summary>Whether a refusal is reported to a caller; if not, it goes to the inbox.</summary>
    public virtual bool ReportsRefusal => IsAwaited;

    /// <summary>The message that the caller, or the inbox, receives as the reply.</summary>
    public virtual ChatMessage AsReply(ChatMessage message, string payload) => message.AsServerWords(payload);

    /// <summary>Takes a reply that counts.</summary>
    /// <returns>Milliseconds to wait for more of it; 0 when the request is complete; less when it excludes what came before.</returns>
    protected abstract int Accept(in ServerMessage frame, string payload, ServerTraits server);

    /// <summary>The frame that asks for it; null for what is asked of one server only.</summary>
    public virtual byte[]? ToFrame() => null;

    /// <summary>Makes it ready to be asked again, where that changes nothing at the server.</summary>
    /// <returns>False where it would be said twice.</returns>
    public virtual bool TryRepeat() => false;

    /// <summary>It will never have a reply.</summary>
    internal void Fail(ChatException failure)
    {
        Failure = failure;
        IsDone = true;
    }

    /// <summary>No server owes it anything until it is sent.</summary>
    internal void Suspend()
    {
        Order = 0;
        HasBegun = false;
        Reply = null;
    }

    internal void Begin(long order, long now)
    {
        Order = order;
        AskedAt = now;
    }

    internal void Take(in ServerMessage frame, string payload, ChatMessage reply, ServerTraits server, long now)
    {
        Held = null;
        Reply ??= reply;
        int more = Accept(frame, payload, server);
        IsSpoiled = more < 0;
        HasBegun = !IsSpoiled;
        IsDone = more == 0;
        CompleteAt = now + more;
    }

    internal void Refuse(string payload, ChatMessage reply)
    {
        Held = null;
        Reply = reply;
        Refusal = payload;
        IsDone = true;
    }

    /// <summary>Nothing more came of a reply that has begun.</summary>
    internal void Complete() => IsDone = true;

    internal void Hold(HeldReply held) => Held = held;

    /// <summary>Two frames look like the reply: of those that somebody could have said neither is believed, nor any further.</summary>
    internal void Contest() => IsContested = true;

    internal HeldReply? Release()
    {
        HeldReply? held = Held;
        Held = null;
        return held;
    }

    /// <summary>Nobody waits for the reply any more.</summary>
    internal void Abandon()
    {
        IsAbandoned |= !IsDone;
        IsAwaited = false;
    }
}

/// <summary>A frame that may be the reply to a request, kept back until that is decided.</summary>
/// <param name="Frame">The frame, read.</param>
/// <param name="Payload">The frame, exact.</param>
/// <param name="Message">What the inbox receives when it was no reply.</param>
/// <param name="Fit">How sure it is.</param>
/// <param name="Until">When it counts, by the matcher's clock in milliseconds.</param>
/// <param name="Refuses">Whether it is a refusal.</param>
/// <param name="IsDelivered">Whether the inbox has it already, as the late reply to an older request.</param>
internal sealed record HeldReply(
    ServerMessage Frame, string Payload, ChatMessage Message, ReplyFit Fit, long Until, bool Refuses, bool IsDelivered = false);
