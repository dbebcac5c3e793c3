using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

/// <summary>A form of speech that is learned from our own words, and then reads those of others.</summary>
public sealed class SpeechTemplateTests
{
    [Theory]
    [InlineData("[12:01] fo - hi", "[9:59] be - so it is", "be", "so it is")]
    [InlineData("[12:01] fo - hi", "[123:4] be - ", "be", "")]
    [InlineData("<< fo >> hi", "<< be2 >> x >> y", "be2", "x >> y")]
    [InlineData("fo -> all: hi", "be -> all: x", "be", "x")]
    [InlineData("Message from fo: hi", "Message from bé: x", "bé", "x")]
    [InlineData("fo ~ hi", "be ~ a\nb", "be", "a\nb")]
    [InlineData("#1 fo| hi", "#27 be| x", "be", "x")]
    [InlineData("7#fo| hi", "81#be| x", "be", "x")]
    [InlineData("fo says \"hi\"", "be says \"x\"y\"", "be", "x\"y")]
    [InlineData("fo (5): hi [6]", "be (77): x [8]", "be", "x")]
    [InlineData("fo.fo2: hi", "be.fo2: x", "be", "x")] // the second is another word
    [InlineData("(fo) hi", "(be) (x)", "be", "(x)")]
    public void What_stands_around_our_words_stands_around_those_of_others(string ours, string theirs, string sender, string text)
    {
        SpeechTemplate template = Learn(ours)!;
        Assert.True(template.TryRead(theirs, out ServerMessage message));
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
    [InlineData("[12:01] fo - hi", "[12:01] be -")]
    [InlineData("[12:01] fo - hi", "x[12:01] be - hi")]
    [InlineData("[12:01] fo - hi", "")]
    [InlineData("fo ~ hi", " ~ hi")]
    [InlineData("fo ~ hi", "b e ~ hi")]
    [InlineData("fo says \"hi\"", "be says \"hi")]
    [InlineData("fo says \"hi\"", "be says \"hi\"\n")]
    [InlineData("fo.* hi", "be.x hi")] // what stands there is no pattern
    public void What_has_another_form_is_not_read(string ours, string other)
    {
        Assert.False(Learn(ours)!.TryRead(other, out ServerMessage message));
        Assert.Null(message.Sender);
    }

    [Theory]
    [InlineData("be: hi")] // our name is not there
    [InlineData("FO: hi")]
    [InlineData("xfo: hi")] // it is a part of another
    [InlineData("fox: hi")]
    [InlineData("12fo: hi")]
    [InlineData("fohi")] // nothing between
    [InlineData("fo fo: hi")] // twice
    [InlineData("fo: fo: hi")]
    [InlineData("fo 7hi")] // digits, which would stand for any, would reach into the text
    [InlineData("hi")]
    public void What_may_not_be_our_words_is_not_learned(string payload) => Assert.Null(Learn(payload));

    [Theory]
    [InlineData("fo: hi", true, true, false, false, 2)]
    [InlineData("fo hi", true, false, false, false, 1)]
    [InlineData("fo, hi", true, false, false, false, 2)]
    [InlineData("fo says hi", true, true, true, false, 6)]
    [InlineData("* fo: hi", false, true, false, false, 4)]
    [InlineData("x fo: hi", false, true, false, true, 4)]
    [InlineData("12 fo: hi", false, true, false, true, 5)]
    [InlineData("1.2 fo: hi", false, true, false, false, 6)]
    [InlineData(" fo: hi", false, true, false, false, 3)]
    [InlineData("fo hi!", true, true, false, false, 2)]
    public void It_tells_how_sure_it_is(string ours, bool nameLeads, bool isTellable, bool isDistinct, bool couldHoldName, int length)
    {
        SpeechTemplate template = Learn(ours)!;
        Assert.Equal(
            (nameLeads, isTellable, isDistinct, couldHoldName, length),
            (template.NameLeads, template.IsTellable, template.IsDistinct, template.CouldHoldName, template.Length));
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
        Assert.False(one.Equals((object)"[12:01] fo - hi"));
        Assert.NotEqual(one.GetHashCode(), Learn("[12:01] fo: hi")!.GetHashCode());
    }

    private static SpeechTemplate? Learn(string payload)
    {
        int at = payload.LastIndexOf("hi", StringComparison.Ordinal);
        return SpeechTemplate.Of(payload, "fo", at, at + "hi".Length);
    }
}
