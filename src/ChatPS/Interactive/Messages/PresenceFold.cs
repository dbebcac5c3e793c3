using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Client;

namespace ChatPS.Interactive;

/// <summary>
/// Joins and leaves that come close together become one line, <c>doc, be joined; ann left</c>. Rows that are on the screen cannot be
/// taken back, so the first waits for a moment for others. One thread.
/// </summary>
internal sealed class PresenceFold
{
    // More names would be a row that nobody reads, and without a limit a server could have us hold any number.
    private const int MaxNames = 30;

    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(1);

    // What each did, in the order of the first word of each: joined, left, "left and joined".
    private readonly List<(string Name, string First, string Last)> _names = [];
    private readonly Func<long>? _clock;
    private MessageLine _first;
    private Deadline _until = Deadline.Never;

    /// <param name="clock">Milliseconds that only go forward; the system's when left out.</param>
    public PresenceFold(Func<long>? clock = null) => _clock = clock;

    /// <summary>Whether what is held has waited for long enough.</summary>
    public bool IsDue => _until.HasPassed;

    /// <summary>Holds a join or a leave in the words of our own server; false for all else, which is not held.</summary>
    public bool TryHold(MessageLine line)
    {
        string[] words = line.Text.Split(' ');
        if (line.Kind != ChatMessageKind.Presence || words.Length != 3 || words[0] != "*" || words[2] is not ("joined" or "left"))
            return false;
        if (_names.Count > 0 && _first.Origin != line.Origin)
            return false;
        int known = _names.FindIndex(one => one.Name == words[1]);
        if (known < 0 && _names.Count == MaxNames)
            return false;
        if (known >= 0)
            _names[known] = (words[1], _names[known].First, words[2]);
        else
            _names.Add((words[1], words[2], words[2]));
        if (_names.Count == 1 && known < 0)
            (_first, _until) = (line, Deadline.After(s_wait, _clock));
        return true;
    }

    /// <summary>Hands out one line for all that is held, with the time of the first; null when nothing is.</summary>
    public MessageLine? Take()
    {
        if (_names.Count == 0)
            return null;
        IEnumerable<string> parts = _names.GroupBy(one => one.First == one.Last ? one.First : $"{one.First} and {one.Last}")
            .Select(group => $"{string.Join(", ", group.Select(one => one.Name))} {group.Key}");
        MessageLine folded = _first with { Text = "* " + string.Join("; ", parts) };
        _names.Clear();
        _until = Deadline.Never;
        return folded;
    }
}
