using System;
using System.Text.RegularExpressions;

namespace ChatPS.Protocol;

/// <summary>
/// What servers say, by its shape. The homework fixes only that a refusal begins with <c>NO</c>; the shapes of messages
/// and whispers known to be in use are all here, and a user may add a pattern for a server that differs. Pure, but for
/// the count of how often such a pattern ran out of time, and names kept so as not to be made again. For one thread.
/// </summary>
internal sealed class ServerMessageParser
{
    /// <summary>A pattern from a user meets hostile text: it may not run longer than this.</summary>
    public static readonly TimeSpan PatternTimeLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>A pattern that so often met a text it takes too long for is not asked again: thousands of such texts may wait.</summary>
    private const int MostTimeouts = 10;

    // Behind a leading name: what follows it, and what it makes of the frame.
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

    // In front of a name that its closing mark ends.
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

    // Who comes and goes, as servers without the star say it.
    private static readonly Regex s_presence = new(
        @"^\W{0,4}\w+ (?:joined|left|has (?:joined|left|entered|connected|disconnected|quit|logged (?:in|out)))(?: the (?:chat|room|server))?\W{0,4}$",
        RegexOptions.CultureInvariant);

    private readonly NameCache _names = new();
    private readonly Regex? _messagePattern;
    private readonly Regex? _whisperPattern;
    private int _timeouts;

    /// <summary>The known shapes, and before them those of the patterns, which have the groups <c>sender</c> and <c>text</c>.</summary>
    public ServerMessageParser(Regex? messagePattern = null, Regex? whisperPattern = null)
    {
        _messagePattern = Limited(messagePattern);
        _whisperPattern = Limited(whisperPattern);
    }

    /// <summary>True when a payload is a refusal: <c>NO</c> alone or followed by anything but a letter or digit.</summary>
    public static bool IsRefusal(string payload) =>
        payload.StartsWith("NO", StringComparison.Ordinal) && (payload.Length == 2 || !char.IsLetterOrDigit(payload[2]));

    /// <summary>Reads one payload. Never throws: a pattern that runs into its time limit does not match.</summary>
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
        while (at < payload.Length && char.IsLetterOrDigit(payload[at]))
            at++;
        return at;
    }

    // A mark's last space may be missing where the text behind it is empty.
    private static bool Follows(string payload, int at, string mark, out int text)
    {
        int length = Math.Min(mark.Length, payload.Length - at);
        text = at + length;
        return length >= mark.Length - 1 && string.CompareOrdinal(payload, at, mark, 0, length) == 0;
    }
}
