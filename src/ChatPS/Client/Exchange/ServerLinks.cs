using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>
/// The links of a connection, one after the other, and the gaps between them. The connection's lock guards it, except
/// <see cref="Current"/> and <see cref="IsOpen"/>.
/// </summary>
internal sealed class ServerLinks
{
    private readonly Inbox _inbox;
    private readonly Action _wakeCallers;
    private readonly List<string> _unreported = [];
    private volatile ServerLink _current;
    private volatile ConnectionGap? _gap;
    private IReconnector? _reconnector;
    private long _earlierProgress;

    /// <param name="first">The link of the first login.</param>
    /// <param name="inbox">What was received and not taken.</param>
    /// <param name="wakeCallers">Called when something has changed.</param>
    public ServerLinks(ServerLink first, Inbox inbox, Action wakeCallers)
    {
        _current = first;
        _inbox = inbox;
        _wakeCallers = wakeCallers;
        Reader = new ConnectionReader(first, inbox, wakeCallers, OnClosing);
    }

    /// <summary>Reads the current link.</summary>
    public ConnectionReader Reader { get; }

    public Inbox Inbox => _inbox;

    /// <summary>The last messages that were taken, and the echoes that a caller waited for.</summary>
    public RecentMessages Recent { get; } = new();

    /// <summary>The newest, which may have ended.</summary>
    public ServerLink Current => _current;

    /// <summary>Logged in, as far as is known.</summary>
    public bool IsOpen => _gap is null && _current.IsOpen;

    /// <summary>Something was accepted and waits for a login.</summary>
    public bool HoldsUnsent => _gap is { HasUnsent: true };

    public ChatSessionState State => _gap is null ? _current.Transport.State : ChatSessionState.Reconnecting;

    /// <summary>Why it has ended for good; null while it has not.</summary>
    public ChatException? Error => _gap is null ? _current.Transport.Error : null;

    /// <summary>Why the last link broke; null when it has not, and when it was closed from this side.</summary>
    public ChatException? Reason => _current.Transport.Reason ?? _gap?.Reason;

    /// <summary>What is unread, owed and done.</summary>
    public ConnectionStatus Status
    {
        get
        {
            PendingRequestQueue requests = _current.Matcher.Requests;
            return new ConnectionStatus(
                _inbox.Count, _inbox.DroppedCount, requests.OwedCount + (_gap?.UnsentCount ?? 0), requests.OwedEchoCount + (_gap?.UnsentEchoCount ?? 0),
                _current.Matcher.HasEchoed, _earlierProgress + (_gap is null ? _current.Progress : 0));
        }
    }

    /// <summary>A refusal that came on a link before its login was sent; null when there was none.</summary>
    public string? EarlyRefusal => _gap?.CatchUp?.Refusal;

    /// <summary>Why a request cannot be answered any more; null while it can. A login is of one link, all else waits for the next.</summary>
    public ChatException? ErrorFor(PendingRequest request) => request is PendingLogin ? _current.Transport.Error : Error;

    /// <summary>Whether the frame of a request may go out now.</summary>
    public bool Takes(PendingRequest request) => _gap is null || request is PendingLogin;

    /// <summary>From now on a break is not the end: another socket is opened.</summary>
    /// <returns>False when it has ended already.</returns>
    public bool Outlive(IReconnector reconnector)
    {
        _reconnector = reconnector;
        if (_current.Transport.Reason is { } reason)
            OnClosing(reason);
        return State is ChatSessionState.Opened or ChatSessionState.Reconnecting;
    }

    /// <summary>Puts a link in the place of the one that broke, for a login to be tried on it.</summary>
    /// <returns>False when none is wanted any more.</returns>
    public bool TryReplace(Func<FrameInterpreter, ServerLink> create)
    {
        if (_gap is not { } gap)
            return false;
        _current = create(gap.NextInterpreter(_current.Interpreter, new CatchUp(_inbox, new KnownHistory(Heard))));
        Reader.Attach(_current);
        return true;
    }

    /// <summary>The login is done: a message tells of the gap, and what had not left goes out.</summary>
    /// <param name="tries">How many it took.</param>
    /// <returns>False when the link has broken again, or none is wanted any more.</returns>
    public bool TryResume(int tries)
    {
        if (_gap is not { } gap || !_current.IsOpen)
            return false;
        gap.AddNotice(_current.Interpreter, _inbox, tries);
        _gap = null;
        gap.Send(_current);
        _current.Sender.TryFlush();
        Reader.Wake();
        Reader.CloseIfFailed();
        return true;
    }

    /// <summary>Closes the link on which a login has failed.</summary>
    public bool EndTry(ChatException why)
    {
        if (_gap is not null)
            Reader.Close(why);
        return _gap is not null;
    }

    /// <summary>Ends for good.</summary>
    /// <param name="reason">Null when this side wants it so.</param>
    public bool End(ChatException? reason)
    {
        IReconnector? reconnector = _reconnector;
        _reconnector = null;
        Reader.Close(reason);
        reconnector?.Dispose();
        if (_gap is not { } gap)
            return false;
        _unreported.AddRange(gap.UnreportedUnsent);
        _current.Transport.Close(reason); // who sees the state without the lock must find the reason
        _gap = null;
        _wakeCallers();
        return true;
    }

    /// <summary>Looks at the link once, and ends it when the other end is gone.</summary>
    /// <returns>True when it must be looked at again; else <paramref name="rest"/> was called.</returns>
    public bool LookAtLink(LinkWatch watch, Action rest)
    {
        bool isOutstanding = _current.IsOutstanding(out LinkState state);
        if (isOutstanding && watch.IsDead(state))
            Reader.Close(new ChatException(ChatFailure.ConnectionLost, "The connection to the server was lost: its machine does not answer any more."));
        if (isOutstanding && _current.IsOpen)
            return true;
        rest();
        return false;
    }

    /// <summary>Gives up every part that is not confirmed.</summary>
    /// <param name="owesEchoes">Whether what has not come back is told. What was left in a gap always is.</param>
    /// <returns>The texts, exact, of those that nobody else will report.</returns>
    public IReadOnlyList<string> GiveUpEchoes(bool owesEchoes)
    {
        IReadOnlyList<string> owed = _current.Matcher.GiveUpEchoes();
        string[] texts = owesEchoes ? [.. _unreported, .. owed] : [.. _unreported];
        _unreported.Clear();
        return texts;
    }

    private void OnClosing(ChatException? reason)
    {
        if (_gap is not null)
            return;
        if (_reconnector is null || reason is null || _current.Interpreter.IsDismissed)
        {
            _reconnector?.Dispose();
            return;
        }

        _earlierProgress += _current.Progress;
        _gap = new ConnectionGap(_current, reason, DateTime.Now);
        _unreported.AddRange(_gap.UnreportedDoubts.Take(Math.Max(0, ClientLimits.LateEchoes - _unreported.Count)));
        _reconnector.Begin();
    }

    private IEnumerable<ChatMessage> Heard() =>
        Recent.Last(ClientLimits.RecentCapacity).Concat(_inbox.Last(ClientLimits.RecentCapacity)).OrderBy(static message => message.Sequence);
}
