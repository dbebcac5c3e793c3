using System;
using System.Collections.Generic;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Protocol;

/// <summary>
/// Text of any length to parts that fit a frame, cut at spaces where it can and never inside a grapheme;
/// only a grapheme that does not fit on its own is cut, at a code point. Pure.
/// </summary>
internal static class MessageSplitter
{
    /// <summary>A code point takes up to four bytes; a part must have room for one.</summary>
    public const int MinPart = 4;

    /// <summary>What our own server puts around the sender of a message, <c>fo: </c>, in bytes.</summary>
    public const int MessageDecoration = 2;

    /// <summary>The same for a whisper, <c>fo whispers: </c>.</summary>
    public const int WhisperDecoration = 11;

    /// <summary>
    /// The parts of what is said to all by <paramref name="sender"/>: each fits behind <c>MSG </c> on its way out and behind the
    /// sender's name, with what the server puts around it, on its way back. A line break starts a new part; empty lines give none.
    /// </summary>
    public static List<string> SplitMessage(string text, string sender, int decoration = MessageDecoration) =>
        SplitLines(text, Room("MSG ".Length, Bytes(sender) + decoration), avoidWho: true);

    /// <summary>The same for a whisper, behind <c>W user </c> out and <c>sender whispers: </c> on arrival.</summary>
    public static List<string> SplitWhisper(string text, string sender, string target, int decoration = WhisperDecoration) => SplitLines(
        text,
        Room("W ".Length + Bytes(target) + " ".Length, Bytes(sender) + decoration),
        avoidWho: false);

    /// <summary>One line to parts of at most <paramref name="limit"/> bytes of UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is under 4, so that a code point may not fit.</exception>
    public static IEnumerable<string> SplitLine(string line, int limit)
    {
        if (limit < MinPart)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A part must have room for a code point.");
        for (int start = 0; start < line.Length;)
        {
            int end = EndOfPart(line, start, limit, out int next);
            if (end > start)
                yield return line.Substring(start, end - start);
            start = next;
        }
    }

    // A name so long that nothing fits behind it on the way back is left to the server: then only the way out counts.
    private static int Room(int before, int behind)
    {
        int room = FrameCodec.MaxPayload - Math.Max(before, behind);
        return room >= MinPart ? room : FrameCodec.MaxPayload - before;
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
            parts.AddRange(SplitLine(line, limit));
            if (avoidWho && parts.Count > first + 1)
                CutWho(parts, first);
        }

        return parts;
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

    // A part of a longer line that came out as WHO alone would be read as the request.
    private static void CutWho(List<string> parts, int first)
    {
        for (int i = first; i < parts.Count; i++)
        {
            if (parts[i] != "WHO")
                continue;
            parts[i] = "HO";
            parts.Insert(i, "W");
        }
    }

    // The part runs from start to the returned end; next is where the following one begins, behind the space it was cut at.
    private static int EndOfPart(string line, int start, int limit, out int next)
    {
        int used = 0;
        int end = start;
        int space = -1;
        while (end < line.Length)
        {
            int after = Graphemes.Next(line, end, limit);
            used += Bytes(line, end, after - end);

            // A space that bears a mark is a character to keep.
            if (line[end] == ' ' && after == end + 1 && end > start)
                space = end;
            if (used > limit)
                break;
            end = after;
        }

        if (end == line.Length)
            return next = end;
        if (space > start)
        {
            next = space + 1;
            return space;
        }

        return next = end > start ? end : CutGrapheme(line, start, limit);
    }

    private static int CutGrapheme(string line, int start, int limit)
    {
        int used = 0;
        int end = start;
        while (true)
        {
            int width = char.IsSurrogatePair(line, end) ? 2 : 1;
            used += Bytes(line, end, width);
            if (used > limit)
                return end;
            end += width;
        }
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static int Bytes(string text, int at, int count)
    {
        if (count == 1)
            return text[at] < 0x80 ? 1 : text[at] < 0x800 ? 2 : 3;
        return Encoding.UTF8.GetByteCount(text.Substring(at, count));
    }
}
