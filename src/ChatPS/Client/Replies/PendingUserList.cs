using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>A request for the list of users, whose reply may come in several frames.</summary>
internal sealed class PendingUserList : PendingRequest
{
    private static readonly char[] s_listMarks = [',', ';', '|', '\n', '['];

    private readonly List<string> _names = [];
    private bool _isCounted;
    private bool _isOneNameAFrame;
    private bool _namesUs;
    private bool _isWhole;

    public PendingUserList(bool awaited = true)
        : base(awaited)
    {
    }

    /// <summary>The names so far, exact: not yet safe to print.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc/>
    public override byte[]? ToFrame() => RequestWriter.List();

    /// <inheritdoc/>
    public override bool TryRepeat()
    {
        _names.Clear();
        _isCounted = _isOneNameAFrame = _namesUs = _isWhole = false;
        return !IsSpoiled;
    }

    /// <inheritdoc/>
    /// <remarks>Where one name comes a frame, NO is one.</remarks>
    public override bool IsRefusal(in ServerMessage frame, string payload) => base.IsRefusal(frame, payload) && !HasBegun;

    /// <inheritdoc/>
    public override bool IsWhole => _isWhole;

    /// <inheritdoc/>
    public override ReplyFit Judge(in ServerMessage frame, string payload, ServerTraits server)
    {
        if (IsSpoiled)
            return ReplyFit.None;
        if (server.IsOwnServer)
            return OwnServerGrammar.IsUserList(payload) ? ReplyFit.Certain : ReplyFit.None;
        if (HasBegun)
            return server.MayBeSpeech(frame) ? JudgeRival(frame, payload, server) : JudgeNext(frame, payload);
        if (server.IsChat(frame))
            return UserListParser.HasHeading(payload) ? server.JudgeHeading(frame) : ReplyFit.None;
        if (frame.Kind == ChatMessageKind.Presence && ReplyPhrases.IsPresence(payload))
            return ReplyFit.None;
        return server.MayBeSpeech(frame) ? JudgeSuspect(payload, server) : JudgeFirst(payload, server);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One name a frame; or a first frame under a heading that looks like the words of somebody called so. Who is called so would
    /// be in the list.
    /// </remarks>
    public override bool Absorbs(HeldReply held, string payload, ServerTraits server)
    {
        if (server.IsChat(held.Frame))
            return UserListParser.Read(payload).Names is { Count: 1 } names && !UserNameRules.Same(names[0], held.Frame.Sender);
        return IsPart(held.Payload) && (!server.MayBeSpeech(held.Frame) || UserListParser.HasHeading(held.Payload) || (IsOneName(held.Payload) && IsOneName(payload)));
    }

    /// <inheritdoc/>
    protected override int Accept(in ServerMessage frame, string payload, ServerTraits server)
    {
        UserListParser list = UserListParser.Read(payload);
        if (HasBegun && server.MayBeSpeech(frame) && !GoesOn(list))
            return -1;
        _isOneNameAFrame |= !HasBegun && list.Names.Count < 2;
        _names.AddRange(list.Names);
        _isCounted |= list.Total is not null;
        _namesUs |= NamesUs(list, server);
        int more = _names.Count < ClientLimits.ListedNames ? WaitForMore(list, payload, server) : 0;
        _isWhole = more == 0;
        return server.MayBeSpeech(frame) ? Math.Max(more, server.GraceMilliseconds) : more;
    }

    private int WaitForMore(UserListParser list, string payload, ServerTraits server)
    {
        if (_isCounted)
            return list.Total > _names.Count ? ClientLimits.ReplyGraceMilliseconds : 0;
        if (!_namesUs)
            return server.GraceMilliseconds; // we are logged in, so there may be more
        return _isOneNameAFrame || payload.Length > ClientLimits.FullListFrame ? ClientLimits.ListGraceMilliseconds : 0;
    }

    private ReplyFit JudgeFirst(string payload, ServerTraits server)
    {
        UserListParser list = UserListParser.Read(payload);
        if (UserListParser.HasHeading(payload))
            return NamesUs(list, server) || list.Names.Count == 0 || list.Total is not null || server.PlainIsServerMade ? ReplyFit.Certain : ReplyFit.Doubtful;
        if (ReplyPhrases.IsWhisperReceipt(payload)) // or names like its words
            return NamesUs(list, server) ? ReplyFit.Doubtful : UserListParser.IsOnlyNames(payload) ? ReplyFit.OnlyIfAlone : ReplyFit.None;
        bool goesOn = Held is { } held && IsPart(held.Payload) && IsPart(payload);
        return NamesUs(list, server) || goesOn ? ReplyFit.Certain : ReplyFit.Doubtful;
    }

    // What anybody may have said: nothing but names, each once. Those with ours begin the list, which a rival spoils.
    private ReplyFit JudgeSuspect(string payload, ServerTraits server)
    {
        UserListParser list = UserListParser.Read(payload);
        bool namesUs = NamesUs(list, server);
        if (!IsNames(list) || (ReplyPhrases.IsWhisperReceipt(payload) && !namesUs))
            return ReplyFit.None;
        bool goesOn = Held is { } held && IsOneName(held.Payload) && IsOneName(payload) && held.Payload != payload;
        return namesUs || goesOn ? ReplyFit.Certain : ReplyFit.OnlyIfAlone;
    }

    private ReplyFit JudgeRival(in ServerMessage frame, string payload, ServerTraits server)
    {
        UserListParser list = UserListParser.Read(payload);
        if (frame.Kind is ChatMessageKind.Whisper or ChatMessageKind.Refusal || (server.IsChat(frame) && !UserListParser.HasHeading(payload)))
            return ReplyFit.None;
        if (list.Names.SequenceEqual(_names))
            return ReplyFit.None;
        if (_namesUs ? NamesUs(list, server) : list.Names.Intersect(_names).Any())
            return ReplyFit.Certain;
        bool goesOn = list.Total is not null || (UserListParser.IsOnlyNames(payload) && !ReplyPhrases.IsWhisperReceipt(payload));
        return goesOn && !_isWhole ? ReplyFit.Certain : ReplyFit.None;
    }

    // Under a heading that counts only the same heading goes on; else a frame that is names and nothing more.
    private ReplyFit JudgeNext(in ServerMessage frame, string payload)
    {
        if (_isCounted)
            return UserListParser.Read(payload).Total is not null ? ReplyFit.Certain : ReplyFit.None;
        bool mayBeName = frame.Kind == ChatMessageKind.Notice || (frame.Kind == ChatMessageKind.Refusal && _isOneNameAFrame);
        if (!mayBeName || !UserListParser.IsOnlyNames(payload))
            return ReplyFit.None;
        return ReplyPhrases.IsWhisperReceipt(payload) ? ReplyFit.OnlyIfAlone : ReplyFit.Certain;
    }

    private bool GoesOn(UserListParser list) =>
        !_isWhole && !list.Names.Intersect(_names).Any()
        && (_isCounted ? list.Total is not null : _isOneNameAFrame && list.Names.Count == 1);

    private static bool IsNames(UserListParser list) =>
        list.Names.Count > 0 && list.Names.All(UserNameRules.IsAlphanumeric) && list.Names.Distinct().Count() == list.Names.Count;

    private static bool IsOneName(string payload) => UserNameRules.IsAlphanumeric(payload.Trim());

    private static bool NamesUs(UserListParser list, ServerTraits server) =>
        list.Names.Any(name => UserNameRules.Same(name, server.OwnName));

    // One name, or names and what stands between them; words between spaces alone may as well be a sentence.
    private static bool IsPart(string payload) =>
        UserListParser.HasHeading(payload)
        || (UserListParser.IsOnlyNames(payload) && (payload.IndexOf(' ') < 0 || payload.IndexOfAny(s_listMarks) >= 0));
}
