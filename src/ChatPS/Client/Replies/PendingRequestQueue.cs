using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// The requests of a session that are not answered, in the order they were sent: those that are owed a reply, and those that were
/// given up and whose reply may still come late. The connection's lock guards it.
/// </summary>
internal sealed class PendingRequestQueue
{
    private readonly RequestList _echoes = new();
    private readonly RequestList _others = new();
    private readonly RequestList _lateEchoes = new();
    private readonly RequestList _lateOthers = new();
    private readonly EchoIndex _index = new();
    private readonly Func<long> _clock;
    private PendingRequest? _openEcho;
    private long _asked;

    /// <param name="clock">Milliseconds of a clock that is never set.</param>
    public PendingRequestQueue(Func<long> clock) => _clock = clock;

    /// <summary>How many replies are owed to somebody.</summary>
    public int OwedCount => _echoes.Count + _others.Count;

    /// <summary>How many parts that were said to all are neither confirmed nor given up.</summary>
    public int OwedEchoCount => _echoes.Count;

    /// <summary>True when no reply can come.</summary>
    public bool IsEmpty => OwedCount + _lateEchoes.Count + _lateOthers.Count == 0;

    public bool HasEchoes => _echoes.Count + _lateEchoes.Count > 0;

    /// <summary>The oldest part whose echo is owed; <see cref="PendingRequest.Next"/> is the one after it.</summary>
    public PendingRequest? FirstEcho => _echoes.First;

    /// <summary>The oldest part that is owed an echo and holds none.</summary>
    public PendingEcho? OldestOpenEcho
    {
        get
        {
            // Those before it hold one, mostly: with thousands of them it must not be looked for anew each time.
            bool isInQueue = _openEcho is { IsDone: false, IsAbandoned: false } && (_openEcho.Previous?.Held is not null || _openEcho == _echoes.First);
            PendingRequest? echo = isInQueue ? _openEcho : _echoes.First;
            while (echo is { Held: not null })
                echo = echo.Next;
            _openEcho = echo;
            return (PendingEcho?)echo;
        }
    }

    /// <summary>The oldest other request that is owed a reply.</summary>
    public PendingRequest? FirstOther => _others.First;

    /// <summary>The oldest other request that was given up.</summary>
    public PendingRequest? FirstLateOther => _lateOthers.First;

    public void Add(PendingRequest request)
    {
        request.Begin(++_asked, _clock());
        if (request is PendingEcho echo)
        {
            _echoes.Append(echo);
            _index.Add(echo);
        }
        else
        {
            _others.Append(request);
        }
    }

    /// <summary>Takes one out that was answered, or never sent.</summary>
    public void Remove(PendingRequest request)
    {
        ListOf(request).Remove(request);
        if (request is PendingEcho echo)
            _index.Remove(echo);
    }

    /// <summary>Takes all out that are owed a reply, in the order they were sent. Of those that were given up nothing is owed.</summary>
    public List<PendingRequest> TakeOwed()
    {
        var owed = new List<PendingRequest>(OwedCount);
        while (Older(_echoes.First, _others.First) is { } request)
        {
            Remove(request);
            owed.Add(request);
        }

        return owed;
    }

    /// <summary>Its late reply will be recognised, but nobody is owed it. The oldest of those is forgotten where there are too many.</summary>
    public void Abandon(PendingRequest request)
    {
        if (request.Order > 0)
            ListOf(request).Remove(request);
        request.Abandon();
        if (request.Order == 0)
            return; // it was not sent, or waits for a server
        RequestList late = ListOf(request);
        late.Append(request);
        if (late.Count > (request is PendingEcho ? ClientLimits.LateEchoes : ClientLimits.LateRequests))
            Remove(late.First!);
    }

    /// <summary>The first that was said with this text, owed or late.</summary>
    public PendingEcho? FindEcho(string text) => HasEchoes ? _index.First(text) : null;

    /// <summary>The same, and rather one that holds no reply.</summary>
    public PendingEcho? FindOpenEcho(string text)
    {
        PendingEcho? first = FindEcho(text);
        PendingEcho? echo = first;
        while (echo is { Held: not null })
            echo = echo.NextOfText;
        return echo ?? first;
    }

    /// <summary>The first with this text that is owed and holds no reply; null when there is none.</summary>
    public PendingEcho? FindOwedEcho(string text)
    {
        PendingEcho? echo = FindEcho(text);
        while (echo is { IsAbandoned: true } or { IsDone: true } or { Held: not null })
            echo = echo.NextOfText;
        return echo;
    }

    /// <summary>The oldest request that a refusal may be about: one that is owed a reply, or else one that was given up.</summary>
    public PendingRequest? OldestRefusable() =>
        Older(FirstRefusable(_echoes), FirstRefusable(_others)) ?? Older(FirstRefusable(_lateEchoes), FirstRefusable(_lateOthers));

    /// <summary>The first request, owed or late, for which something holds; echoes are not asked.</summary>
    public PendingRequest? FindOther(Func<PendingRequest, bool> holds)
    {
        for (PendingRequest? request = _lateOthers.First ?? _others.First; request is not null; request = Following(request))
        {
            if (holds(request))
                return request;
        }

        return null;
    }

    /// <summary>The next other request behind one; those that were given up come first.</summary>
    public PendingRequest? Following(PendingRequest request) => request.Next ?? (request.IsAbandoned ? _others.First : null);

    /// <summary>Replies come in order: what was given up before a request that was answered will not be answered any more.</summary>
    public void ForgetLateBefore(PendingRequest answered)
    {
        while (_lateEchoes.First is { } echo && echo.Order < answered.Order)
            Remove(echo);
        while (_lateOthers.First is { } other && other.Order < answered.Order)
            Remove(other);
    }

    private static PendingRequest? FirstRefusable(RequestList requests)
    {
        PendingRequest? request = requests.First;
        while (request is { CanBeRefused: false })
            request = request.Next;
        return request;
    }

    private static PendingRequest? Older(PendingRequest? one, PendingRequest? other) =>
        one is null || (other is not null && other.Order < one.Order) ? other : one;

    private RequestList ListOf(PendingRequest request) => request is PendingEcho
        ? (request.IsAbandoned ? _lateEchoes : _echoes)
        : (request.IsAbandoned ? _lateOthers : _others);
}
