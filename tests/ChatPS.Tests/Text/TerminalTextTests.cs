using System.Globalization;
using System.Text;
using ChatPS.Text;
using CsCheck;

namespace ChatPS.Tests.Text;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain ASCII ~")]
    [InlineData("grüße, 日本語, עברית, العربية")]
    [InlineData("👍🏽 👨‍👩‍👧‍👦 ❤️ 🇩🇪 1️⃣ 🏳️‍🌈")]
    [InlineData("می‌خواهم")] // a non-joiner inside a Persian word
    [InlineData("क्‍ष")] // a joiner inside a Devanagari cluster
    [InlineData("e\u0301")]
    public void Harmless_text_is_the_same_instance(string text) => Assert.Same(text, TerminalText.MakeSafe(text));

    [Theory]
    [InlineData("\u001B[31mred", "␛[31mred")]
    [InlineData("\u001B]0;title\u0007", "␛]0;title␇")]
    [InlineData("a\r\nb\tc\0", "a␍␊b␉c␀")]
    [InlineData("\u007F", "␡")]
    [InlineData("\u009B31m", "�31m")]
    [InlineData("\u202Eevil\u202C", "�evil�")]
    [InlineData("a\u2028b\u2029c", "a�b�c")]
    [InlineData("in\u200Bvis\u200Dible\uFEFF", "in�vis�ible�")]
    [InlineData("a\uFE0F b \uFE0F", "a\uFE0F b �")]
    [InlineData("\U000E0041x", "�x")]
    [InlineData("\u3164", "�")]
    public void Hostile_text_gets_visible_stand_ins(string text, string safe) => Assert.Equal(safe, TerminalText.MakeSafe(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("\uFFFDx", TerminalText.MakeSafe("\uD800x"));

    [Fact]
    public void Bytes_that_are_not_UTF8_become_replacement_characters() =>
        Assert.Equal("a\uFFFDb", TerminalText.Decode([(byte)'a', 0xFF, (byte)'b'], 0, 3));

    [Fact]
    public void No_code_point_that_controls_or_hides_gets_through()
    {
        for (int c = 0; c <= 0x10FFFF; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
                continue;
            string text = "a" + char.ConvertFromUtf32(c) + "b";
            bool drawnSign = c is (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD or (>= 0x13430 and <= 0x1343F);
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text, 1);
            bool hostile = category is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (hostile && !drawnSign)
                Assert.False(TerminalText.MakeSafe(text) == text, $"U+{c:X4}");
        }
    }

    // Eight bytes are looked at together, and the last eight may overlap those before.
    [Fact]
    public void Any_byte_at_any_place_among_plain_ones_is_decoded_as_alone()
    {
        for (int count = 7; count <= 17; count++)
        {
            for (int place = 0; place < count; place++)
            {
                for (int value = 0; value <= 255; value++)
                {
                    byte[] bytes = [7, 7, 7, .. Enumerable.Repeat((byte)'a', count), 7, 7];
                    bytes[3 + place] = (byte)value;
                    string exact = Encoding.UTF8.GetString(bytes, 3, count);
                    Assert.Equal(exact, TerminalText.DecodeExact(bytes, 3, count));
                    Assert.Equal(TerminalText.MakeSafe(exact), TerminalText.Decode(bytes, 3, count));
                }
            }
        }
    }

    [Fact]
    public void Random_bytes_leave_nothing_that_controls() => Gen.Byte.Array[0, 99].Sample(bytes =>
    {
        string safe = TerminalText.Decode(bytes, 0, bytes.Length);
        return safe.All(c => !char.IsControl(c) && c is not ('\u2028' or '\u2029' or '\u202E' or '\u2066'))
            && TerminalText.MakeSafe(safe) == safe;
    }, iter: RandomRun.Samples(200_000));

    [Fact]
    public void What_was_made_safe_is_safe() => Gen.Char.Array[0, 40].Sample(chars =>
    {
        string safe = TerminalText.MakeSafe(new string(chars));
        Assert.Same(safe, TerminalText.MakeSafe(safe));
    }, iter: RandomRun.Samples(100_000));

    [Fact]
    public void Clean_text_is_not_copied()
    {
        string text = Encoding.ASCII.GetString("fo: hello"u8);
        Assert.Same(text, TerminalText.MakeSafe(text));
    }
}
