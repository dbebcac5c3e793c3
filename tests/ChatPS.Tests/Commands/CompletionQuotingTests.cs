using System.Collections;
using System.Management.Automation;
using ChatPS.Commands;

namespace ChatPS.Tests.Commands;

/// <summary>What a completer inserts is one argument with the very value that it offered.</summary>
public sealed class CompletionQuotingTests
{
    [Theory]
    [InlineData("doc", "doc")]
    [InlineData("d-o.c_2", "d-o.c_2")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("two words", "'two words'")]
    [InlineData("b*e", "'b*e'")]
    [InlineData("b?e", "'b?e'")]
    [InlineData("[a-c]x", "'[a-c]x'")]
    [InlineData("o'clock", "'o''clock'")]
    [InlineData("1e3", "'1e3'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("a,b", "'a,b'")]
    [InlineData("-Session", "'-Session'")]
    [InlineData("a\u001b[31m", "'a\u241b[31m'")]
    public void What_is_no_plain_word_is_quoted(string value, string inserted) => Assert.Equal(inserted, Complete("", value).Single().CompletionText);

    [Theory]
    [InlineData("'two w")]
    [InlineData("\"TWO")]
    [InlineData("two")]
    [InlineData("")]
    public void A_quote_that_was_typed_is_no_part_of_the_value(string typed)
    {
        CompletionResult result = Complete(typed, "two words", "").Single(result => result.ListItemText.Length > 0);
        Assert.Equal(("'two words'", "two words"), (result.CompletionText, result.ListItemText));
    }

    [Fact]
    public void Values_that_do_not_begin_so_are_left_out_and_each_is_offered_once() =>
        Assert.Equal(["be", "bea"], Complete("B", "be", "doc", "BE", "bea", "*").Select(result => result.CompletionText));

    // A wildcard that was typed stands for itself: what it would match is not inserted in its place.
    [Fact]
    public void A_wildcard_that_was_typed_matches_itself_only() => Assert.Equal("'b*e'", Complete("b*", "be", "b*e", "bea").Single().CompletionText);

    private static CompletionResult[] Complete(string word, params string[] values) =>
        [.. new Fixed(values).CompleteArgument("", "", word, null!, new Hashtable())];

    private sealed class Fixed(string[] values) : ChatCompleter
    {
        // CompletionResult refuses an empty text, and a server sends no empty name.
        protected override IEnumerable<Suggestion> Suggest(IDictionary parameters) =>
            values.Where(value => value.Length > 0).Select(value => new Suggestion(value, value));
    }
}
