using System;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

public class RequestParserTests
{
    [Theory]
    [InlineData("LOGIN fo be", "Login", "fo", "be")]
    [InlineData("LOGIN", "Login", "", "")]
    [InlineData("LOGIN ", "Login", "", "")]
    [InlineData("LOGIN fo", "Login", "", "")]
    [InlineData("LOGIN fo be x", "Login", "fo", "be x")]
    [InlineData("LOGIN  be", "Login", "", "be")]
    [InlineData("LOGINfo be", "NotUnderstood", "", "")]
    [InlineData("login fo be", "NotUnderstood", "", "")]
    [InlineData("MSG a", "Message", "", "a")]
    [InlineData("MSG  a ", "Message", "", " a ")]
    [InlineData("MSG who", "Message", "", "who")]
    [InlineData("MSG WHO?", "Message", "", "WHO?")]
    [InlineData("MSG WHO ", "Message", "", "WHO ")]
    [InlineData("MSG ", "NotUnderstood", "", "")]
    [InlineData("MSG", "NotUnderstood", "", "")]
    [InlineData("MSGa", "NotUnderstood", "", "")]
    [InlineData("WHO", "Who", "", "")]
    [InlineData("MSG WHO", "Who", "", "")]
    [InlineData("WHO ", "NotUnderstood", "", "")]
    [InlineData("who", "NotUnderstood", "", "")]
    [InlineData("W doc How are you today?", "Whisper", "doc", "How are you today?")]
    [InlineData("W doc  x", "Whisper", "doc", " x")]
    [InlineData("W doc WHO", "Whisper", "doc", "WHO")]
    [InlineData("W doc ", "NotUnderstood", "", "")]
    [InlineData("W doc", "NotUnderstood", "", "")]
    [InlineData("W  x", "NotUnderstood", "", "")]
    [InlineData("W ", "NotUnderstood", "", "")]
    [InlineData("W", "NotUnderstood", "", "")]
    [InlineData("", "NotUnderstood", "", "")]
    public void A_payload_is_one_request(string payload, string kind, string name, string text)
    {
        // Bytes around it that must not count.
        byte[] bytes = Encoding.ASCII.GetBytes("x " + payload + " x");
        Request request = RequestParser.Parse(new ArraySegment<byte>(bytes, 2, payload.Length));
        Assert.Equal(kind, request.Kind.ToString());
        Assert.Equal(name, Text(request.Name));
        Assert.Equal(text, Text(request.Text));
    }

    private static string Text(ArraySegment<byte> bytes) => bytes.Array is null ? "" : Encoding.ASCII.GetString(bytes);
}
