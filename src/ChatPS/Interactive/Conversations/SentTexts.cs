using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>What was said to all in one session and has not come back. One thread.</summary>
internal sealed class SentTexts
{
    // Of a paste that was lost more would push everything else off the screen.
    private const int MostNamed = 5;

    private readonly ChatSession _session;
    private readonly TimeSpan _timeout;
    private readonly Action<string> _showError;
    private readonly List<Sent> _sent = [];
    private bool _echoes = true;

    /// <param name="session">Where it was said.</param>
    /// <param name="timeout">How long a text may take to come back.</param>
    /// <param name="showError">Shows what did not.</param>
    public SentTexts(ChatSession session, TimeSpan timeout, Action<string> showError)
    {
        _session = session;
        _timeout = timeout;
        _showError = showError;
    }

    /// <summary>How many have not come back; none where the server is known to send nothing back.</summary>
    public int Count => _echoes ? _sent.Count : 0;

    /// <summary>How long the oldest has been under way.</summary>
    public TimeSpan Oldest => Count == 0 ? TimeSpan.Zero : Since(_sent[0]);

    /// <summary>A part was sent.</summary>
    /// <param name="at">By the session's clock, before it was sent: its echo may be quick.</param>
    /// <param name="echo">What comes back.</param>
    public void Add(long at, PendingEcho echo) => _sent.Add(new Sent(echo, at));

    /// <summary>Shows what was refused, and what has not come back in time.</summary>
    public void Collect()
    {
        if (_sent.Count == 0)
            return;
        ShowDoubts();
        _sent.RemoveAll(TrySettle);
        var late = new List<Sent>();
        while (_sent.Count > late.Count && Since(_sent[late.Count]) > _timeout)
        {
            if (!_session.GiveUp(_sent[late.Count].Echo))
                late.Add(_sent[late.Count]);
            else
                _sent.RemoveAt(late.Count);
        }

        _sent.RemoveRange(0, late.Count);

        // Where nothing comes back, that is said once.
        if (late.Count > 0 && _echoes)
            Name($"Not answered within {_timeout.TotalSeconds:0.#} s", late);
        _echoes &= late.Count == 0;
    }

    /// <summary>The session has ended: shows what is not known to have arrived.</summary>
    public void Abandon()
    {
        ShowDoubts();
        _sent.RemoveAll(TrySettle);
        if (_echoes && _sent.Count > 0)
            Name("Not confirmed", _sent);
        _sent.Clear();
    }

    /// <summary>The session is left: who closes it tells what has not come back.</summary>
    public void GiveUp()
    {
        if (_sent.Count > 0)
            _session.LoseReporter([.. _sent.Select(sent => sent.Echo)]);
        _sent.Clear();
    }

    private TimeSpan Since(Sent sent) => TimeSpan.FromMilliseconds(_session.Clock() - sent.At);

    // Behind which the connection was lost.
    private void ShowDoubts()
    {
        List<Sent> doubts = _sent.FindAll(static sent => sent.Echo.Failure is not null);
        Name("In doubt, the connection was lost behind it", doubts);
        _sent.RemoveAll(doubts.Contains);
    }

    private bool TrySettle(Sent sent)
    {
        if (!sent.Echo.IsDone)
            return false;
        if (sent.Echo.Refusal is { } refusal)
            _showError($"{TerminalText.MakeSafe(refusal)}: {TerminalText.MakeSafe(sent.Echo.Text)}");
        else
            _echoes = true;
        return true;
    }

    private void Name(string what, List<Sent> texts)
    {
        foreach (Sent sent in texts.Take(MostNamed))
            _showError($"{what}: {TerminalText.MakeSafe(sent.Echo.Text)}");
        if (texts.Count > MostNamed)
            _showError($"{what}: {texts.Count - MostNamed} more.");
    }

    private sealed record Sent(PendingEcho Echo, long At);
}
