using System.Collections.Generic;
using System.Linq;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>A request for the list of users, whose reply may come in several frames.</summary>
internal sealed class PendingUserList : PendingRequest
{
    private readonly List<string> _names = [];
    private bool _isCounted;
    private bool _isBelowHeading;

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
            return Continues(frame, payload) ? ReplyFit.Certain : ReplyFit.None;
        if (frame.IsChat)
            return UserListParser.HasHeading(payload) ? server.JudgeHeading(frame) : ReplyFit.None;
        if (frame.Kind == ChatMessageKind.Presence && ReplyPhrases.IsPresence(payload))
            return ReplyFit.None;
        return JudgeList(payload, server);
    }

    /// <inheritdoc/>
    protected override int Accept(in ServerMessage frame, string payload, ServerTraits server)
    {
        UserListParser list = UserListParser.Read(payload);
        _isBelowHeading |= !HasBegun && list.Names.Count == 0;
        _names.AddRange(list.Names);
        _isCounted |= list.Total is not null;
        if (_names.Count >= ClientLimits.ListedNames)
            return 0;
        if (_isCounted)
            return list.Total > _names.Count ? ClientLimits.ReplyGraceMilliseconds : 0;
        return _isBelowHeading || MayGoOn(list, payload) ? ClientLimits.ListGraceMilliseconds : 0;
    }

    private static ReplyFit JudgeList(string payload, ServerTraits server)
    {
        UserListParser list = UserListParser.Read(payload);
        bool namesUs = list.Names.Any(name => UserNameRules.Same(name, server.OwnName));
        if (UserListParser.HasHeading(payload))
            return namesUs || list.Names.Count == 0 || list.Total is not null || server.PlainIsServerMade ? ReplyFit.Certain : ReplyFit.Doubtful;
        if (ReplyPhrases.IsWhisperReceipt(payload))
            return namesUs ? ReplyFit.Doubtful : ReplyFit.None;
        return namesUs ? ReplyFit.Certain : ReplyFit.Doubtful;
    }

    // Under a heading that counts only the same heading goes on; else a frame that is names and nothing more.
    private bool Continues(in ServerMessage frame, string payload)
    {
        if (_isCounted)
            return UserListParser.Read(payload).Total is not null;
        return frame.Kind == ChatMessageKind.Notice && UserListParser.IsOnlyNames(payload);
    }

    // A frame that is nearly full, or has no more than one name, is perhaps not all.
    private static bool MayGoOn(UserListParser list, string payload) =>
        list.Names.Count < 2 || payload.Length > ClientLimits.FullListFrame;
}
