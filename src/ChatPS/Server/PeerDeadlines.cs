using System;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Until when things must have happened to one connection. Times are milliseconds of the loop's clock.</summary>
internal sealed class PeerDeadlines(long loginBy)
{
    private const long Never = DeadlineQueue<Peer>.Never;

    private long _owedBy = Never;
    private long _frame = -1;
    private long _frameBy = Never;
    private long _stalledBy = Never;
    private long _closeBy = Never;

    /// <summary>A frame has begun and is not whole; each frame has its own deadline.</summary>
    /// <param name="frame">Its number.</param>
    /// <param name="now">The time.</param>
    public void ExpectRestOfFrame(long frame, long now)
    {
        if (_frameBy != Never && _frame == frame)
            return;
        _frame = frame;
        _frameBy = now + ServerLimits.PatienceMs;
    }

    public void ForgetFrame() => _frameBy = Never;

    /// <summary>While the peer is not read it cannot finish its frame.</summary>
    public void PostponeFrame(long now)
    {
        if (_frameBy != Never)
            _frameBy = now + ServerLimits.PatienceMs;
    }

    /// <summary>Sets the deadlines of a reader by its queue after a flush: with much left it has to go on soon, with anything left it has to take something in a minute.</summary>
    public void NoteFlush(int queued, bool progressed, long now)
    {
        if (progressed || queued <= ServerLimits.StallAbove)
            _stalledBy = Never;
        if (queued > ServerLimits.StallAbove && _stalledBy == Never)
            _stalledBy = now + ServerLimits.PatienceMs;
        if (queued == 0)
            _owedBy = Never;
        else if (progressed || _owedBy == Never)
            _owedBy = now + ServerLimits.OwedMs;
    }

    public void StartClosing(long now) => _closeBy = now + ServerLimits.ClosingMs;

    /// <summary>Whether a peer that is on its way out has had its time.</summary>
    public bool IsCloseOverdue(long now) => now >= _closeBy;

    /// <summary>Whether an open peer has missed a deadline, and the reason it is told: none where it does not read.</summary>
    public bool IsOverdue(long now, bool isInside, bool isReading, out string? reason)
    {
        reason = null;
        if (now >= _stalledBy || now >= _owedBy)
            return true;
        if (!isInside && now >= loginBy)
            reason = ServerText.LogInFirst;
        else if (isReading && now >= _frameBy)
            reason = ServerText.NotUnderstood;
        return reason is not null;
    }

    /// <summary>The next deadline of a peer that is on its way out.</summary>
    public long NextWhileClosing => _closeBy;

    /// <summary>The next deadline of an open peer.</summary>
    public long Next(bool isInside, bool isReading) =>
        Math.Min(Math.Min(_stalledBy, _owedBy), Math.Min(isInside ? Never : loginBy, isReading ? _frameBy : Never));
}
