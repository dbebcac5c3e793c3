using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace ChatPS.Text;

/// <summary>
/// Makes text from the network safe to print: what could move a cursor, reorder a line, hide in it or forge another
/// is replaced by a visible stand-in; all else stays as it is. Pure, and safe from any thread.
/// </summary>
internal static class TerminalText
{
    /// <summary>Stands for what has no picture of its own.</summary>
    private const char Unprintable = '\uFFFD';

    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    // Byte for character: of ASCII it makes the same string as UTF-8 does, in less time, as it has nothing to look at.
    private static readonly Encoding s_latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <summary>UTF-8 bytes as text, exactly; bytes that are not UTF-8 become U+FFFD. Never throws.</summary>
    public static string DecodeExact(byte[] bytes, int offset, int count) =>
        (IsPlain(bytes, offset, count) ? s_latin1 : Encoding.UTF8).GetString(bytes, offset, count);

    /// <summary>UTF-8 bytes as text that is safe to print.</summary>
    public static string Decode(byte[] bytes, int offset, int count) =>
        IsPlain(bytes, offset, count) ? s_latin1.GetString(bytes, offset, count) : MakeSafe(Encoding.UTF8.GetString(bytes, offset, count));

    /// <summary>The text with every unsafe character replaced; the same instance when there is none.</summary>
    public static string MakeSafe(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if ((uint)(text[i] - ' ') > '~' - ' ')
                return MakeSafeFrom(text, i);
        }

        return text;
    }

    // Printable ASCII only, eight bytes at a time; the last eight may overlap those before. A byte is none of it when its high bit is
    // set, when one more sets it (DEL), or when 0x20 less does (controls; what they borrow can only mark more, never less).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(byte[] bytes, int offset, int count)
    {
        if (count < sizeof(ulong))
            return false;
        int last = offset + count - sizeof(ulong);
        for (int at = offset; ; at = Math.Min(at + sizeof(ulong), last))
        {
            ulong eight = BitConverter.ToUInt64(bytes, at);
            if (((eight | (eight + 0x0101010101010101) | (eight - 0x2020202020202020)) & 0x8080808080808080) != 0)
                return false;
            if (at == last)
                return true;
        }
    }

    private static string MakeSafeFrom(string text, int first)
    {
        StringBuilder? safe = null;
        for (int i = first; i < text.Length; i++)
        {
            int width = CodePoint.Width(text, i);
            char? standIn = StandIn(text, i);
            if (standIn is not null && safe is null)
                safe = new StringBuilder(text, 0, i, text.Length + 16);
            if (standIn is not null)
                safe!.Append(standIn.Value);
            else
                safe?.Append(text, i, width);
            i += width - 1;
        }

        return safe?.ToString() ?? text;
    }

    private static char? StandIn(string text, int at)
    {
        int c = CodePoint.At(text, at);
        if (c < 0x20)
            return (char)(0x2400 + c);
        if (c < 0x7F)
            return null;
        if (c == 0x7F)
            return '\u2421';
        if (c is ZeroWidthJoiner or ZeroWidthNonJoiner)
            return Joins(text, at) ? null : Unprintable;
        if (c is 0xFE0E or 0xFE0F)
            return at > 0 && CodePoint.Before(text, at) is var seen && seen > ' ' && !IsUnsafe(seen) ? null : Unprintable;
        return IsUnsafe(c) ? Unprintable : null;
    }

    // Unicode 16: categories Cc, Cf (but for the signs that are drawn), Zl, Zp, Cs, and letters that are drawn as nothing.
    private static bool IsUnsafe(int c) => c switch
    {
        < 0xA0 => c >= 0x7F, // DEL and C1
        0xAD or 0x34F or 0x61C => true, // soft hyphen, grapheme joiner, Arabic letter mark
        0x115F or 0x1160 or 0x3164 or 0xFFA0 => true, // Hangul fillers
        0x17B4 or 0x17B5 => true, // Khmer inherent vowels
        >= 0x180B and <= 0x180F => true, // Mongolian selectors and vowel separator
        >= 0x200B and <= 0x200F => true, // zero width, direction marks
        >= 0x2028 and <= 0x202E => true, // line and paragraph separator, bidi embeddings and overrides
        >= 0x2060 and <= 0x206F => true, // word joiner, invisible operators, bidi isolates
        >= 0xD800 and <= 0xDFFF => true, // half a surrogate pair
        >= 0xFE00 and <= 0xFE0F => true, // variation selectors (the two for emoji are looked at before)
        0xFEFF => true,
        >= 0xFFF0 and <= 0xFFFB => true,
        >= 0x1BCA0 and <= 0x1BCA3 => true, // shorthand format controls
        >= 0x1D173 and <= 0x1D17A => true, // musical format controls
        >= 0xE0000 and <= 0xE0FFF => true, // tags and variation selectors
        _ => (c & 0xFFFE) == 0xFFFE || c is >= 0xFDD0 and <= 0xFDEF, // not characters
    };

    // A joiner is needed between the parts of an emoji and inside words of the scripts that join; elsewhere it only hides.
    private static bool Joins(string text, int at)
    {
        if (at == 0 || at + 1 >= text.Length)
            return false;
        bool emoji = text[at] == ZeroWidthJoiner && IsPictureEnd(text, at) && IsPictureStart(text, at + 1);
        return emoji || (IsOfJoiningScript(text[at - 1]) && IsOfJoiningScript(text[at + 1]));
    }

    private static bool IsPictureStart(string text, int at) => CodePoint.IsPicture(CodePoint.At(text, at));

    private static bool IsPictureEnd(string text, int end) =>
        CodePoint.IsPicture(CodePoint.Before(text, text[end - 1] == '\uFE0F' && end > 1 ? end - 1 : end));

    // Arabic to Myanmar and Khmer to Mongolian letters: the blocks whose words are written with joiners.
    private static bool IsOfJoiningScript(char c) =>
        !IsUnsafe(c) && (c is (>= '\u0600' and <= '\u109F') or (>= '\u1780' and <= '\u18AF') or (>= '\u1900' and <= '\u1CFF')
            or (>= '\uA800' and <= '\uABFF') or (>= '\uFB50' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC'));
}
