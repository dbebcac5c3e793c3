using System;
using System.Collections.Generic;
using System.Management.Automation;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>
/// What one pipeline says in one session, and the errors of it: one for each part that was refused or altered, and one for all that
/// is not confirmed. When the session has failed, what comes after is collected for that error. For the pipeline's thread.
/// </summary>
internal sealed class OutgoingBatch
{
    // A pipeline that goes on is told after this time that its session has failed, and not only at its end.
    private static readonly TimeSpan s_untold = TimeSpan.FromSeconds(5);

    private readonly MessageBatch _batch;
    private readonly bool _wasOpen;
    private Deadline _tellAt = Deadline.Never;

    public OutgoingBatch(ChatSession session)
    {
        Session = session;
        _batch = session.BeginBatch();
        _wasOpen = session.Error is null;
    }

    public ChatSession Session { get; }

    public long SaidCount => _batch.SaidCount;

    public long ConfirmedCount => _batch.ConfirmedCount;

    /// <summary>Nothing can be sent any more: what is said now is only counted as not confirmed.</summary>
    public bool HasEnded => _batch.End is not null;

    /// <summary>There is an error to write before the next text.</summary>
    public bool MustReport => _batch.HasFailures || _tellAt.HasPassed;

    /// <summary>Says one part; it goes out within a millisecond.</summary>
    public void Say(string part, in CallOptions call)
    {
        _batch.Say(part, call);
        NoteEnd();
    }

    /// <summary>Counts a part as not confirmed that was sent in another way, and the session as failed.</summary>
    public void Fail(string part, ChatException end)
    {
        _batch.Fail(part, end);
        NoteEnd();
    }

    /// <summary>Waits for what is owed, as long as there is progress.</summary>
    public void AwaitAll(in CallOptions call) => _batch.AwaitAll(call);

    /// <summary>The pipeline has ended, perhaps by Ctrl+C: it reports no more.</summary>
    public void Abandon() => _batch.Abandon();

    /// <summary>The errors since the last call.</summary>
    public IEnumerable<ErrorRecord> TakeErrors()
    {
        foreach (PendingEcho echo in _batch.TakeFailures())
            yield return ChatErrors.From(echo, Session);
        IReadOnlyList<string> doubts = _batch.TakeDoubts();
        if (doubts.Count > 0)
            yield return ChatErrors.InDoubt(doubts, Session);
        IReadOnlyList<string> texts = _batch.TakeUnconfirmed();
        if (texts.Count > 0)
            yield return ChatErrors.NotConfirmed(texts, _batch.End, _wasOpen, _batch.ServerEchoes, Session);
        _tellAt = Deadline.Never;
    }

    private void NoteEnd()
    {
        if (HasEnded && _tellAt.IsNever)
            _tellAt = Deadline.After(s_untold, Session.Clock);
    }
}
