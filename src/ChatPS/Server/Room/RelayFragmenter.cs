using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Server;

/// <summary>
/// Where to cut a text that does not fit behind its prefix. The text is bytes, perhaps not UTF-8, and all of them are kept:
/// the parts put together are the text. Pure.
/// </summary>
internal static class RelayFragmenter
{
    /// <summary>
    /// The end of the part that begins at <paramref name="at"/> and has at most <paramref name="limit"/> bytes, 4 or more:
    /// behind a space where there is one, else between graphemes; only a grapheme that is too long on its own is cut, at a code point.
    /// </summary>
    public static int Cut(byte[] bytes, int at, int end, int limit)
    {
        if (end - at <= limit)
            return end;
        string text = Decode(bytes, at, end, out int[] offsets);
        int behindSpace = 0;
        int behindGrapheme = 0;
        for (int next = Graphemes.Next(text, 0); offsets[next] <= limit; next = Graphemes.Next(text, next))
        {
            behindGrapheme = offsets[next];
            if (next > 1 && text[next - 1] == ' ')
                behindSpace = behindGrapheme;
        }

        if (behindSpace > 0)
            return at + behindSpace;
        return at + (behindGrapheme > 0 ? behindGrapheme : LastCodePoint(text, offsets, limit));
    }

    private static int LastCodePoint(string text, int[] offsets, int limit)
    {
        int last = 0;
        for (int i = 1; offsets[i] <= limit; i++)
        {
            if (!char.IsLowSurrogate(text[i]))
                last = offsets[i];
        }

        return last;
    }

    // The text, and for each char the byte at which it begins. A byte that is not UTF-8 is a character by itself.
    private static string Decode(byte[] bytes, int at, int end, out int[] offsets)
    {
        var chars = new char[end - at];
        offsets = new int[chars.Length + 1];
        int count = 0;
        for (int i = at; i < end;)
        {
            int width = Utf8.Read(bytes, i, end, out int codePoint);
            offsets[count] = i - at;
            if (codePoint > 0xFFFF)
            {
                string pair = char.ConvertFromUtf32(codePoint);
                chars[count++] = pair[0];
                offsets[count] = i - at;
                chars[count++] = pair[1];
            }
            else
            {
                chars[count++] = (char)codePoint;
            }

            i += width;
        }

        offsets[count] = end - at;
        return new string(chars, 0, count);
    }
}
