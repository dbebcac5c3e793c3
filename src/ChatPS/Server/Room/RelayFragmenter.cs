using ChatPS.Text;

namespace ChatPS.Server;

/// <summary>
/// Where to cut a text that does not fit behind its prefix. The text is bytes, perhaps not UTF-8, and all of them are kept:
/// the parts put together are the text. Pure.
/// </summary>
internal static class RelayFragmenter
{
    /// <summary>
    /// The end of the part that begins at <paramref name="at"/> and has at most <paramref name="limit"/> bytes, 4 or more. It is cut as
    /// <see cref="TextCutter"/> does, behind a space that does not begin it.
    /// </summary>
    public static int Cut(byte[] bytes, int at, int end, int limit)
    {
        if (end - at <= limit)
            return end;
        string text = Decode(bytes, at, end, out int[] offsets);
        var cutter = new TextCutter((_, from, to) => offsets[to] - offsets[from], keepsSpaces: true);
        return at + offsets[cutter.Cut(text, 0, limit, firstSpace: 1, out _)];
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
