using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

public sealed class NameCacheTests
{
    // They begin and end alike, so that they share a place; another user's words must not appear under the name before.
    [Theory]
    [InlineData("doc", "dxc")]
    [InlineData("dave", "dove")]
    [InlineData("doc", "DOC")]
    [InlineData("a", "aa")]
    public void Names_that_share_a_place_are_kept_apart(string first, string second)
    {
        var names = new NameCache();
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(first, names.Get($"<{first}>", 1, first.Length));
            Assert.Equal(second, names.Get($"<{second}>", 1, second.Length));
        }
    }

    [Fact]
    public void Every_pair_of_short_names_is_kept_apart()
    {
        string[] names = [.. from length in Enumerable.Range(1, 4) from c in "abcdef" from d in "xyz" select new string(c, length) + d];
        var cache = new NameCache();
        foreach (string first in names)
        {
            foreach (string second in names)
            {
                cache.Get(first, 0, first.Length);
                Assert.Equal(second, cache.Get(second, 0, second.Length));
            }
        }
    }

    [Fact]
    public void A_name_that_comes_again_is_the_same_string()
    {
        var names = new NameCache();
        Assert.Same(names.Get("doc: hi", 0, 3), names.Get("<doc> hi", 1, 3));
    }

    [Fact]
    public void The_parser_says_who_spoke()
    {
        var parser = new ServerMessageParser();
        Assert.Equal(["doc", "dxc", "doc"], new[] { "doc: a", "<dxc> b", "doc: c" }.Select(payload => parser.Read(payload).Sender));
    }
}
