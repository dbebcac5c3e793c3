namespace ChatPS.Text;

/// <summary>Code points in a UTF-16 text; half a surrogate pair stands for itself. Pure.</summary>
internal static class CodePoint
{
    /// <summary>The code point that begins at an index.</summary>
    public static int At(string text, int at) =>
        char.IsSurrogatePair(text, at) ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];

    /// <summary>The code point that ends before an index.</summary>
    public static int Before(string text, int end) =>
        end > 1 && char.IsSurrogatePair(text[end - 2], text[end - 1])
            ? char.ConvertToUtf32(text[end - 2], text[end - 1])
            : text[end - 1];

    /// <summary>The chars that the code point at an index takes: 1 or 2.</summary>
    public static int Width(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;

    /// <summary>The chars that a code point takes: 1 or 2.</summary>
    public static int Width(int codePoint) => codePoint > 0xFFFF ? 2 : 1;

    /// <summary>Whether it lies in a block of arrows, symbols and emoji, which joiners and modifiers make one picture of.</summary>
    public static bool IsPicture(int codePoint) => codePoint is (>= 0x2190 and <= 0x2BFF) or (>= 0x1F000 and <= 0x1FAFF);
}
