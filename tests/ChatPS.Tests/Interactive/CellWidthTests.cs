using System.Collections.Generic;
using System.Linq;
using ChatPS.Text;

namespace ChatPS.Tests.Interactive;

public class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("äöü ß €", 7)]
    [InlineData("漢字", 4)]
    [InlineData("ひらがな", 8)]
    [InlineData("ｱ", 1)] // halfwidth katakana
    [InlineData("Ａ", 2)] // fullwidth letter
    [InlineData("한국어", 6)]
    [InlineData("e\u0301", 1)]
    [InlineData("a\u0300\u0301\u0302\u0303", 1)]
    [InlineData("か\u3099", 2)] // a voicing mark that is of a wide script
    [InlineData("\u1112\u1161\u11ab", 2)] // one syllable of three letters
    [InlineData("😀", 2)]
    [InlineData("❤", 1)]
    [InlineData("❤\uFE0F", 2)]
    [InlineData("a\uFE0F", 1)]
    [InlineData("#\uFE0F\u20E3", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("☝🏽", 2)]
    [InlineData("a🏽", 3)] // nothing that is modified
    [InlineData("☺\u200D", 1)] // nothing that is joined
    [InlineData("👨\u200D👩\u200D👧\u200D👦", 2)]
    [InlineData("🏳\uFE0F\u200D🌈", 2)]
    [InlineData("🇩🇪🇫🇷", 4)]
    [InlineData("\u0915\u093E", 2)] // a vowel sign that spaces
    [InlineData("\u05E9\u05C1", 1)]
    [InlineData("𝒳", 1)]
    [InlineData("𠀀", 2)]
    public void Text_takes_the_cells_that_the_eye_expects(string text, int cells) => Assert.Equal(cells, CellWidth.Of(text));

    [Theory]
    [InlineData("👍🏽", 4)] // measured in tmux 3.3: 4
    [InlineData("☝🏽", 3)] // measured in tmux 3.3: 3
    [InlineData("👨\u200D👩\u200D👧", 6)]
    [InlineData("🇩🇪", 4)]
    [InlineData("❤\uFE0F", 2)] // measured in tmux 3.3: 1
    [InlineData("e\u0301", 1)]
    [InlineData("漢", 2)]
    [InlineData("字\u200D❤\uFE0F", 4)] // two characters to some
    [InlineData("\u1161", 1)]
    [InlineData("䷀", 2)]
    public void What_terminals_differ_on_keeps_room_for_the_largest_count(string grapheme, int cells) =>
        Assert.Equal(cells, CellWidth.AtMost(grapheme, 0, grapheme.Length));

    [Theory]
    [InlineData("a", false)]
    [InlineData("e\u0301", false)]
    [InlineData("漢", false)]
    [InlineData("😀", false)]
    [InlineData("👍🏽", true)]
    [InlineData("❤\uFE0F", true)]
    [InlineData("🇩🇪", true)]
    [InlineData("👨\u200D👩", true)]
    [InlineData("\u0915\u093E", true)]
    [InlineData("䷀", true)]
    public void Only_what_terminals_differ_on_is_disputed(string grapheme, bool isDisputed)
    {
        Assert.Equal(isDisputed, CellWidth.IsDisputed(grapheme, 0, grapheme.Length));
        Assert.Equal(isDisputed, CellWidth.IsDisputed("xy" + grapheme, 2, 2 + grapheme.Length));
    }

    [Fact]
    public void Tables_are_in_order_and_do_not_overlap()
    {
        foreach (int[] table in new[] { CellWidthTable.Zero, CellWidthTable.Wide, CellWidthTable.EmojiVariants })
        {
            Assert.True(table.Length > 100);
            for (int i = 0; i < table.Length; i += 2)
            {
                Assert.True(table[i] <= table[i + 1]);
                Assert.True(i == 0 || table[i - 1] < table[i]);
            }
        }
    }

    [Fact]
    public void Going_back_finds_the_graphemes_that_going_forward_finds()
    {
        const string Text = "ab漢e\u0301字👨\u200D👩\u200D👧x🇩🇪🇫🇷\u1112\u1161\u11ab한ひ\u3099ü\u0308!";
        var starts = new List<int>();
        for (int at = 0; at < Text.Length; at = Graphemes.Next(Text, at))
            starts.Add(at);
        var back = new List<int>();
        for (int at = Text.Length; at > 0;)
            back.Insert(0, at = Graphemes.Previous(Text, at));
        Assert.Equal(starts, back);
        for (int at = 0; at <= Text.Length; at++)
            Assert.Equal(starts.Append(Text.Length).First(start => start >= at), Graphemes.AtOrAfter(Text, at));
    }
}
