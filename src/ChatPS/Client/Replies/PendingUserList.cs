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
    private bool _isOpenEnded;
    private bool _namesUs;

    public PendingUserList(bool awaited = true)
        : base(awaited)
    {
    }

    /// <summary>The names so far, exact: not yet safe to print.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc/>
    public override ReplyFit Judge(in ServerMessage frame, string payload, ServerTraits server)
    {
        if (server.IsOwnServer)
            return OwnServerGrammar.IsUserList(payload) ? ReplyFit.Certain : ReplyFit.None;
        if (HasBegun)
            return JudgeNext(frame, payload);
        if (frame.IsChat)
            return UserListParser.HasHeading(payload) ? server.JudgeHeading(frame) : ReplyFit.None;
        if (frame.Kind == ChatMessageKind.Presence && ReplyPhrases.IsPresence(payload))
            return ReplyFit.None;
        return JudgeFirst(payload, server);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One name a frame; or a first frame under a heading that looks like the words of somebody called so. Who is called so would
    /// be in the list.
    /// </remarks>
    public override bool Absorbs(HeldReply held, string payload) => held.Frame.IsChat
        ? UserListParser.Read(payload).Names is { Count: 1 } names && !UserNameRules.Same(names[0], held.Frame.Sender)
        : IsPart(held.Payload);

    /// <inheritdoc/>
    protected override int Accept(in ServerMessage frame, string payload, ServerTraits server)
    {
        UserListParser list = UserListParser.Read(payload);
        _isOpenEnded |= !HasBegun && list.Names.Count < 2;
        _names.AddRange(list.Names);
        _isCounted |= list.Total is not null;
        _namesUs |= NamesUs(list, server);
        if (_names.Count >= ClientLimits.ListedNames)
            return 0;
        if (_isCounted)
            return list.Total > _names.Count ? ClientLimits.ReplyGraceMilliseconds : 0;
        if (!_namesUs)
            return ClientLimits.ReplyGraceMilliseconds; // we are logged in, so there may be more
        return _isOpenEnded || payload.Length > ClientLimits.FullListFrame ? ClientLimits.ListGraceMilliseconds : 0;
    }

    private ReplyFit JudgeFirst(string payload, ServerTraits server)
    {
        UserListParser list = UserListParser.Read(payload);
        if (UserListParser.HasHeading(payload))
            return NamesUs(list, server) || list.Names.Count == 0 || list.Total is not null || server.PlainIsServerMade ? ReplyFit.Certain : ReplyFit.Doubtful;
        if (ReplyPhrases.IsWhisperReceipt(payload))
            return NamesUs(list, server) ? ReplyFit.Doubtful : ReplyFit.None;
        bool goesOn = Held is { } held && IsPart(held.Payload) && IsPart(payload);
        return NamesUs(list, server) || goesOn ? ReplyFit.Certain : ReplyFit.Doubtful;
    }

    // Under a heading that counts only the same heading goes on; else a frame that is names and nothing more.
    private ReplyFit JudgeNext(in ServerMessage frame, string payload)
    {
        if (_isCounted)
            return UserListParser.Read(payload).Total is not null ? ReplyFit.Certain : ReplyFit.None;
        if (frame.Kind != ChatMessageKind.Notice || !UserListParser.IsOnlyNames(payload))
            return ReplyFit.None;
        return ReplyPhrases.IsWhisperReceipt(payload) ? ReplyFit.OnlyIfAlone : ReplyFit.Certain;
    }

    private static bool NamesUs(UserListParser list, ServerTraits server) =>
        list.Names.Any(name => UserNameRules.Same(name, server.OwnName));

    // One name, or names and what stands between them; words between spaces alone may as well be a sentence.
    private static bool IsPart(string payload) =>
        UserListParser.HasHeading(payload)
        || (UserListParser.IsOnlyNames(payload) && (payload.IndexOf(' ') < 0 || payload.IndexOfAny(s_listMarks) >= 0));
}
