using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>The requests of one session whose replies will be shown. Nobody waits for them: they are looked at. One thread.</summary>
internal sealed class OpenRequests
{
    // Longer than any server takes that is going to reply.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly ChatSession _session;
    private readonly TimeSpan _timeout;
    private readonly Action<string> _showError;
    private readonly List<Open> _open = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <param name="session">Whose requests they are.</param>
    /// <param name="timeout">How long each may take.</param>
    /// <param name="showError">Shows what went wrong.</param>
    public OpenRequests(ChatSession session, TimeSpan timeout, Action<string> showError)
    {
        _session = session;
        _timeout = timeout;
        _showError = showError;
    }

    public int Count => _open.Count;

    /// <summary>How many that the user has asked for have no reply.</summary>
    public int UnansweredCount => _open.Count(open => open.OnSilence is null);

    /// <summary>How long the oldest of those has been under way.</summary>
    public TimeSpan Oldest => _open.Find(open => open.OnSilence is null) is { } oldest ? _clock.Elapsed - oldest.At : TimeSpan.Zero;

    /// <param name="request">A request that was sent.</param>
    /// <param name="what">What it is, for an error.</param>
    /// <param name="onReply">Shows the reply.</param>
    public void Add<T>(T request, string what, Action<T> onReply)
        where T : PendingRequest => Add(request, what, _timeout, onReply, onSilence: null);

    /// <summary>One that the user has not asked for: without a reply it is no error, and not waited for as long.</summary>
    /// <param name="request">A request that was sent.</param>
    /// <param name="what">What it is, for an error.</param>
    /// <param name="onReply">Shows the reply.</param>
    /// <param name="onSilence">Shows that there is none yet.</param>
    public void AddUnasked<T>(T request, string what, Action<T> onReply, Action onSilence)
        where T : PendingRequest => Add(request, what, _timeout < s_patience ? _timeout : s_patience, onReply, onSilence);

    /// <summary>Shows the replies that came before a message, so that all stands in the order in which it arrived.</summary>
    public void CompleteBefore(long sequence) =>
        _open.RemoveAll(open => open.Request.IsDone && open.Request.RepliedAt < sequence && TryComplete(open));

    /// <summary>Shows the replies that have come, and gives up what took too long.</summary>
    /// <returns>True when any was shown.</returns>
    public bool Complete() => _open.RemoveAll(TryComplete) > 0;

    /// <summary>Gives up what took too long, while what came before a reply is not shown yet.</summary>
    /// <returns>True when there was any.</returns>
    public bool Expire() => _open.RemoveAll(TryExpire) > 0;

    /// <summary>Nobody waits any more for the replies that have not come; those that are there are shown.</summary>
    public void GiveUp()
    {
        foreach (Open open in _open)
        {
            if (_session.GiveUp(open.Request))
                Show(open);
        }

        _open.Clear();
    }

    private bool TryComplete(Open open)
    {
        try
        {
            if (!_session.Poll(open.Request))
                return TryExpire(open);
            Show(open);
        }
        catch (ChatException)
        {
            _showError($"Not answered: {open.What}");
        }

        return true;
    }

    private bool TryExpire(Open open)
    {
        if (!open.Deadline.HasPassed)
            return false;
        if (_session.GiveUp(open.Request))
            Show(open);
        else if (open.OnSilence is { } onSilence)
            onSilence();
        else
            _showError($"The server did not answer: {open.What}");
        return true;
    }

    private void Add<T>(T request, string what, TimeSpan timeout, Action<T> onReply, Action? onSilence)
        where T : PendingRequest => _open.Add(new Open(request, what, Deadline.After(timeout, _session.Clock), _clock.Elapsed, () => onReply(request), onSilence));

    private void Show(Open open)
    {
        if (open.Request.Failure is not null)
            _showError($"In doubt, the connection was lost behind it: {open.What}");
        else if (open.Request.Refusal is { } refusal)
            _showError($"{TerminalText.MakeSafe(refusal)} ({open.What})");
        else
            open.OnReply();
    }

    private sealed record Open(PendingRequest Request, string What, Deadline Deadline, TimeSpan At, Action OnReply, Action? OnSilence);
}
