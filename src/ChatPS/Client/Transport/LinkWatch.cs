using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>
/// Tells a link whose other end has gone without a word from one whose other end merely pauses reading. The probes of keep-alive
/// rest while something sent is not acknowledged, and the system's own limit for that, TCP_USER_TIMEOUT, ends both alike. Who pauses
/// still answers each question for room; between two of them there may be minutes, in which nobody owes anything. Pure.
/// </summary>
internal sealed class LinkWatch
{
    private long _since;
    private int _looks;

    /// <summary>Counts one look at the link; they are <see cref="ClientLimits.LinkLookMilliseconds"/> apart.</summary>
    /// <returns>True when the other end has answered nothing for so long that it is taken for gone.</returns>
    public bool IsDead(in LinkState link)
    {
        bool unanswered = link.IsUnanswered && link.SinceAcknowledgement >= ClientLimits.LinkSilenceMilliseconds;
        bool answeredSince = link.SinceAcknowledgement < _since;
        _since = link.SinceAcknowledgement;

        // An answer may be on its way at the first look, but not for a whole interval.
        _looks = unanswered && !answeredSince ? _looks + 1 : unanswered ? 1 : 0;
        return _looks > 1;
    }
}
