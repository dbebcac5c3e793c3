using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>
/// The conversations of one loop, of which one is in front: what is typed goes there, and all that arrives there is shown. Of the
/// others whispers and mentions are shown, under their number; the rest stays unread until they come to the front. One thread.
/// </summary>
internal sealed class ConversationSet
{
    private static readonly string[] s_nothing = [""];

    private readonly List<Conversation> _all;
    private readonly HashSet<Conversation> _ended = [];

    /// <param name="conversations">At least one; the first is in front.</param>
    /// <param name="show">Shows what the loop itself has to say.</param>
    public ConversationSet(IEnumerable<Conversation> conversations, Action<MessageLine> show)
    {
        _all = [.. conversations];
        Current = _all[0];
        Output = new LineSink(show);
        NameOthers();
    }

    /// <summary>The one in front.</summary>
    public Conversation Current { get; private set; }

    public IReadOnlyList<Conversation> All => _all;

    /// <summary>For what the loop itself has to say.</summary>
    public LineSink Output { get; }

    /// <summary>For a loop that waits for them and for keys at once: those of the sessions that are open.</summary>
    public IReadOnlyList<Socket> Sockets
    {
        get
        {
            var sockets = new List<Socket>(_all.Count);
            foreach (Conversation one in _all)
            {
                if (one.Socket is { } socket)
                    sockets.Add(socket);
            }

            return sockets;
        }
    }

    /// <summary>Whether any has not ended.</summary>
    public bool IsAnyOpen => _all.Exists(one => one.End is null);

    /// <summary>Whether a server has not answered everything.</summary>
    public bool HasPending => _all.Exists(one => one.HasPending);

    /// <summary>Why the first that has ended did; null when none has.</summary>
    public ChatException? End => _all.Select(one => one.End).FirstOrDefault(end => end is not null);

    /// <summary>A session as users tell it from the others: by its number, name and host.</summary>
    public string NameOf(Conversation conversation) => $"{_all.IndexOf(conversation) + 1} {AddressOf(conversation)}";

    /// <summary>The name of a session's user, with the host, and the port too, where the others would be called the same.</summary>
    public string AddressOf(Conversation conversation)
    {
        ChatSession session = conversation.Session;
        if (_all.Count == 1)
            return session.UserName;
        ChatSession[] others = [.. _all.Where(one => one != conversation).Select(one => one.Session)];
        return !Array.Exists(others, other => other.UserName == session.UserName) ? session.UserName
            : !Array.Exists(others, other => other.UserName == session.UserName && other.ComputerName == session.ComputerName) ? $"{session.UserName}@{session.ComputerName}"
            : session.ToString();
    }

    /// <summary>From now on this loop alone reads the sessions, until <see cref="Release"/>.</summary>
    /// <exception cref="OperationCanceledException">Another read one of them until the call was cancelled.</exception>
    public void HoldReaders() => _all.ForEach(one => one.HoldReader());

    /// <summary>The loop ends: nobody waits for replies any more, and others may read.</summary>
    public void Release()
    {
        foreach (Conversation one in _all)
        {
            one.GiveUp();
            one.ReleaseReader();
        }
    }

    /// <summary>Shows who the user is here and how to go on. Of sessions that have all ended it shows what arrived before.</summary>
    /// <param name="showLast">How many of the messages that were read before are shown again.</param>
    /// <param name="announces">Whether who is here, and how many messages have come, is told.</param>
    /// <param name="welcome">What is said where a session is open.</param>
    public void Greet(int showLast, bool announces, string welcome)
    {
        Current.ShowRecent(showLast);
        bool isAnyOpen = _all.FindAll(one => one.IsOpen()).Count > 0;
        if (announces)
            Current.ComeToFront();
        if (isAnyOpen)
            Welcome(announces, welcome);
        for (bool more = !isAnyOpen; more; more = Current.HasMore)
            Update();
    }

    /// <summary>Shows what has arrived in all.</summary>
    /// <returns>False if nothing has arrived in the one in front.</returns>
    public bool Update()
    {
        foreach (Conversation other in _all)
        {
            if (other != Current)
                other.UpdateBehind();
        }

        return Current.Update();
    }

    /// <summary>Shows, once for each, which sessions have ended.</summary>
    public void ShowEnds()
    {
        foreach (Conversation one in _all)
        {
            if (one.End is null)
                _ended.Remove(one);
            else if (_ended.Add(one))
                one.ShowEnd();
        }
    }

    /// <summary>Brings a session to the front, by its number; a number that none has changes nothing.</summary>
    public void Select(int number)
    {
        if (number < 1 || number > _all.Count || _all[number - 1] == Current)
            return;
        Current = _all[number - 1];
        NameOthers();
        Current.Lines.Notice($"Session {number}: you are {DescribeUser(Current)}.");
        Current.ComeToFront();
    }

    /// <summary>What has happened in the others, from long to short, each to be put behind a name; empty when nothing has.</summary>
    public IReadOnlyList<string> Activity()
    {
        if (_all.Count == 1)
            return s_nothing;
        var told = new List<string>();
        var numbers = new List<string>();
        for (int i = 0; i < _all.Count; i++)
        {
            if (_all[i] == Current || Describe(_all[i]) is not { } what)
                continue;
            told.Add($"{i + 1}: {what}");
            numbers.Add($"{i + 1}");
        }

        return told.Count == 0 ? s_nothing : [$" [{string.Join(", ", told)}]", $" [{string.Join(" ", numbers)}]", ""];
    }

    /// <summary>Who the user is in a session, and where; with the port where another session is at the same host under the same name.</summary>
    public string DescribeUser(Conversation conversation)
    {
        ChatSession session = conversation.Session;
        bool isAlone = _all.TrueForAll(one => one == conversation || one.Session.UserName != session.UserName || one.Session.ComputerName != session.ComputerName);
        return $"{session.UserName} at {(isAlone ? session.ComputerName : HostName.WithPort(session.ComputerName, session.Port))}";
    }

    private void Welcome(bool announces, string welcome)
    {
        Output.Notice(welcome);
        for (int i = 1; i < _all.Count; i++)
            Output.Notice($"Session {i + 1}: {DescribeUser(_all[i])}. /{i + 1} or Alt+{i + 1} goes there, /1 comes back.");
        if (announces && Current.CanSend)
            Current.Outgoing.AnnounceUsers();
    }

    private void NameOthers()
    {
        foreach (Conversation one in _all)
            one.Lines.Origin = one == Current ? null : NameOf(one);
    }

    private static string? Describe(Conversation other) => other.End is not null ? "offline"
        : other.Calls ?? (other.Session.UnreadCount is > 0 and var unread ? $"{unread}" : null);
}
