using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

public sealed class RequestWriterTests
{
    [Fact]
    public void Each_request_is_one_whole_frame()
    {
        Assert.Equal("12LOGIN fo pw1", Text(RequestWriter.Login("fo", "pw1")));
        Assert.Equal("06MSG hi", Text(RequestWriter.Message("hi")));
        Assert.Equal("08W doc hi", Text(RequestWriter.Whisper("doc", "hi")));
        Assert.Equal("03WHO", Text(RequestWriter.List()));
    }

    [Fact]
    public void A_text_of_any_alphabet_is_UTF8() => Assert.Equal("11MSG é日é", Text(RequestWriter.Message("é日é")));

    [Fact]
    public void The_room_besides_name_and_text_is_counted()
    {
        Assert.Equal(RequestWriter.Login("fo", "pw1").Length - 2, RequestWriter.LoginOverhead + "fopw1".Length);
        Assert.Equal(RequestWriter.Whisper("doc", "hi").Length - 2, RequestWriter.WhisperOverhead + "dochi".Length);
    }

    [Fact]
    public void The_longest_frame_is_full_and_more_is_refused()
    {
        Assert.Equal(99 + 2, RequestWriter.Message(new string('x', 95)).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => RequestWriter.Message(new string('x', 96)));
    }

    private static string Text(byte[] frame) => Encoding.UTF8.GetString(frame);
}
