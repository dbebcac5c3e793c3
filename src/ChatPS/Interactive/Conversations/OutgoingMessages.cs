using System;
using System.Linq;
using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// What the user says, whispers and asks in one session. Nothing waits for a reply: it is shown when it comes, and what cannot be
/// sent is shown as an error. One thread.
/// </summary>
internal sealed class OutgoingMessages
{
    private const string WhoIsHere = "who is here";

    private readonly SessionAttachment _to;
    private readonly CallOptions _call;
    private readonly LineSink _lines;
    private readonly IncomingMessages _incoming;

    /// <param name="to">The session.</param>
    /// <param name="call">The time limit of a request, the token and the trace of frames.</param>
    /// <param name="lines">Shows replies and errors.</param>
    /// <param name="incoming">Knows who whispered, and learns who is there.</param>
    public OutgoingMessages(SessionAttachment to, in CallOptions call, LineSink lines, IncomingMessages incoming)
    {
        _to = to;
        _call = call;
        _lines = lines;
        _incoming = incoming;
    }

    /// <summary>Says a text to all, each line of it in a message of its own.</summary>
    /// <returns>False when nothing more can be said now: the server does not read, or the session has ended.</returns>
    public bool Say(string text) => TrySend(text, () =>
    {
        // All are split before the first is sent: all lines of a text with breaks are good, or none goes out.
        string[] parts = [.. Lines(text).SelectMany(_to.Session.SplitMessage)];
        foreach (string part in parts)
            _to.Sent.Add(_to.Session.Clock(), _to.Session.BeginSay(part, _call));
        _to.Session.Flush(_call);
        TellOfLines(text, parts.Length);
    });

    /// <summary>Whispers a text to a user, each line of it on its own.</summary>
    public void Whisper(string userName, string text) => TrySend(text, () =>
    {
        string[] parts = [.. Lines(text).SelectMany(line => _to.Session.SplitWhisper(userName, line))];
        foreach (string part in parts)
        {
            _to.Requests.Add(_to.Session.BeginWhisper(userName, part, _call), $"the whisper to {userName}: {TerminalText.MakeSafe(part)}", _ =>
                _lines.Show(new MessageLine(DateTime.Now, ChatMessageKind.Whisper, userName, TerminalText.MakeSafe(part), IsOwn: true)));
        }

        TellOfLines(text, parts.Length);
    });

    /// <summary>Whispers to the user who whispered last.</summary>
    public void Reply(string text)
    {
        if (!_incoming.HasWhisperer)
            _lines.Error("Nobody has whispered to you yet.");
        else if (_incoming.ReplyTarget is { } name)
            Whisper(name, text);
        else
            _lines.Error("The last who whispered has a name that cannot be whispered to.");
    }

    /// <summary>Requests the list of users.</summary>
    public void ListUsers() => TrySend("/who", () => _to.Requests.Add(_to.Session.BeginListUsers(_call), WhoIsHere, ShowUsers));

    /// <summary>Requests the list of users for somebody who enters. A server need not have one.</summary>
    public void AnnounceUsers() => TrySend("/who", () => _to.Requests.AddUnasked(
        _to.Session.BeginListUsers(_call), WhoIsHere, ShowUsers, () => _lines.Notice("The server has not said who is here.")));

    /// <summary>How many messages a line is sent in; none if it cannot be said.</summary>
    public int CountMessages(string line)
    {
        if (line.Length <= ClientLimits.ShortText)
            return MessageSplitter.IsWho(line) ? 0 : 1;
        try
        {
            return _to.Session.SplitMessage(line).Count;
        }
        catch (ChatException)
        {
            return 0;
        }
    }

    private void ShowUsers(PendingUserList request)
    {
        foreach (string name in request.Names)
            _incoming.Roster.IsThere(TerminalText.MakeSafe(name));
        _lines.Notice($"{request.Names.Count} here: {TerminalText.MakeSafe(string.Join(" ", request.Names))}");
    }

    private static string[] Lines(string text) =>
        text.IndexOf('\n') < 0 ? [text] : [.. text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line))];

    private void TellOfLines(string text, int sent)
    {
        if (text.IndexOf('\n') >= 0)
            _lines.Notice($"Sent as {sent} messages: a message has no line breaks.");
    }

    private bool TrySend(string what, Action send)
    {
        if (_to.End is not null || _to.Session.State == ChatSessionState.Reconnecting)
        {
            ShowNotSent(what);
            return false;
        }

        try
        {
            send();
            return true;
        }
        catch (ChatException e) when (_to.IsOpen)
        {
            _lines.Error(e.Message);
            return e.Failure != ChatFailure.Timeout;
        }
        catch (ChatException)
        {
            // Why it has ended, the next update finds.
            ShowNotSent(what);
            return false;
        }
    }

    private void ShowNotSent(string what) => _lines.Error($"Not sent, there is no connection: {TerminalText.MakeSafe(what)}");
}
