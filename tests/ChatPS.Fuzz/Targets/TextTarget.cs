using System.Globalization;
using System.Text;
using ChatPS.Protocol;
using ChatPS.Server;
using ChatPS.Text;

namespace ChatPS.Fuzz.Targets;

/// <summary>Any bytes as text: safe to print, cut only where it may be, and nothing of it lost on the way.</summary>
internal static class TextTarget
{
    public static void Run(byte[] input)
    {
        string exact = TerminalText.DecodeExact(input, 0, input.Length);
        string safe = TerminalText.MakeSafe(exact);
        FuzzTargets.Promise(FirstUnsafe(safe) is null, "raw in safe text: " + FirstUnsafe(safe));
        FuzzTargets.Promise(TerminalText.MakeSafe(safe) == safe, "safe text is safe already");
        FuzzTargets.Promise(string.Concat(Graphemes.Of(exact)) == exact, "graphemes are the text");
        FuzzTargets.Promise(CellWidth.Of(safe) is >= 0 and var cells && cells <= safe.Length * 2, "cells");
        Relay(input);
        Split(exact);
    }

    /// <summary>The first character that no terminal may see, as hexadecimal. An own list, by category, not the one of the code under test.</summary>
    public static string? FirstUnsafe(string text)
    {
        for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            int c = char.IsSurrogatePair(text, i) ? char.ConvertToUtf32(text, i) : text[i];
            bool joiner = c is 0x200C or 0x200D && i > 0 && i + 1 < text.Length;
            if (!joiner && IsUnsafe(CharUnicodeInfo.GetUnicodeCategory(text, i), c))
                return c.ToString("X4");
        }

        return null;
    }

    private static bool IsUnsafe(UnicodeCategory category, int c) => category switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate => true,

        // Format characters but those that have a picture: Arabic, Syriac and Kaithi number signs, and the marks that arrange hieroglyphs.
        UnicodeCategory.Format => c is not ((>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD
            or (>= 0x13430 and <= 0x1343F)),
        _ => c is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF),
    };

    private static void Relay(byte[] input)
    {
        int limit = 4 + (input.Length % 90);
        for (int at = 0; at < input.Length;)
        {
            int next = RelayFragmenter.Cut(input, at, Math.Min(at + 99, input.Length), limit);
            FuzzTargets.Promise(next > at && next - at <= limit, "a part that fits");
            at = next;
        }
    }

    private static void Split(string text)
    {
        foreach (string part in Parts(() => MessageSplitter.SplitMessage(text, "fo")).Concat(Parts(() => MessageSplitter.SplitWhisper(text, "fo", "doc"))))
            FuzzTargets.Promise(part.Length > 0 && Encoding.UTF8.GetByteCount(part) <= 95 && part.IndexOfAny(['\r', '\n']) < 0, "a part fits a frame");
    }

    private static List<string> Parts(Func<List<string>> split)
    {
        try
        {
            return split();
        }
        catch (ChatException e) when (e.Failure is ChatFailure.EmptyText or ChatFailure.ReservedText)
        {
            return []; // it is not sent at all
        }
    }
}
