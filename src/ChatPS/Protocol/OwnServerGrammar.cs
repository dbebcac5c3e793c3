using System;
using System.Text.RegularExpressions;

namespace ChatPS.Protocol;

/// <summary>
/// What a ChatPS server says, in which every form can be told from every other since names are ASCII letters and digits.
/// A client reads by it when the first frame was exactly <see cref="WelcomeOf"/> its own name. Pure.
/// </summary>
internal static class OwnServerGrammar
{
    /// <summary>What precedes the reason of a refusal.</summary>
    public const string RefusalMark = ProtocolConstants.Refusal + " - ";

    /// <summary>What precedes the name that nobody has.</summary>
    public const string NoSuchUserMark = RefusalMark + "no such user: ";

    /// <summary>What follows the name of one who cannot keep up.</summary>
    public const string CannotKeepUpMark = " cannot keep up";

    /// <summary>The reason of a refusal with which the server closes the connection begins so.</summary>
    public const string DisconnectedMark = "disconnected: ";

    /// <summary>What precedes the name in a receipt.</summary>
    public const string ReceiptMark = "OK - whispered to ";

    /// <summary>What stands between a name and what it says to all.</summary>
    public const string MessageMark = ": ";

    /// <summary>What stands between a name and what it whispers.</summary>
    public const string WhisperMark = " whispers: ";

    private static readonly Regex s_presence = new("^\\* [0-9A-Za-z]{1,64} (?:joined|left)\\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_history = new("^\\* [0-9]{2}:[0-9]{2} ([0-9A-Za-z]{1,64}): ", RegexOptions.CultureInvariant);
    private static readonly Regex s_notice = new("^\\* (?:server|motd): |^\\* server is stopping\\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_userList = new("^USERS [0-9]{1,9}:(?: |\\z)", RegexOptions.CultureInvariant);
    private static readonly Regex s_welcome = new("^Welcome, [0-9A-Za-z]{1,64}! ChatPS 1\\z", RegexOptions.CultureInvariant);

    /// <summary>The welcome. A client knows by its exact form that this grammar holds.</summary>
    public static string WelcomeOf(string name) => $"Welcome, {name}! ChatPS 1";

    /// <summary>Reads one payload.</summary>
    /// <returns>False for what no such server says: it is another kind of server.</returns>
    public static bool TryRead(string payload, out ServerMessage message)
    {
        if (TryReadSpeech(payload, out message) || TryReadHistory(payload, out message))
            return true;
        bool known = true;
        ChatMessageKind kind = ChatMessageKind.Notice;
        if (payload.StartsWith(RefusalMark, StringComparison.Ordinal))
            kind = ChatMessageKind.Refusal;
        else if (s_presence.IsMatch(payload))
            kind = ChatMessageKind.Presence;
        else
            known = s_notice.IsMatch(payload) || IsUserList(payload) || WhisperedTo(payload) is not null || s_welcome.IsMatch(payload);
        message = new ServerMessage(kind, null, payload);
        return known;
    }

    public static bool IsUserList(string payload) => s_userList.IsMatch(payload);

    /// <summary>Whom a receipt is about; null for anything else.</summary>
    public static string? WhisperedTo(string payload) =>
        payload.StartsWith(ReceiptMark, StringComparison.Ordinal) ? payload.Substring(ReceiptMark.Length) : null;

    /// <summary>Whom a refused whisper was for; null for any other payload.</summary>
    public static string? RefusedTarget(string payload)
    {
        if (payload.StartsWith(NoSuchUserMark, StringComparison.Ordinal))
            return payload.Substring(NoSuchUserMark.Length);
        bool slow = payload.StartsWith(RefusalMark, StringComparison.Ordinal) && payload.EndsWith(CannotKeepUpMark, StringComparison.Ordinal);
        return slow ? payload.Substring(RefusalMark.Length, payload.Length - RefusalMark.Length - CannotKeepUpMark.Length) : null;
    }

    /// <summary>The server closes the connection, and the payload says why; it refuses no request.</summary>
    public static bool IsDisconnect(string payload) => payload.StartsWith(RefusalMark + DisconnectedMark, StringComparison.Ordinal);

    private static bool TryReadSpeech(string payload, out ServerMessage message)
    {
        int end = EndOfName(payload, 0);
        bool isMessage = end > 0 && Follows(payload, end, MessageMark);
        bool isWhisper = end > 0 && Follows(payload, end, WhisperMark);
        string mark = isMessage ? MessageMark : WhisperMark;
        message = isMessage || isWhisper
            ? new ServerMessage(isMessage ? ChatMessageKind.Message : ChatMessageKind.Whisper, payload.Substring(0, end), payload.Substring(end + mark.Length))
            : default;
        return isMessage || isWhisper;
    }

    private static bool TryReadHistory(string payload, out ServerMessage message)
    {
        Match match = s_history.Match(payload);
        message = match.Success
            ? new ServerMessage(ChatMessageKind.History, match.Groups[1].Value, payload.Substring(match.Length))
            : default;
        return match.Success;
    }

    private static bool Follows(string payload, int at, string mark) => string.CompareOrdinal(payload, at, mark, 0, mark.Length) == 0;

    private static int EndOfName(string payload, int at)
    {
        while (at < payload.Length && payload[at] <= '~' && char.IsLetterOrDigit(payload[at]))
            at++;
        return at;
    }
}
