using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Fuzz.Targets;

/// <summary>A stream decoded whole, a byte at a time, and in pieces with some frames left in them, is always the same frames.</summary>
internal static class DecoderTarget
{
    public static void Run(byte[] input)
    {
        if (input.Length == 0)
            return;
        byte[] stream = input[1..];
        string whole = Outcome(stream, stream.Length + 1, keepAfter: int.MaxValue);
        FuzzTargets.Promise(whole == Outcome(stream, 1, int.MaxValue), "one byte at a time");
        FuzzTargets.Promise(whole == Outcome(stream, 1 + (input[0] >> 2), keepAfter: input[0] & 3), "in pieces");
        FuzzTargets.Promise(whole == Reference(stream), "by the book");
    }

    // Frames as hexadecimal, and how the stream ends.
    private static string Outcome(byte[] stream, int piece, int keepAfter)
    {
        var codec = new FrameCodec();
        var seen = new StringBuilder();
        try
        {
            for (int at = 0; at < stream.Length; at += piece)
            {
                byte[] buffer = stream[at..Math.Min(at + piece, stream.Length)];
                codec.Feed(buffer, 0, buffer.Length);
                Take(codec, seen, keepAfter);
                if (codec.Keep())
                    Array.Clear(buffer);
                Take(codec, seen, int.MaxValue);
            }
        }
        catch (ChatProtocolException e)
        {
            return seen.Append($"bad {Convert.ToHexString(e.GetHeader())} at {e.Offset} after {e.FrameCount}").ToString();
        }

        return seen.Append(codec.InsideFrame ? "cut" : "end").ToString();
    }

    private static void Take(FrameCodec codec, StringBuilder seen, int most)
    {
        while (most-- > 0 && codec.TryRead(out ArraySegment<byte> payload))
            seen.Append(Convert.ToHexString(payload)).Append('|');
    }

    // The protocol in its simplest form.
    private static string Reference(byte[] stream)
    {
        var seen = new StringBuilder();
        int at = 0;
        for (int frames = 0; at < stream.Length; frames++)
        {
            for (int digits = 0; digits < 2; digits++)
            {
                if (at + digits < stream.Length && stream[at + digits] is < (byte)'0' or > (byte)'9')
                    return seen.Append($"bad {Convert.ToHexString(stream, at, digits + 1)} at {at} after {frames}").ToString();
            }

            int length = at + 1 < stream.Length ? ((stream[at] - '0') * 10) + stream[at + 1] - '0' : 0;
            if (at + 2 + length > stream.Length)
                return seen.Append("cut").ToString();
            seen.Append(Convert.ToHexString(stream, at + 2, length)).Append('|');
            at += 2 + length;
        }

        return seen.Append("end").ToString();
    }
}
