namespace ChatPS.Text;

/// <summary>Reads UTF-8 a code point at a time, so that what is not UTF-8 can be told from what is, byte by byte. Pure.</summary>
internal static class Utf8
{
    /// <summary>The code point at an index, or U+FFFD for one byte that does not belong to any.</summary>
    /// <returns>How many bytes it takes: 1 to 4.</returns>
    public static int Read(byte[] bytes, int at, int end, out int codePoint)
    {
        byte lead = bytes[at];
        int width = lead < 0x80 ? 1 : lead is >= 0xC2 and < 0xE0 ? 2 : lead is >= 0xE0 and < 0xF0 ? 3 : lead is >= 0xF0 and < 0xF5 ? 4 : 0;
        codePoint = width switch { 1 => lead, 2 => lead & 0x1F, 3 => lead & 0x0F, _ => lead & 0x07 };
        for (int i = 1; i < width; i++)
        {
            if (at + i >= end || (bytes[at + i] & 0xC0) != 0x80)
                width = 0;
            else
                codePoint = (codePoint << 6) | (bytes[at + i] & 0x3F);
        }

        bool overlong = (width == 3 && codePoint < 0x800) || (width == 4 && codePoint < 0x10000);
        if (width > 0 && !overlong && codePoint is <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF))
            return width;
        codePoint = 0xFFFD;
        return 1;
    }
}
