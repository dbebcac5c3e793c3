using System;
using System.Collections.Generic;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Protocol;

/// <summary>
/// Splits text of any length into parts that fit a frame, as <see cref="TextCutter"/> cuts, or says why it cannot be sent. Pure.
/// </summary>
internal static class MessageSplitter
{
    /// <summary>A code point takes up to four bytes; a part must have room for one.</summary>
    public const int MinPart = 4;

    /// <summary>What our own server puts around the sender of a message, <c>fo: </c>, in bytes.</summary>
    public const int MessageDecoration = 2;

    /// <summary>The same for a whisper, <c>fo whispers: </c>.</summary>
    public const int WhisperDecoration = 11;

    private static readonly Func<string, int, int, int> s_bytes = Bytes;

    /// <summary>
    /// The parts of a message of <paramref name="sender"/>: each fits behind <c>MSG </c> on its way out and behind the sender's name,
    /// with what the server puts around it, on its way back. A line break starts a new part; empty lines are left out.
    /// </summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.EmptyText"/> or <see cref="ChatFailure.ReservedText"/>.</exception>
    public static List<string> SplitMessage(string text, string sender, int decoration = MessageDecoration)
    {
        List<string> parts = SplitLines(text, Room(ProtocolConstants.MessageVerb.Length, Bytes(sender) + decoration), avoidWho: true);
        if (parts.Exists(IsWho))
            throw new ChatException(ChatFailure.ReservedText, "The text 'WHO' cannot be said: servers take it for the request. For the list of users use Get-ChatUser.");
        return parts;
    }

    /// <summary>The same for a whisper, behind <c>W user </c> out and <c>sender whispers: </c> on arrival.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.EmptyText"/> or <see cref="ChatFailure.InvalidUserName"/>.</exception>
    public static List<string> SplitWhisper(string text, string sender, string target, int decoration = WhisperDecoration)
    {
        int before = RequestWriter.WhisperOverhead + Bytes(target);
        if (!UserNameRules.IsAlphanumeric(target) || before + MinPart > ProtocolConstants.MaxPayload)
            throw new ChatException(ChatFailure.InvalidUserName, $"'{TerminalText.MakeSafe(target)}' cannot be a user's name: names are letters and digits, and not too long.");
        return SplitLines(text, Room(before, Bytes(sender) + decoration), avoidWho: false);
    }

    /// <summary>Splits one line into parts of at most <paramref name="limit"/> bytes of UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is under 4, so that a code point may not fit.</exception>
    public static IEnumerable<string> SplitLine(string line, int limit)
    {
        if (limit < MinPart)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A part must have room for a code point.");
        var cutter = new TextCutter(s_bytes, longestGrapheme: limit);
        for (int start = 0, next; start < line.Length; start = next)
        {
            int end = cutter.Cut(line, start, limit, firstSpace: start + 1, out next);
            yield return line.Substring(start, end - start);
        }
    }

    // Where nothing fits behind a very long name on the way back, cutting is left to the server: only the way out counts.
    private static int Room(int before, int behind)
    {
        int room = ProtocolConstants.MaxPayload - Math.Max(before, behind);
        return room >= MinPart ? room : ProtocolConstants.MaxPayload - before;
    }

    private static List<string> SplitLines(string text, int limit, bool avoidWho)
    {
        var parts = new List<string>(1);
        if (IsOnePart(text, limit))
        {
            parts.Add(text);
            return parts;
        }

        foreach (string line in text.Split('\r', '\n'))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            int first = parts.Count;
            foreach (string part in SplitLine(line, limit))
            {
                // Cut out of a long gap: it says nothing, and servers that trim see no request in it.
                if (!string.IsNullOrWhiteSpace(part))
                    parts.Add(part);
            }

            if (avoidWho && parts.Count > first + 1)
                CutWho(parts, first);
        }

        return parts.Count > 0
            ? parts
            : throw new ChatException(ChatFailure.EmptyText, "There is nothing to send: the text is empty.");
    }

    // Most texts: no look at graphemes is needed to see that they fit.
    private static bool IsOnePart(string text, int limit)
    {
        bool blank = true;
        foreach (char c in text)
        {
            if (c is '\r' or '\n' or >= '\u0080')
                return false;
            blank &= c <= ' ';
        }

        return !blank && text.Length <= limit;
    }

    /// <summary>Whether a server takes a text for the request: many trim what they read.</summary>
    public static bool IsWho(string text) => text.Trim() == ProtocolConstants.Who;

    // A part of a longer line that came out as WHO alone would be read as the request.
    private static void CutWho(List<string> parts, int first)
    {
        for (int i = first; i < parts.Count; i++)
        {
            if (!IsWho(parts[i]))
                continue;
            int cut = parts[i].IndexOf('W') + 1;
            string rest = parts[i].Substring(cut);
            parts[i] = parts[i].Substring(0, cut);
            parts.Insert(++i, rest);
        }
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static int Bytes(string text, int start, int end)
    {
        if (end == start + 1)
            return text[start] < 0x80 ? 1 : text[start] < 0x800 ? 2 : 3;
        return Encoding.UTF8.GetByteCount(text.Substring(start, end - start));
    }
}
