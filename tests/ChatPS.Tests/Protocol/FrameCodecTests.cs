using System.Text;
using ChatPS.Protocol;
using CsCheck;

namespace ChatPS.Tests.Protocol;

public sealed class FrameCodecTests
{
    private static readonly byte[] s_three = Bytes("05MSG a0024W doc How are you today?");
    private static readonly string[] s_threePayloads = ["MSG a", "", "W doc How are you today?"];

    [Fact]
    public void Whole_frames_are_read_in_place_and_in_order() =>
        Assert.Equal(s_threePayloads, Decode(s_three));

    [Fact]
    public void Frames_are_the_same_however_the_stream_is_cut_in_three()
    {
        for (int first = 0; first <= s_three.Length; first++)
        {
            for (int second = first; second <= s_three.Length; second++)
                Assert.Equal(s_threePayloads, Decode(s_three[..first], s_three[first..second], s_three[second..]));
        }
    }

    [Fact]
    public void Each_frame_is_handed_out_on_its_last_byte()
    {
        var codec = new FrameCodec();
        List<int> ends = [];
        for (int i = 0; i < s_three.Length; i++)
        {
            codec.Feed(s_three, i, 1);
            while (codec.TryRead(out _))
                ends.Add(i);
        }

        Assert.Equal([6, 8, 34], ends);
        Assert.False(codec.InsideFrame);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(98)]
    [InlineData(99)]
    public void Every_length_goes_there_and_back(int length)
    {
        byte[] payload = Bytes(new string('x', length));
        byte[] frame = FrameCodec.Encode(payload);
        Assert.Equal($"{length:00}", Encoding.ASCII.GetString(frame, 0, 2));
        Assert.Equal(new string('x', length), Assert.Single(Decode(frame)));
    }

    [Fact]
    public void A_frame_that_is_whole_is_not_copied()
    {
        for (int length = 0; length <= 99; length++)
        {
            byte[] buffer = [1, 2, 3, .. FrameCodec.Encode(new byte[length])];
            var codec = new FrameCodec();
            codec.Feed(buffer, 3, buffer.Length - 3);
            Assert.True(codec.TryRead(out ArraySegment<byte> payload));
            Assert.Same(buffer, payload.Array);
            Assert.Equal((5, length), (payload.Offset, payload.Count));
            Assert.False(codec.InsideFrame);
        }
    }

    [Fact]
    public void What_is_fed_is_read_to_its_end_before_more_is_fed()
    {
        var codec = new FrameCodec();
        codec.Feed(Bytes("01a01b"), 0, 6);
        Assert.True(codec.TryRead(out _));
        Assert.True(codec.InsideFrame);
        Assert.Throws<InvalidOperationException>(() => codec.Feed(Bytes("01c"), 0, 3));
        Assert.True(codec.TryRead(out _));
        codec.Feed(Bytes("01c"), 0, 3);
        Assert.True(codec.TryRead(out ArraySegment<byte> third));
        Assert.Equal("c", Encoding.ASCII.GetString(third));
        Assert.Equal(3, codec.FrameCount);
    }

    [Fact]
    public void What_is_kept_is_read_although_the_buffer_is_used_again()
    {
        byte[] buffer = Bytes("xx01a02bc");
        var codec = new FrameCodec();
        codec.Feed(buffer, 2, 7);
        Assert.True(codec.TryRead(out _));
        Assert.True(codec.Keep());
        Array.Fill(buffer, (byte)'z');
        Assert.True(codec.Keep(), "It is still left.");
        Assert.True(codec.TryRead(out ArraySegment<byte> kept));
        Assert.Equal("bc", Encoding.ASCII.GetString(kept));
        Assert.False(codec.Keep());
    }

    [Fact]
    public void Writing_says_where_the_frame_ends()
    {
        var buffer = new byte[20];
        Assert.Equal(8, FrameCodec.Write(buffer, 3, Bytes("xabcx"), 1, 3));
        Assert.Equal("03abc", Encoding.ASCII.GetString(buffer, 3, 5));
        Assert.Equal(9, FrameCodec.WriteHeader(buffer, 7, 99));
        Assert.Equal("99", Encoding.ASCII.GetString(buffer, 7, 2));
    }

    [Fact]
    public void A_payload_of_100_bytes_is_no_frame() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameCodec.Encode(new byte[100]));

    [Fact]
    public void A_stream_that_ends_inside_a_frame_is_known()
    {
        var codec = new FrameCodec();
        codec.Feed(Bytes("05MSG"), 0, 5);
        Assert.False(codec.TryRead(out _));
        Assert.True(codec.InsideFrame);
    }

    [Theory]
    [InlineData("x5MSG a", "x", 0, 0)]
    [InlineData("0xMSG a", "0x", 0, 0)]
    [InlineData("05MSG a!!05MSG b", "!", 7, 1)]
    [InlineData("05MSG a001\n", "1\n", 9, 2)]
    public void A_bad_header_is_reported_with_its_bytes_and_place_after_the_frames_before_it(string stream, string header, long offset, long frames)
    {
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            var codec = new FrameCodec();
            var seen = new List<string>();
            var error = Assert.Throws<ChatProtocolException>(() => Feed(codec, seen, Bytes(stream[..cut]), Bytes(stream[cut..])));
            Assert.Equal(header, Encoding.ASCII.GetString(error.GetHeader()));
            Assert.Equal(offset, error.Offset);
            Assert.Equal(frames, error.FrameCount);
            Assert.Equal(frames, seen.Count);
            Assert.Same(error, Assert.Throws<ChatProtocolException>(() => codec.TryRead(out _)));
        }
    }

    [Fact]
    public void The_message_of_a_bad_header_shows_it_harmlessly()
    {
        var error = Assert.Throws<ChatProtocolException>(() => Decode([0x1B, (byte)']']));
        Assert.Contains("1B", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', error.Message);
        Assert.Equal(ChatFailure.ProtocolViolation, error.Failure);
    }

    [Fact]
    public void All_headers_of_two_bytes_are_a_length_or_an_error()
    {
        for (int header = 0; header <= 0xFFFF; header++)
        {
            byte[] bytes = [(byte)(header >> 8), (byte)header];
            bool good = bytes.All(b => b is >= (byte)'0' and <= (byte)'9');
            var codec = new FrameCodec();
            codec.Feed(bytes, 0, 2);
            if (good)
                Assert.Equal(header == 0x3030, codec.TryRead(out _));
            else
                Assert.Throws<ChatProtocolException>(() => codec.TryRead(out _));
        }
    }

    [Fact]
    public void Random_bytes_give_the_same_frames_however_cut_and_no_other_exception()
    {
        // Mostly digits, so that many inputs get past a few headers; some cut lists are empty, some fine.
        Gen<byte> likely = Gen.Frequency((6, Gen.Byte[0x30, 0x31]), (2, Gen.Byte[0x30, 0x39]), (1, Gen.Byte));
        Gen.Select(likely.Array[0, 48], Gen.Int[1, 12].Array[1, 6])
            .Sample((bytes, cuts) => Outcome(bytes, [bytes.Length + 1]) == Outcome(bytes, cuts), iter: RandomRun.Samples(1_000_000), seed: "0000chatps01");
    }

    [Fact]
    public void Reading_whole_frames_allocates_nothing()
    {
        byte[] stream = [.. Enumerable.Repeat(FrameCodec.Encode(new byte[20]), 2000).SelectMany(frame => frame)];
        var codec = new FrameCodec();
        Read(codec, stream);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int frames = Read(codec, stream);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(2000, frames);
        Assert.Equal(0, allocated);
    }

    private static int Read(FrameCodec codec, byte[] stream)
    {
        int frames = 0;
        for (int at = 0; at < stream.Length; at += 1000)
        {
            codec.Feed(stream, at, Math.Min(1000, stream.Length - at));
            while (codec.TryRead(out _))
                frames++;
        }

        return frames;
    }

    private static string Outcome(byte[] bytes, int[] cuts)
    {
        var codec = new FrameCodec();
        var seen = new StringBuilder();
        try
        {
            for (int at = 0, i = 0; at < bytes.Length; i++)
            {
                int count = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
                codec.Feed(bytes, at, count);
                while (codec.TryRead(out ArraySegment<byte> payload))
                    seen.Append(Convert.ToHexString(payload)).Append('|');
                at += count;
            }
        }
        catch (ChatProtocolException e)
        {
            seen.Append(e.Message);
        }

        return seen.ToString();
    }

    private static List<string> Decode(params byte[][] pieces)
    {
        var seen = new List<string>();
        Feed(new FrameCodec(), seen, pieces);
        return seen;
    }

    private static void Feed(FrameCodec codec, List<string> seen, params byte[][] pieces)
    {
        foreach (byte[] piece in pieces)
        {
            codec.Feed(piece, 0, piece.Length);
            while (codec.TryRead(out ArraySegment<byte> payload))
                seen.Add(Encoding.UTF8.GetString(payload));
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
