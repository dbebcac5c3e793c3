using System.Buffers;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Tests.Text;

/// <summary>Against the framework's own reader, which netstandard2.0 does not have.</summary>
public sealed class Utf8Tests
{
    // The first and the last byte of each kind, and their neighbours.
    private static readonly byte[] s_continuations = [0x00, 0x3F, 0x7F, 0x80, 0x81, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF];

    [Fact]
    public void Every_beginning_is_read_as_the_framework_reads_it()
    {
        int characters = 0;
        for (int lead = 0; lead <= 0xFF; lead++)
        {
            foreach (byte second in s_continuations)
            {
                foreach (byte third in s_continuations)
                {
                    foreach (byte fourth in s_continuations)
                        characters += AssertSame([(byte)lead, second, third, fourth]);
                }
            }
        }

        Assert.InRange(characters, 900_000, 1_100_000);
    }

    [Fact]
    public void Every_code_point_comes_back_and_half_a_pair_does_not()
    {
        for (int c = 0; c <= 0x10FFFF; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
                continue;
            byte[] bytes = Encoding.UTF8.GetBytes(char.ConvertFromUtf32(c));
            if (Utf8.Read(bytes, 0, bytes.Length, out int read) != bytes.Length || read != c)
                Assert.Fail($"U+{c:X} comes back as U+{read:X}.");
        }
    }

    [Fact]
    public void What_lies_before_and_behind_is_not_looked_at()
    {
        byte[] bytes = [0xF0, .. "日"u8, 0x80];
        Assert.Equal(3, Utf8.Read(bytes, 1, bytes.Length, out int whole));
        Assert.Equal('日', whole);
        Assert.Equal(1, Utf8.Read(bytes, 1, 3, out int cut));
        Assert.Equal(0xFFFD, cut);
    }

    // Cut at each length too: the end of the bytes is no character.
    private static int AssertSame(byte[] bytes)
    {
        int characters = 0;
        for (int end = 1; end <= bytes.Length; end++)
        {
            bool isWhole = Rune.DecodeFromUtf8(bytes.AsSpan(0, end), out Rune rune, out int consumed) == OperationStatus.Done;
            int width = Utf8.Read(bytes, 0, end, out int read);
            if ((isWhole ? (consumed, rune.Value) : (1, 0xFFFD)) != (width, read))
                Assert.Fail($"{Convert.ToHexString(bytes, 0, end)} is read as U+{read:X4} of {width} bytes.");
            characters += isWhole ? 1 : 0;
        }

        return characters;
    }
}
