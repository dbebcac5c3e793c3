using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

/// <summary>A form of speech that is learned from our own words, and then reads those of others.</summary>
public sealed class SpeechTemplateTests
{
    [Theory]
    [InlineData("[12:01] fo - hi", "[9:59] be - so it is", "be", "so it is")]
    [InlineData("[12:01] fo - hi", "[123:4] be - ", "be", "")]
    [InlineData("<< fo >> hi", "<< be2 >> x >> y", "be2", "x >> y")]
    [InlineData("fo -> all: hi", null, null, null)] // the name is not the last word before the text
    [InlineData("fo ~ hi", "be ~ hi", "be", "hi")]
    [InlineData("# fo| hi", "# b| hi", "b", "hi")]
    [InlineData("#1 fo| hi", "#27 be| hi", "be", "hi")]
    [InlineData("7#fo| hi", "81#be| hi", "be", "hi")]
    public void What_stands_around_our_words_stands_around_those_of_others(string ours, string? theirs, string? sender, string? text)
    {
        SpeechTemplate? template = Learn(ours);
        Assert.Equal(theirs is null, template is null);
        if (template is null)
            return;
        Assert.True(template.TryRead(theirs!, out ServerMessage message));
        Assert.Equal((ChatMessageKind.Message, sender, text, SpeechTemplate.Form), (message.Kind, message.Sender, message.Text, message.Form));
        Assert.True(template.TryRead(ours, out message));
        Assert.Equal(("fo", "hi"), (message.Sender, message.Text));
    }

    [Theory]
    [InlineData("[12:01] fo - hi", "[12:01] be: hi")]
    [InlineData("[12:01] fo - hi", "[12:01]be - hi")]
    [InlineData("[12:01] fo - hi", "[ab:01] be - hi")]
    [InlineData("[12:01] fo - hi", "[:01] be - hi")]
    [InlineData("[12:01] fo - hi", "[12:01] - hi")]
    [InlineData("[12:01] fo - hi", "[12:01] ")]
    [InlineData("[12:01] fo - hi", "[12:01] be")]
    [InlineData("[12:01] fo - hi", "[12:01] be -")]
    [InlineData("[12:01] fo - hi", "[12")]
    [InlineData("[12:01] fo - hi", "")]
    [InlineData("fo ~ hi", " ~ hi")]
    [InlineData("fo ~ hi", "b e ~ hi")]
    public void What_has_another_form_is_not_read(string ours, string other) =>
        Assert.False(Learn(ours)!.TryRead(other, out ServerMessage _));

    /// <summary>Somebody who repeats our words has a name before them, and may have made it look like anything.</summary>
    [Theory]
    [InlineData("be fo: hi")] // letters
    [InlineData("[be] fo: hi")]
    [InlineData("12 fo: hi")] // digits alone
    [InlineData("12fo: hi")] // the name is longer
    [InlineData("xfo: hi")]
    [InlineData("FO: hi")] // another name
    [InlineData("f: hi")]
    [InlineData("fohi")] // nothing between
    [InlineData("o: hi")]
    public void What_may_be_the_words_of_another_is_not_learned(string payload) => Assert.Null(Learn(payload));

    [Fact]
    public void Digits_alone_could_be_a_name_but_marks_alone_could_not()
    {
        Assert.Null(Learn("1 2 fo: hi"));
        Assert.NotNull(Learn("1.2 fo: hi"));
        Assert.NotNull(Learn("* fo: hi"));
        Assert.NotNull(Learn(" fo: hi"));
    }

    [Fact]
    public void Our_words_at_other_times_are_the_same_form()
    {
        SpeechTemplate one = Learn("[12:01] fo - hi")!;
        SpeechTemplate other = Learn("[9:5] fo - hi")!;
        Assert.True(one.Equals(other));
        Assert.True(one.Equals((object)other));
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.False(one.Equals(Learn("(12:01) fo - hi")));
        Assert.False(one.Equals(Learn("[12:01] fo: hi")));
        Assert.False(one.Equals(null));
        Assert.False(one.Equals("[12:01] fo - hi"));
        Assert.NotEqual(one.GetHashCode(), Learn("[12:01] fo: hi")!.GetHashCode());
    }

    private static SpeechTemplate? Learn(string payload) => SpeechTemplate.Of(payload, "fo", payload.Length - "hi".Length, payload.Length);
}
