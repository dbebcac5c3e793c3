using ChatPS.Text;

namespace ChatPS.Tests.Client;

/// <summary>Bytes take a shorter way to safe text than strings do: both must come to the same.</summary>
public sealed class DecodedTextTests
{
    [Fact]
    public void Every_byte_at_every_place_of_every_length_decodes_to_the_same_safe_text()
    {
        for (int length = 1; length <= 20; length++)
        {
            for (int at = 0; at < length; at++)
            {
                for (int value = 0; value < 256; value++)
                {
                    byte[] bytes = [0xFF, .. Enumerable.Repeat((byte)'~', length), 0x1B];
                    bytes[1 + at] = (byte)value;
                    Assert.Equal(TerminalText.MakeSafe(TerminalText.DecodeExact(bytes, 1, length)), TerminalText.Decode(bytes, 1, length));
                }
            }
        }
    }
}
