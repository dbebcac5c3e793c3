using System.Text;
using ChatPS.Fuzz.Targets;

namespace ChatPS.Tests.Reliability;

/// <summary>All that must not reach a terminal, in pieces that fit a frame.</summary>
internal static class HostileText
{
    private static readonly string[] s_sequences =
    [
        "\x1b[31m", "\x1b[2J\x1b[H", "\u009b31m", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "\x1b]52;c;QQ==\x07",
        "\x1bP$q\x1b\\", "\u0090+q\u009c", "\x1b(0", "\x1b]\u009c", "\r\nfo: forged", "\x08\x08\x08", "a\u200Db", "\u202Ertl\u2066x\u2069",
    ];

    /// <summary>Each character, or sequence, between letters.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. CodePoints().Select(c => "a" + char.ConvertFromUtf32(c) + "b"), .. s_sequences.Select(sequence => "a" + sequence + "b")];

    /// <summary>What must come through as it is: joiners and selectors where emoji and scripts need them.</summary>
    public static IReadOnlyList<string> Needed { get; } =
        ["👨\u200D👩\u200D👧", "❤\uFE0F", "می\u200Cخواهم", "क\u094D\u200Dष", "🏳\uFE0F\u200D🌈", "e\u0301", "🇩🇪"];

    /// <summary>The same in as few payloads as hold them.</summary>
    public static IEnumerable<string> Payloads(int room)
    {
        var payload = new StringBuilder();
        int used = 0;
        foreach (string piece in All)
        {
            int size = Encoding.UTF8.GetByteCount(piece);
            if (used + size > room)
            {
                yield return payload.ToString();
                payload.Clear();
                used = 0;
            }

            payload.Append(piece);
            used += size;
        }

        yield return payload.ToString();
    }

    /// <summary>The first character that no terminal may see, as hexadecimal; by themselves, joiners are for the text around them to allow.</summary>
    public static string? FirstUnsafe(string text) =>
        text.Contains("a\u200Db", StringComparison.Ordinal) || text.Contains("a\u200Cb", StringComparison.Ordinal) ? "200D" : TextTarget.FirstUnsafe(text);

    private static IEnumerable<int> CodePoints() =>
    [
        .. Enumerable.Range(0, 0x20), .. Enumerable.Range(0x7F, 0x21), 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E,
        .. Enumerable.Range(0x200B, 5), .. Enumerable.Range(0x2028, 7), .. Enumerable.Range(0x2060, 5), .. Enumerable.Range(0x2066, 10), 0x3164, 0xFEFF, 0xFFA0,
        .. Enumerable.Range(0xFFF9, 3), 0xE0001, .. Enumerable.Range(0xE0020, 96),
    ];
}
