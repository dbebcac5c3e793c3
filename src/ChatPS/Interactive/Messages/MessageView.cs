using System;
using System.Collections.Generic;
using System.Globalization;

namespace ChatPS.Interactive;

/// <summary>
/// How messages look: <c>12:31 fo: hi</c>, <c>12:31 *fo whispers* hi</c>, <c>12:31 -- notice</c>, <c>12:31 !! NO - why</c>,
/// <c>12:31 * doc joined</c>; told apart without colour too. What marks a kind stands before anything that came from the network,
/// and a name is bare only when it is a plain one, so that neither a name nor a text can pass for another's line. Pure.
/// </summary>
internal sealed class MessageView
{
    // A colour of letters always comes with that of its background: which background the terminal has is not known.
    private const string WhisperStyle = "3";
    private const string HistoryStyle = "1";
    private const string NoticeMarkStyle = "38;5;231;48;5;24";
    private const string RefusalMarkStyle = "1;38;5;231;48;5;160";
    private const string RefusalStyle = "1";
    private const string MentionStyle = "1;7";
    private const string OriginStyle = "7";

    private readonly IReadOnlyList<string> _ownNames;
    private readonly string _timeFormat;

    /// <param name="ownName">The user's own name: mentions of it are highlighted.</param>
    /// <param name="timeFormat">A .NET format of the local time; empty for no time.</param>
    public MessageView(string ownName, string timeFormat)
        : this([ownName], timeFormat)
    {
    }

    /// <param name="ownNames">The names by which the user is called.</param>
    /// <param name="timeFormat">A .NET format of the local time; empty for no time.</param>
    public MessageView(IReadOnlyList<string> ownNames, string timeFormat)
    {
        _ownNames = ownNames;
        _timeFormat = timeFormat;
    }

    public StyledText Show(MessageLine line)
    {
        var view = new StyledText();
        if (_timeFormat.Length > 0)
            view.Add(line.Time.ToString(_timeFormat, CultureInfo.InvariantCulture) + " ");
        if (line.Origin is not null)
            view.Add($"[{line.Origin}]", OriginStyle).Add(" ");
        string name = Named(line.Sender);
        return line.Kind switch
        {
            ChatMessageKind.Message => AddText(view.Add(name, NameColors.Of(name)).Add(": "), line, ""),
            ChatMessageKind.Whisper => AddText(view.Add(Whispers(name, line.IsOwn), "1;" + NameColors.Of(name)).Add(" "), line, WhisperStyle),
            ChatMessageKind.Refusal => view.Add("!!", RefusalMarkStyle).Add(" ").EndPrefix().Add(line.Text, RefusalStyle),
            ChatMessageKind.Presence => view.Add("* ").EndPrefix().Add(WithoutStar(line.Text)),
            ChatMessageKind.History => AddText(view.Add(name, HistoryStyle).Add(": "), line, ""),
            _ => view.Add("--", NoticeMarkStyle).Add(" ").EndPrefix().Add(line.Text),
        };
    }

    /// <summary>Whether somebody else names the user.</summary>
    public bool IsMention(MessageLine line) =>
        CanMention(line) && FindOwnName(line.Text, 0).Start >= 0;

    private static string Whispers(string name, bool isOwn) => isOwn ? $"*you whisper to {name}*" : $"*{name} whispers*";

    // Servers mark presence with a star themselves.
    private static string WithoutStar(string text) => text.StartsWith("* ", StringComparison.Ordinal) ? text.Substring(2) : text;

    private static bool CanMention(MessageLine line) =>
        !line.IsOwn && line.Kind is ChatMessageKind.Message or ChatMessageKind.Whisper;

    private StyledText AddText(StyledText view, MessageLine line, string style)
    {
        view.EndPrefix();
        int at = 0;
        (int found, int length) = CanMention(line) ? FindOwnName(line.Text, 0) : (-1, 0);
        for (; found >= 0; (found, length) = FindOwnName(line.Text, at))
        {
            view.Add(line.Text.Substring(at, found - at), style);
            view.Add(line.Text.Substring(found, length), MentionStyle);
            at = found + length;
        }

        return view.Add(line.Text.Substring(at), style);
    }

    private (int Start, int Length) FindOwnName(string text, int from)
    {
        (int Start, int Length) first = (-1, 0);
        foreach (string name in _ownNames)
        {
            int at = Mention.Find(text, name, from);
            if (at >= 0 && (first.Start < 0 || at < first.Start))
                first = (at, name.Length);
        }

        return first;
    }

    // A name like "-- " or "12:31 doc" would look like the start of another line.
    private static string Named(string? sender)
    {
        if (string.IsNullOrEmpty(sender))
            return "<>";
        bool isPlain = char.IsLetterOrDigit(sender![0]);
        foreach (char c in sender)
            isPlain &= Mention.IsOfWord(c) || c is '-' or '.';
        return isPlain ? sender : $"<{sender}>";
    }
}
