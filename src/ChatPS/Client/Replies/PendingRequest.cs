using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>What a server owes for a request.</summary>
internal enum ReplyKind
{
    Welcome,
    Names,
    WhisperReceipt,
    Echo,
}

/// <summary>
/// One request and, once it came, its reply. It is tracked, may get a reply in one piece or several, and is done then; its caller
/// may give up before. The connection's lock guards it.
/// </summary>
internal sealed class PendingRequest
{
    private List<string>? _names;
    private string? _overtakenNames;

    /// <param name="kind">What is owed for it.</param>
    /// <param name="text">For a message the text that comes back, for a whisper its target.</param>
    /// <param name="awaited">Whether somebody waits for the reply.</param>
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
    /// True while somebody waits for the reply. A reply that nobody waits for is recognised all the same, so that it is not
    /// taken for the reply to a later request; then it goes to the inbox.
    /// </summary>
    public bool IsAwaited { get; private set; }

    /// <summary>Somebody has waited and given up.</summary>
    public bool IsAbandoned { get; private set; }

    public bool IsDone { get; private set; }

    /// <summary>The server's <c>NO</c>, exact; null for a good reply.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The reply as it came: a welcome, an echo, a receipt.</summary>
    public ChatMessage? Reply { get; private set; }

    /// <summary>Where the reply stands among all that was received; 0 without one.</summary>
    public long RepliedAt => Reply?.Serial ?? 0;

    /// <summary>The names received so far, exact.</summary>
    public IReadOnlyList<string> Names => _names ?? (IReadOnlyList<string>)[];

    /// <summary>A reply has come that may not be all.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Set when the reply may be whole: if nothing more comes until then, it is.</summary>
    public Deadline? CompleteAt { get; private set; }

    /// <summary>
    /// Set when an older request that nobody waits for had its reply meanwhile: if nothing more comes until then, the server never
    /// replied to that one, and what came was for this.
    /// </summary>
    public Deadline? OvertakenUntil { get; private set; }

    /// <summary>Its place among all requests of the session; 0 before it is tracked.</summary>
    public long Order { get; private set; }

    /// <summary>One of the many that nobody waits for from the beginning, so that few others are found quickly.</summary>
    public bool IsUnawaitedEcho { get; private set; }

    public void Track(long order)
    {
        Order = order;
        IsUnawaitedEcho = Kind == ReplyKind.Echo && !IsAwaited;
    }

    public void SetReply(ChatMessage message) => Reply = message;

    public void Complete() => IsDone = true;

    public void Refuse(string refusal)
    {
        Refusal = refusal;
        IsDone = true;
    }

    /// <summary>A reply has come; if nothing more comes for so long, that was all.</summary>
    public void CompleteAfter(TimeSpan grace)
    {
        HasBegun = true;
        CompleteAt = Deadline.After(grace);
    }

    /// <summary>Something came that only follows a reply: if that was lost, it is not waited for much longer.</summary>
    public void ExpectSoon(TimeSpan grace) => CompleteAt ??= Deadline.After(grace);

    /// <summary>Adds the names of one frame, and completes the list if those are all.</summary>
    public void AddNames(string payload)
    {
        UserListParser list = UserListParser.Read(payload);
        (_names ??= []).AddRange(list.Names);
        if (list.Total > _names.Count && _names.Count < ClientLimits.Names)
            CompleteAfter(ClientLimits.ReplyGrace);
        else
            Complete();
    }

    /// <summary>What came may have been for this: names, older by moments only, do where nothing better comes.</summary>
    public void Overtake(string payload)
    {
        OvertakenUntil = Deadline.After(ClientLimits.ReplyGrace);
        _overtakenNames = Kind == ReplyKind.Names ? payload : null;
    }

    /// <summary>Takes what came for the older request, as nothing better did.</summary>
    public void CompleteOvertaken()
    {
        if (_overtakenNames is null)
            return;
        AddNames(_overtakenNames);
        Complete();
    }

    /// <summary>Nobody waits any more.</summary>
    public void Abandon()
    {
        IsAbandoned |= IsAwaited && !IsDone;
        IsAwaited = false;
    }
}
