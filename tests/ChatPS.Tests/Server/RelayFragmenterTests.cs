using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChatPS.Server;
using ChatPS.Text;
using CsCheck;

namespace ChatPS.Tests.Server;

public class RelayFragmenterTests
{
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactlyten", 10, "exactlyten")]
    [InlineData("cut at a space", 10, "cut at a |space")]
    [InlineData("one two three", 8, "one two |three")]
    [InlineData("nospacesinhere", 10, "nospacesin|here")]
    [InlineData(" nospacesinhere", 10, " nospacesi|nhere")]
    [InlineData("abcdefghij ", 10, "abcdefghij| ")]
    [InlineData("aaaaaaaaaä", 10, "aaaaaaaaa|ä")]
    [InlineData("aaaaaaa" + "e\u0301\u0301", 10, "aaaaaaa|e\u0301\u0301")]
    [InlineData("ab" + Family, 19, "ab|" + Family)]
    [InlineData(Family, 10, "\U0001F468\u200D|\U0001F469\u200D|\U0001F467")]
    public void A_text_is_cut_where_people_would(string text, int limit, string parts) =>
        Assert.Equal(parts.Split('|'), Parts(Encoding.UTF8.GetBytes(text), limit).Select(Encoding.UTF8.GetString));

    [Fact]
    public void Bytes_that_are_no_text_are_all_kept()
    {
        byte[] bytes = [0xFF, 0x00, 0x1B, 0xC3, 0x28, 0xE2, 0x82, 0xF0, 0x9F, 0x98, 0xED, 0xA0, 0x80, 0xC0, 0x80, 0x80];
        byte[][] parts = Parts(bytes, 4);
        Assert.Equal(bytes, parts.SelectMany(part => part));
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 4));
        Assert.Equal(4, parts.Length);
    }

    [Fact]
    public void Any_bytes_in_parts_are_the_bytes() =>
        Gen.Select(Gen.Byte.Array[0, 99], Gen.Int[4, 99]).Sample((bytes, limit) =>
        {
            byte[][] parts = Parts(bytes, limit);
            return bytes.SequenceEqual(parts.SelectMany(part => part)) && parts.All(part => part.Length >= 1 && part.Length <= limit);
        });

    [Fact]
    public void Any_text_in_parts_is_of_whole_graphemes_if_they_fit()
    {
        string[] pieces = ["a", "Z", " ", "ä", "e\u0301", "\u20AC", "\U0001F600", "\U0001F44D\U0001F3FD", "\U0001F1E9\U0001F1EA", "\u1112\u1161\u11AB"];
        Gen.Select(Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 60], Gen.Int[12, 60]).Sample((chosen, limit) =>
        {
            string text = string.Concat(chosen);
            string[] parts = Parts(Encoding.UTF8.GetBytes(text), limit).Select(Encoding.UTF8.GetString).ToArray();
            return string.Concat(parts) == text && parts.SelectMany(Graphemes.Of).SequenceEqual(Graphemes.Of(text));
        });
    }

    [Fact]
    public void Reading_UTF8_agrees_with_the_framework() => Gen.Byte.Array[1, 8].Sample(bytes =>
    {
        var text = new StringBuilder();
        for (int at = 0; at < bytes.Length;)
        {
            at += Utf8.Read(bytes, at, bytes.Length, out int codePoint);
            if (codePoint != 0xFFFD)
                text.Append(char.ConvertFromUtf32(codePoint));
        }

        return text.ToString() == Encoding.UTF8.GetString(bytes).Replace("\uFFFD", "");
    });

    private static byte[][] Parts(byte[] text, int limit)
    {
        byte[] bytes = [(byte)'x', .. text, (byte)'x'];
        var parts = new List<byte[]>();
        for (int at = 1; at < bytes.Length - 1;)
        {
            int next = RelayFragmenter.Cut(bytes, at, bytes.Length - 1, limit);
            Assert.True(next > at);
            parts.Add(bytes[at..next]);
            at = next;
        }

        return [.. parts];
    }
}
