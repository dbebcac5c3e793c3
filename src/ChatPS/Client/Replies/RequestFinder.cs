using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>Finds the request that a frame replies to where it is no certain echo, owed or given up. The connection's lock guards it.</summary>
internal sealed class RequestFinder
{
    private readonly PendingRequestQueue _requests;
    private readonly ServerTraits _server;

    public RequestFinder(PendingRequestQueue requests, ServerTraits server)
    {
        _requests = requests;
        _server = server;
    }

    /// <summary>The request that a frame replies to, or may reply to, and how sure that is; null when it is no reply.</summary>
    /// <param name="frame">What came.</param>
    /// <param name="payload">The same, exact.</param>
    /// <param name="echo">The part that it may be the echo of; null when there is none.</param>
    /// <param name="fit">How sure that is, and then how sure the request is.</param>
    public PendingRequest? Find(in ServerMessage frame, string payload, PendingRequest? echo, ref ReplyFit fit)
    {
        if (_requests.IsEmpty)
            return null;
        if (_requests.FirstOther is PendingLogin login)
            return FindForLogin(login, frame, payload, out fit);
        ReplyFit echoFit = fit;
        fit = ReplyFit.None;
        if (_server.IsSpeech(payload))
            return null;
        PendingRequest? other = frame.Kind == ChatMessageKind.Refusal ? FindRefused(frame, payload, out fit) : null;
        other ??= FindOther(frame, payload, out fit);
        if (echoFit < fit || (echoFit == fit && (echo is null || echo.Order > other!.Order)))
            return other;
        fit = echoFit;
        return echo;
    }

    // Where anybody's words may be the reply, a late one cannot be told from one that is in time.
    private PendingRequest? FirstThatIsTold =>
        (_server.PlainMayBeSpeech ? null : _requests.FirstLateOther) ?? _requests.FirstOther;

    private PendingLogin? FindForLogin(PendingLogin login, in ServerMessage frame, string payload, out ReplyFit fit)
    {
        fit = login.IsRefusal(frame, payload) ? login.JudgeRefusal(payload, _server) : login.Judge(frame, payload, _server);
        return fit == ReplyFit.None ? null : login;
    }

    private PendingRequest? FindOther(in ServerMessage frame, string payload, out ReplyFit fit)
    {
        PendingRequest? best = null;
        fit = ReplyFit.None;
        for (PendingRequest? request = FirstThatIsTold; request is not null; request = _requests.Following(request))
        {
            // What looks like a refusal may still be a part of what has begun.
            bool mayFit = frame.Kind != ChatMessageKind.Refusal || request.HasBegun;
            ReplyFit one = mayFit ? request.Judge(frame, payload, _server) : ReplyFit.None;
            bool isSecond = one == ReplyFit.Doubtful && request.Held?.Fit == one;
            if (isSecond)
                request.Contest();
            if (isSecond || (one == ReplyFit.OnlyIfAlone && request.IsContested))
                one = ReplyFit.None;
            if (one > fit || (one == fit && best is { Held: not null } && request.Held is null))
                (best, fit) = (request, one);
        }

        // A name that looks like a receipt is the next of a list where no whisper waits for one.
        if (best is { HasBegun: true } && fit == ReplyFit.OnlyIfAlone && !_server.PlainMayBeSpeech)
            fit = ReplyFit.Certain;
        return best;
    }

    private PendingRequest? FindRefused(in ServerMessage frame, string payload, out ReplyFit fit)
    {
        fit = ReplyFit.None;
        if (_server.IsOwnServer && OwnServerGrammar.IsDisconnect(payload))
            return null;
        PendingRequest? named = _requests.FindOther(request =>
            request.JudgeRefusal(payload, _server) == ReplyFit.Certain && !(request.IsAbandoned && _server.PlainMayBeSpeech));
        if (named is null && _server.IsOwnServer && OwnServerGrammar.RefusedTarget(payload) is not null)
            return null;
        PendingRequest? request = named ?? _requests.OldestRefusable();

        // Where it could be the words of somebody called NO, it counts when nothing contradicts it.
        fit = _server.AtMost(frame, frame.Form == 0 || _server.IsOwnServer ? ReplyFit.Certain : _server.JudgeHeading(frame));
        return request is null || fit == ReplyFit.None || (fit == ReplyFit.OnlyIfAlone && request.IsContested) ? null : request;
    }
}
