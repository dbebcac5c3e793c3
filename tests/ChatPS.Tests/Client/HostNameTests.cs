using ChatPS.Client;

namespace ChatPS.Tests.Client;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("chat.example.org")]
    [InlineData("chat.example.org.")]
    [InlineData("my_host-2")]
    [InlineData("b\u00FCcher.example")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%2")]
    public void A_name_or_an_address_is_a_host(string host) => Assert.True(HostName.IsValid(host));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("@{Name=x}")]
    [InlineData("host:34998")]
    [InlineData("[::1]:34998")]
    [InlineData("[localhost]")]
    [InlineData("[127.0.0.1]")]
    [InlineData("[[::1]]")]
    [InlineData("[]")]
    [InlineData("http://host")]
    [InlineData("a\u001B[31m")]
    public void Anything_else_is_not(string host) => Assert.False(HostName.IsValid(host));

    [Fact]
    public void A_name_has_a_longest_length()
    {
        string name = string.Concat(Enumerable.Repeat("a.", 126)) + "a";
        Assert.True(HostName.IsValid(name));
        Assert.False(HostName.IsValid(name + "a"));
    }

    [Theory]
    [InlineData("[::1]", "::1", "[::1]:5")]
    [InlineData("::1", "::1", "[::1]:5")]
    [InlineData("localhost", "localhost", "localhost:5")]
    [InlineData("127.0.0.1", "127.0.0.1", "127.0.0.1:5")]
    public void Brackets_stand_where_a_port_follows(string host, string bare, string withPort)
    {
        Assert.Equal(bare, HostName.WithoutBrackets(host));
        Assert.Equal(withPort, HostName.WithPort(bare, 5));
    }
}
