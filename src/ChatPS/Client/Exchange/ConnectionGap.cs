using System;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Client;

/// <summary>
/// The time between a break and the next login. What had left for the server is in doubt, and never sent again by us; what had not
/// is kept. The connection's lock guards it.
/// </summary>
internal sealed class ConnectionGap
{
    private readonly List<PendingRequest> _unsent = [];
    private readonly List<PendingRequest> _inDoubt = [];
    private readonly DateTime _since;
    private readonly long _place;

    /// <param name="broken">The link that has just broken.</param>
    /// <param name="reason">Why.</param>
    /// <param name="since">When that was.</param>
    public ConnectionGap(ServerLink broken, ChatException reason, DateTime since)
    {
        Reason = reason;
        _since = since;
        _place = broken.Interpreter.Sequence + 1;
        foreach (PendingRequest request in broken.Matcher.Requests.TakeOwed())
        {
            if (request.FrameOffset < broken.Sender.SentCount && !request.TryRepeat())
                Doubt(request);
            else
                Keep(request);
        }
    }

    /// <summary>Why the link broke.</summary>
    public ChatException Reason { get; }

    /// <summary>Set while there is a socket that is not logged in.</summary>
    public CatchUp? CatchUp { get; private set; }

    /// <summary>Parts that will be said when there is a server again.</summary>
    public int UnsentEchoCount => _unsent.Count(static request => request is PendingEcho { IsAbandoned: false });

    /// <summary>All requests that will be sent then.</summary>
    public int UnsentCount => _unsent.Count(static request => !request.IsAbandoned);

    public bool HasUnsent => _unsent.Exists(static request => !request.IsAbandoned);

    /// <summary>What is in doubt, and nobody reports.</summary>
    public IEnumerable<string> UnreportedDoubts => Unreported(_inDoubt);

    /// <summary>What was not sent, and nobody reports.</summary>
    public IEnumerable<string> UnreportedUnsent => Unreported(_unsent);

    /// <summary>For a socket on which a login is tried.</summary>
    /// <param name="last">The last that there was.</param>
    /// <param name="catchUp">Takes what comes on it.</param>
    public FrameInterpreter NextInterpreter(FrameInterpreter last, CatchUp catchUp)
    {
        CatchUp = catchUp;
        return last.Next(catchUp.Add, Math.Max(_place, last.Sequence));
    }

    /// <summary>Logged in: tells of the gap, and passes on what came behind the welcome.</summary>
    public void AddNotice(FrameInterpreter interpreter, Inbox inbox, int tries)
    {
        DateTime now = DateTime.Now;
        string time = now.Date == _since.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss";
        string doubts = _inDoubt.Count == 0 ? "" : _inDoubt.Count == 1 ? " 1 text is in doubt." : $" {_inDoubt.Count} texts are in doubt.";
        string text = $"There was no connection from {_since.ToString(time)} to {now.ToString(time)}; {tries} {(tries == 1 ? "try" : "tries")}. What was said meanwhile may be missing.{doubts}";
        inbox.Add(interpreter.Notice(text, _place, now));
        CatchUp!.Release();
    }

    /// <summary>Sends what had not left, and is still wanted.</summary>
    public void Send(ServerLink link)
    {
        foreach (PendingRequest request in _unsent)
        {
            if (request is { IsAbandoned: false, IsDone: false } && !link.TryAccept(request, request.ToFrame()!, gather: true))
                request.Fail(InDoubt()); // more than a sender ever accepts
        }
    }

    private static ChatException InDoubt() => new(
        ChatFailure.InDoubt, "The connection was lost behind it: it may have arrived or not, and is not sent again. Look before you repeat it.");

    private static IEnumerable<string> Unreported(IEnumerable<PendingRequest> requests) =>
        requests.OfType<PendingEcho>().Where(static echo => !echo.HasReporter).Select(static echo => echo.Text);

    private void Doubt(PendingRequest request)
    {
        request.Fail(InDoubt());
        _inDoubt.Add(request);
    }

    private void Keep(PendingRequest request)
    {
        request.Suspend();
        _unsent.Add(request);
    }
}
