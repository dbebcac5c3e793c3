using System;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>A login. Any payload that begins with <c>NO</c> refuses it; what else comes first is the welcome.</summary>
internal sealed class PendingLogin : PendingRequest
{
    private readonly string _ownName;
    private bool _isGreeted;

    public PendingLogin(string ownName)
        : base(awaited: true) => _ownName = ownName;

    /// <inheritdoc/>
    /// <remarks>Behind a first word of the server only what looks like a refusal is one: a message may begin with NO.</remarks>
    public override ReplyFit JudgeRefusal(string payload, ServerTraits server) =>
        !HasBegun || ServerMessageParser.IsRefusal(payload) ? ReplyFit.Certain : ReplyFit.None;

    /// <inheritdoc/>
    /// <remarks>
    /// Behind a greeting only what speaks of the login: somebody called NO, or who begins a bare text so, must not lock others out.
    /// </remarks>
    public override bool IsRefusal(in ServerMessage frame, string payload) =>
        payload.StartsWith(ProtocolConstants.Refusal, StringComparison.Ordinal)
        && (!_isGreeted || (frame.Form == 0 && ReplyPhrases.IsLoginRefusal(payload)));

    /// <inheritdoc/>
    /// <remarks>Only who is logged in hears chat and presence: they may overtake the welcome, and stand for it if none comes.</remarks>
    public override ReplyFit Judge(in ServerMessage frame, string payload, ServerTraits server)
    {
        if (HasBegun)
            return ReplyFit.None;
        if (ReplyPhrases.IsWelcome(payload, _ownName) && !frame.IsChat)
            return ReplyFit.Certain;
        if (frame.IsChat || frame.Kind == ChatMessageKind.Presence)
            return ReplyPhrases.HasHeading(payload) ? ReplyFit.Certain : ReplyFit.Doubtful;
        return ReplyFit.Certain;
    }

    /// <inheritdoc/>
    protected override int Accept(in ServerMessage frame, string payload, ServerTraits server)
    {
        _isGreeted = ReplyPhrases.IsGreeting(payload);
        return server.IsOwnServer || ReplyPhrases.IsWelcome(payload, _ownName) ? 0 : ClientLimits.WelcomeGraceMilliseconds;
    }
}
