using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

public sealed class UserNameRulesTests
{
    [Theory]
    [InlineData("fo", true, true)]
    [InlineData("R2D2", true, true)]
    [InlineData("7", true, true)]
    [InlineData("zZ", true, true)]
    [InlineData("", false, false)]
    [InlineData("two words", false, false)]
    [InlineData("d-c", false, false)]
    [InlineData("-dc", false, false)]
    [InlineData("dc_", false, false)]
    [InlineData("~", false, false)]
    [InlineData("é", true, false)]
    [InlineData("aé", true, false)]
    [InlineData("日本", true, false)]
    [InlineData("a\u0301", false, false)]
    public void Names_are_letters_and_digits_of_any_alphabet_and_at_our_server_of_ASCII(string name, bool isAlphanumeric, bool isAscii) =>
        Assert.Equal((isAlphanumeric, isAscii), (UserNameRules.IsAlphanumeric(name), UserNameRules.IsAsciiAlphanumeric(name)));

    [Theory]
    [InlineData("NO", true)]
    [InlineData("no", true)]
    [InlineData("NOT", false)]
    [InlineData("N", false)]
    public void A_name_that_reads_as_a_refusal_is_reserved(string name, bool isReserved) => Assert.Equal(isReserved, UserNameRules.IsReserved(name));

    [Fact]
    public void Case_makes_no_difference_and_none_is_nobody()
    {
        Assert.True(UserNameRules.Same("fo", "FO"));
        Assert.False(UserNameRules.Same("fo", "foo"));
        Assert.False(UserNameRules.Same("fo", null));
        Assert.True(UserNameRules.Same(null, null));
    }
}
