using System.Globalization;
using ChatPS.Text;
using CsCheck;

namespace ChatPS.Tests.Text;

public sealed class GraphemesTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("e\u0301a", 2)]
    [InlineData("👍🏽!", 2)]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2)]
    [InlineData("🇩🇪🇫🇷x", 3)]
    [InlineData("각ᄀ", 2)]
    [InlineData("\r\n", 1)]
    [InlineData("1️⃣2", 2)]
    public void Characters_are_counted_as_people_do(string text, int count)
    {
        Assert.Equal(count, Graphemes.Of(text).Count());
        Assert.Equal(text, string.Concat(Graphemes.Of(text)));
    }

    [Fact]
    public void They_agree_with_the_framework_on_everyday_text() => Everyday().Sample(text =>
        Assert.Equal(Framework(text), Graphemes.Of(text)), iter: RandomRun.Samples(20_000));

    [Fact]
    public void Going_back_finds_the_same_boundaries() => Everyday().Sample(text =>
    {
        int at = text.Length;
        foreach (string grapheme in Graphemes.Of(text).Reverse())
        {
            int previous = Graphemes.Previous(text, at);
            Assert.Equal(grapheme, text[previous..at]);
            at = previous;
        }
    }, iter: RandomRun.Samples(5_000));

    private static Gen<string> Everyday() =>
        Samples.AnyOf("a", " ", "é", "e\u0301", "日", "👍", "👍🏽", "👨‍👩‍👧", "🇩🇪", "한", "\u1112\u1161\u11AB", "❤️", "ש", "ا").Array[1, 12].Select(string.Concat);

    private static List<string> Framework(string text)
    {
        List<string> elements = [];
        for (TextElementEnumerator e = StringInfo.GetTextElementEnumerator(text); e.MoveNext();)
            elements.Add(e.GetTextElement());
        return elements;
    }
}
