using System.Collections.Generic;
using System.Globalization;

namespace ChatPS.Text;

/// <summary>
/// Where a character, as people count them, ends: a base with its marks, an emoji with its modifiers, a pair of flag letters,
/// a Hangul syllable of letters. An own rule, since .NET Framework's <see cref="StringInfo"/> cuts joined emoji. Pure.
/// </summary>
internal static class Graphemes
{
    /// <summary>The index after the grapheme that begins at <paramref name="at"/>; always more than <paramref name="at"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the grapheme begins.</param>
    /// <param name="most">One that is longer than this may be given in part: a million marks on one letter must not be looked at for each part.</param>
    public static int Next(string text, int at, int most = int.MaxValue)
    {
        int before = CodePoint.At(text, at);
        int end = at + CodePoint.Width(before);
        if (before == '\r' && end < text.Length && text[end] == '\n')
            return end + 1;
        bool flagOpen = IsFlagLetter(before);
        while (end < text.Length && !IsControl(before) && end - at <= most)
        {
            int next = CodePoint.At(text, end);
            bool closesFlag = flagOpen && IsFlagLetter(next);
            if (!closesFlag && !Extends(next) && !(before == 0x200D && CodePoint.IsPicture(next)) && !JoinsHangul(before, next))
                break;
            flagOpen = false;
            before = next;
            end += CodePoint.Width(next);
        }

        return end;
    }

    /// <summary>The index where the grapheme that ends at <paramref name="at"/> begins; always less than <paramref name="at"/>.</summary>
    public static int Previous(string text, int at)
    {
        int start = SureStart(text, at - 1);
        for (int next = Next(text, start); next < at; next = Next(text, next))
            start = next;
        return start;
    }

    /// <summary>The first place not before <paramref name="at"/> where a grapheme begins or the text ends.</summary>
    public static int AtOrAfter(string text, int at)
    {
        if (at >= text.Length)
            return text.Length;
        int end = SureStart(text, at);
        while (end < at)
            end = Next(text, end);
        return end;
    }

    // Going back over a long text must not cost its length: these begin a grapheme whatever stands before them.
    private static int SureStart(string text, int at)
    {
        while (at > 0 && text[at] is not ((>= ' ' and < '\u0300') or (>= '\u3041' and <= '\u3096') or (>= '\u4E00' and <= '\u9FFF')))
            at--;
        return at;
    }

    /// <summary>The graphemes of a text, in order; joined they are the text.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = Next(text, at);
            yield return text.Substring(at, end - at);
        }
    }

    private static bool IsControl(int c) => c is < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029;

    private static bool IsFlagLetter(int c) => c is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool Extends(int c)
    {
        if (c < 0x300)
            return false;
        if (c is 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0020 and <= 0xE01EF))
            return true;
        UnicodeCategory category = CodePoint.Width(c) == 2
            ? CharUnicodeInfo.GetUnicodeCategory(char.ConvertFromUtf32(c), 0)
            : CharUnicodeInfo.GetUnicodeCategory((char)c);
        return category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
    }

    // Leading consonants, vowels and trailing consonants that one syllable is written with; whole syllables take trailing ones.
    private static bool JoinsHangul(int before, int next)
    {
        bool leads = before is >= 0x1100 and <= 0x115F;
        bool vowel = before is >= 0x1160 and <= 0x11A7;
        bool trails = before is >= 0x11A8 and <= 0x11FF;
        bool syllable = before is >= 0xAC00 and <= 0xD7A3;
        bool open = syllable && (before - 0xAC00) % 28 == 0;
        return next switch
        {
            >= 0x1100 and <= 0x115F => leads,
            >= 0x1160 and <= 0x11A7 => leads || vowel || open,
            >= 0x11A8 and <= 0x11FF => vowel || trails || syllable,
            >= 0xAC00 and <= 0xD7A3 => leads,
            _ => false,
        };
    }
}
