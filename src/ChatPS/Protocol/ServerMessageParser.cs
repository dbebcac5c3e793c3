using System;
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

    /// <summary>Patterns that timed out this often are not used again: thousands of such texts may wait.</summary>
    private const int MostTimeouts = 10;

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
    private int _timeouts;

    /// <summary>Tries the patterns, which have the groups <c>sender</c> and <c>text</c>, and then the known shapes.</summary>
    public ServerMessageParser(Regex? messagePattern = null, Regex? whisperPattern = null)
    {
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
            return new ServerMessage(ChatMessageKind.Refusal, null, payload);
        if (TryPattern(_whisperPattern, ChatMessageKind.Whisper, payload, out ServerMessage frame)
            || TryPattern(_messagePattern, ChatMessageKind.Message, payload, out frame))
            return frame;
        if (payload.StartsWith("* ", StringComparison.Ordinal))
            return new ServerMessage(ChatMessageKind.Presence, null, payload);
        if (TryLeadingName(payload, out frame) || TryBracketedName(payload, out frame))
            return frame;
        return new ServerMessage(s_presence.IsMatch(payload) ? ChatMessageKind.Presence : ChatMessageKind.Notice, null, payload);
    }

    private static Regex? Limited(Regex? pattern) =>
        pattern is null ? null : new Regex(pattern.ToString(), pattern.Options, PatternTimeLimit);

    private bool TryPattern(Regex? pattern, ChatMessageKind kind, string payload, out ServerMessage frame)
    {
        frame = default;
        try
        {
            if (_timeouts >= MostTimeouts)
                return false;
            if (pattern?.Match(payload) is not { Success: true } match)
                return false;
            frame = new ServerMessage(kind, match.Groups["sender"].Value, match.Groups["text"].Value);
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            _timeouts++;
            return false;
        }
    }

    private bool TryLeadingName(string payload, out ServerMessage frame)
    {
        int end = EndOfName(payload, 0);
        foreach ((string mark, ChatMessageKind kind) in s_marks)
        {
            if (end > 0 && Follows(payload, end, mark, out int text))
            {
                frame = new ServerMessage(kind, _names.Get(payload, 0, end), payload.Substring(text));
                return true;
            }
        }

        frame = default;
        return false;
    }

    private bool TryBracketedName(string payload, out ServerMessage frame)
    {
        foreach ((string open, string close, ChatMessageKind kind) in s_brackets)
        {
            if (!payload.StartsWith(open, StringComparison.Ordinal))
                continue;
            int end = EndOfName(payload, open.Length);
            if (end > open.Length && Follows(payload, end, close, out int text))
            {
                frame = new ServerMessage(kind, _names.Get(payload, open.Length, end - open.Length), payload.Substring(text));
                return true;
            }
        }

        frame = default;
        return false;
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
