using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// What one sender says to all in one session, at full speed, and waits for at the end: each part is confirmed by its echo, was
/// refused, came back altered, is in doubt, or is not confirmed. For one thread.
/// </summary>
internal sealed class MessageBatch
{
    private readonly ChatConnection _connection;
    private readonly RequestExchange _exchange;
    private readonly Queue<PendingEcho> _open = new();
    private readonly List<PendingEcho> _settled = [];
    private readonly List<PendingEcho> _failed = [];
    private readonly List<string> _unconfirmed = [];
    private readonly List<string> _doubts = [];

    public MessageBatch(ChatConnection connection, RequestExchange exchange)
    {
        _connection = connection;
        _exchange = exchange;
    }

    public long SaidCount { get; private set; }

    public long ConfirmedCount { get; private set; }

    /// <summary>Parts that were refused, came back altered or are in doubt, and were not taken.</summary>
    public bool HasFailures => _failed.Count + _doubts.Count > 0;

    /// <summary>Why nothing more can be sent or confirmed; null while that is not so.</summary>
    public ChatException? End { get; private set; }

    /// <summary>The server has echoed something in this session, so that an echo may be expected.</summary>
    public bool ServerEchoes => _connection.Status.HasEchoed;

    /// <summary>
    /// Says one part. It goes out within a millisecond. When very many are not confirmed it waits, as long as there is progress.
    /// After the <see cref="End"/> it only counts the part as not confirmed.
    /// </summary>
    public void Say(string part, in CallOptions call)
    {
        SaidCount++;
        if (End is not null)
        {
            _unconfirmed.Add(part);
            return;
        }

        var echo = new PendingEcho(part, awaited: false, confirmed: true);
        try
        {
            _exchange.Send(echo, RequestWriter.Message(part), gather: true, call);
            _open.Enqueue(echo);
            Collect();
        }
        catch (ChatException e)
        {
            Fail(part, e);
        }
        catch (OperationCanceledException)
        {
            _connection.WithRequests(matcher => ReplyMatcher.LoseReporter([echo]));
            throw;
        }
    }

    /// <summary>The sender was stopped: it reports no more.</summary>
    public void Abandon()
    {
        if (_open.Count > 0)
            _connection.WithRequests(matcher => ReplyMatcher.LoseReporter(_open));
    }

    /// <summary>Counts a part as not confirmed, and nothing as possible after it.</summary>
    public void Fail(string part, ChatException end)
    {
        End ??= end;
        _unconfirmed.Add(part);
    }

    /// <summary>Waits until every part is settled, as long as there is progress.</summary>
    public void AwaitAll(in CallOptions call)
    {
        try
        {
            Collect();
            if (_open.Count > 0 && End is null)
                _exchange.AwaitSettled(IsComplete, call);
        }
        catch (ChatException e)
        {
            End ??= e;
        }

        GiveUpRest();
        _connection.ReadAvailable(call.Trace, buffers: 0); // what came may have been read by the session itself
    }

    /// <summary>The parts that were refused or came back altered since the last call.</summary>
    public IReadOnlyList<PendingEcho> TakeFailures()
    {
        PendingEcho[] failures = _failed.ToArray();
        _failed.Clear();
        return failures;
    }

    /// <summary>The texts, exact, behind which the connection broke, and that were not taken before.</summary>
    public IReadOnlyList<string> TakeDoubts()
    {
        string[] texts = _doubts.ToArray();
        _doubts.Clear();
        return texts;
    }

    /// <summary>The texts, exact, that are not confirmed and were not taken before.</summary>
    public IReadOnlyList<string> TakeUnconfirmed()
    {
        string[] texts = _unconfirmed.ToArray();
        _unconfirmed.Clear();
        return texts;
    }

    private bool IsComplete()
    {
        Collect();
        return _open.Count == 0;
    }

    private void Collect()
    {
        _connection.WithRequests(matcher => matcher.Collect(_open, _settled));
        foreach (PendingEcho echo in _settled)
        {
            if (echo.Failure is not null)
                _doubts.Add(echo.Text);
            else if (echo.Refusal is not null || echo.AlteredText is not null)
                _failed.Add(echo);
            else
                ConfirmedCount++;
        }

        _settled.Clear();
    }

    // In order, and before what was not even sent.
    private void GiveUpRest()
    {
        var rest = new List<string>();
        foreach (PendingEcho echo in _open)
        {
            if (!_connection.WithRequests(matcher => matcher.GiveUp(echo)))
                rest.Add(echo.Text);
            else
                _settled.Add(echo);
        }

        _open.Clear();
        _unconfirmed.InsertRange(0, rest);
        Collect();
    }
}
