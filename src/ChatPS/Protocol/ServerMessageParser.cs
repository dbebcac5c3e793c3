using System;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ChatPS.Protocol;

/// <summary>
/// What servers say, by its shape. The protocol fixes only that a refusal begins with <c>NO</c>; the shapes of messages
/// and whispers known to be in use are all here, and a user may add a pattern for a server that differs. It counts
/// how often such a pattern ran out of time, and keeps names so as not to create them again. For one thread.
/// </summary>
internal sealed class ServerMessageParser
{
    /// <summary>The longest that a user's pattern may run: it meets hostile text.</summary>
    public static readonly TimeSpan PatternTimeLimit = TimeSpan.FromMilliseconds(100);

    // Numbers of the forms, so that a session can tell in which of them its own words came back.
    private const int PatternForm = 1;
    private const int MarkForms = 10;
    private const int BracketForms = 100;

    // The first of the marks hold no word.
    private const int BareMarks = 2;

    // Behind a leading name: what follows it, and the kind of message that makes it.
    private static readonly (string Mark, ChatMessageKind Kind)[] s_marks =
    [
        (": ", ChatMessageKind.Message),
        ("> ", ChatMessageKind.Message),
        (" whispers: ", ChatMessageKind.Whisper),
        (" whispers to you: ", ChatMessageKind.Whisper),
        (" (whisper): ", ChatMessageKind.Whisper),
        (" -> you: ", ChatMessageKind.Whisper),
        (" says: ", ChatMessageKind.Message),
        (" said: ", ChatMessageKind.Message),
    ];

    // Around a name.
    private static readonly (string Open, string Close, ChatMessageKind Kind)[] s_brackets =
    [
        ("(whisper) <", "> ", ChatMessageKind.Whisper),
        ("(whisper) ", ": ", ChatMessageKind.Whisper),
        ("[whisper] ", ": ", ChatMessageKind.Whisper),
        ("(private) ", ": ", ChatMessageKind.Whisper),
        ("[private] ", ": ", ChatMessageKind.Whisper),
        ("[PM from ", "] ", ChatMessageKind.Whisper),
        ("Whisper from ", ": ", ChatMessageKind.Whisper),
        ("*", "* ", ChatMessageKind.Whisper),
        ("From ", ": ", ChatMessageKind.Message),
        ("<", "> ", ChatMessageKind.Message),
        ("[", "] ", ChatMessageKind.Message),
    ];

    // Who comes and goes, in the words of servers that write no star.
    private static readonly Regex s_presence = new(
        @"^\W{0,4}\w+ (?:joined|left|has (?:joined|left|entered|connected|disconnected|quit|logged (?:in|out)))(?: the (?:chat|room|server))?\W{0,4}$",
        RegexOptions.CultureInvariant);

    private readonly NameCache _names = new();
    private readonly Regex? _messagePattern;
    private readonly Regex? _whisperPattern;
    private readonly PatternBudget _patternBudget;

    /// <summary>Tries the patterns, which have the groups <c>sender</c> and <c>text</c>, and then the known shapes.</summary>
    /// <param name="messagePattern">For messages; null where the known shapes do.</param>
    /// <param name="whisperPattern">For whispers.</param>
    /// <param name="clock">Ticks as <see cref="Stopwatch"/> counts them, and its own when left out.</param>
    public ServerMessageParser(Regex? messagePattern = null, Regex? whisperPattern = null, Func<long>? clock = null)
    {
        _patternBudget = new PatternBudget(clock ?? Stopwatch.GetTimestamp);
        _messagePattern = Limited(messagePattern);
        _whisperPattern = Limited(whisperPattern);
    }

    /// <summary>Whether a payload is a refusal: <c>NO</c> alone, or followed by anything but a letter or digit.</summary>
    public static bool IsRefusal(string payload) =>
        payload.StartsWith(ProtocolConstants.Refusal, StringComparison.Ordinal)
        && (payload.Length == ProtocolConstants.Refusal.Length || !UserNameRules.IsAllowed(payload[ProtocolConstants.Refusal.Length]));

    /// <summary>Parses one payload. Never throws: a pattern that exceeds its time limit does not match.</summary>
    public ServerMessage Read(string payload)
    {
        if (IsRefusal(payload))
            return ReadRefusal(payload);
        if (TryPatterns(payload, out ServerMessage frame))
            return frame;
        if (payload.StartsWith("* ", StringComparison.Ordinal))
            return new ServerMessage(ChatMessageKind.Presence, null, payload);
        if (TryLeadingName(payload, out frame) || TryBracketedName(payload, out frame))
            return frame;
        return new ServerMessage(s_presence.IsMatch(payload) ? ChatMessageKind.Presence : ChatMessageKind.Notice, null, payload);
    }

    /// <summary>Reads one payload in one known form, whatever other form it has as well.</summary>
    public bool TryForm(string payload, int form, out ServerMessage message) => form >= BracketForms
        ? TryBracket(form - BracketForms, payload, out message)
        : TryLeadingName(payload, out message) && message.Form == form;

    // Somebody may be called NO. Where words say that this is speech, it is; behind a mere mark it may be either.
    private ServerMessage ReadRefusal(string payload)
    {
        bool spoken = TryLeadingName(payload, out ServerMessage speech);
        return spoken && speech.Form >= MarkForms + BareMarks ? speech : new ServerMessage(ChatMessageKind.Refusal, null, payload, speech.Form);
    }

    private static Regex? Limited(Regex? pattern) =>
        pattern is null ? null : new Regex(pattern.ToString(), pattern.Options, PatternTimeLimit);

    private bool TryPatterns(string payload, out ServerMessage frame)
    {
        frame = default;
        bool given = _whisperPattern is not null || _messagePattern is not null;
        return given && (TryPattern(_whisperPattern, ChatMessageKind.Whisper, payload, out frame)
            || TryPattern(_messagePattern, ChatMessageKind.Message, payload, out frame));
    }

    private bool TryPattern(Regex? pattern, ChatMessageKind kind, string payload, out ServerMessage frame)
    {
        frame = default;
        if (pattern is null || _patternBudget.IsSpent)
            return false;
        long began = _patternBudget.Begin();
        try
        {
            if (pattern.Match(payload) is not { Success: true } match)
                return false;
            frame = new ServerMessage(kind, match.Groups["sender"].Value, match.Groups["text"].Value, PatternForm);
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
        finally
        {
            _patternBudget.Spend(began);
        }
    }

    private bool TryLeadingName(string payload, out ServerMessage frame)
    {
        int end = EndOfName(payload, 0);
        for (int i = 0; i < s_marks.Length; i++)
        {
            (string mark, ChatMessageKind kind) = s_marks[i];
            if (end > 0 && Follows(payload, end, mark, out int text))
            {
                frame = new ServerMessage(kind, _names.Get(payload, 0, end), payload.Substring(text), MarkForms + i);
                return true;
            }
        }

        frame = default;
        return false;
    }

    private bool TryBracketedName(string payload, out ServerMessage frame)
    {
        for (int i = 0; i < s_brackets.Length; i++)
        {
            if (TryBracket(i, payload, out frame))
                return true;
        }

        frame = default;
        return false;
    }

    private bool TryBracket(int index, string payload, out ServerMessage frame)
    {
        frame = default;
        if (index >= s_brackets.Length)
            return false;
        (string open, string close, ChatMessageKind kind) = s_brackets[index];
        if (!payload.StartsWith(open, StringComparison.Ordinal))
            return false;
        int end = EndOfName(payload, open.Length);
        if (end == open.Length || !Follows(payload, end, close, out int text))
            return false;
        frame = new ServerMessage(kind, _names.Get(payload, open.Length, end - open.Length), payload.Substring(text), BracketForms + index);
        return true;
    }

    private static int EndOfName(string payload, int at)
    {
        while (at < payload.Length && UserNameRules.IsAllowed(payload[at]))
            at++;
        return at;
    }

    // Before an empty text, the last space of a mark may be missing.
    private static bool Follows(string payload, int at, string mark, out int text)
    {
        int length = Math.Min(mark.Length, payload.Length - at);
        text = at + length;
        return length >= mark.Length - 1 && string.CompareOrdinal(payload, at, mark, 0, length) == 0;
    }
}
