using System;
using System.Linq;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Tests.Server;

public class ServerDialectTests
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
        Request request = ServerDialect.Parse(new ArraySegment<byte>(bytes, 2, payload.Length));
        Assert.Equal(kind, request.Kind.ToString());
        Assert.Equal(name, Text(request.Name));
        Assert.Equal(text, Text(request.Text));
    }

    [Fact]
    public void Nobody_is_a_list_too() => Assert.Equal(["USERS 0:"], ServerDialect.Users([]));

    [Fact]
    public void A_long_list_goes_on_under_the_same_heading()
    {
        string[] names = Enumerable.Range(100, 60).Select(n => "user" + n).ToArray();
        string[] payloads = ServerDialect.Users(names).ToArray();
        Assert.True(payloads.Length > 4);
        Assert.All(payloads, payload => Assert.StartsWith("USERS 60: ", payload, StringComparison.Ordinal));
        Assert.All(payloads, payload => Assert.InRange(payload.Length, 11, 99));
        Assert.Equal(names, payloads.SelectMany(payload => payload["USERS 60: ".Length..].Split(' ')));
        Assert.All(payloads.SkipLast(1), payload => Assert.True(payload.Length + " user100".Length > 99));
    }

    [Fact]
    public void The_longest_name_fits_everything_that_is_said()
    {
        var name = new string('n', ServerDialect.MaxName);
        Assert.InRange(ServerDialect.Welcome(name).Length, 1, 99);
        Assert.InRange(ServerDialect.Joined(name).Length, 1, 99);
        Assert.Equal(99, ServerDialect.Whispered(name).Length);
        Assert.InRange(ServerDialect.WhisperPrefix(name).Length, 1, 99 - 4);
        Assert.All(ServerDialect.Users(Enumerable.Repeat(name, 65_000).ToArray()), payload => Assert.InRange(payload.Length, 1, 99));
    }

    private static string Text(ArraySegment<byte> bytes) => bytes.Array is null ? "" : Encoding.ASCII.GetString(bytes);
}
