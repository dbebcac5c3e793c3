using System.Globalization;
using ChatPS.Text;

namespace ChatPS.Tests.Text;

/// <summary>Which code points each rule of the text is about, to the last one.</summary>
public sealed class CodePointSetTests
{
    private const char Joiner = '\u200D';
    private const char NonJoiner = '\u200C';

    [Fact]
    public void A_text_may_begin_with_any_but_these() => Assert.Equal(
        "0-1F 7F-9F AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B-200F 2028-202E 2060-206F 3164 D800-DFFF FDD0-FDEF FE00-FE0F FEFF "
        + "FFA0 FFF0-FFFB FFFE-FFFF 1BCA0-1BCA3 1D173-1D17A 1FFFE-1FFFF 2FFFE-2FFFF E0000-E0FFF EFFFE-EFFFF",
        CodePointSet.Of(c => TerminalText.MakeSafe(c) != c));

    [Fact]
    public void Between_letters_only_the_selectors_for_emoji_are_safe_too() => Assert.Equal(
        "0-1F 7F-9F AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B-200F 2028-202E 2060-206F 3164 D800-DFFF FDD0-FDEF FE00-FE0D FEFF "
        + "FFA0 FFF0-FFFB FFFE-FFFF 1BCA0-1BCA3 1D173-1D17A 1FFFE-1FFFF 2FFFE-2FFFF E0000-E0FFF EFFFE-EFFFF",
        CodePointSet.Of(c => TerminalText.MakeSafe("a" + c + "b") != "a" + c + "b"));

    [Fact]
    public void Stand_ins_are_the_pictures_of_controls_and_the_sign_for_the_rest() => Assert.Equal(
        [.. Enumerable.Range(0x2400, 0x20).Append(0x2421).Append(0xFFFD)],
        Enumerable.Range(0, 0x20).Append(0x7F).Append(0x80).Select(c => (int)TerminalText.MakeSafe("a" + (char)c)[1]));

    [Fact]
    public void Letters_that_join_keep_both_joiners()
    {
        const string Joining = "600-61B 61D-109F 1780-17B3 17B6-180A 1810-18AF 1900-1CFF A800-ABFF FB50-FDCF FDF0-FDFF FE70-FEFC";
        Assert.Equal(Joining, CodePointSet.Of(c => TerminalText.MakeSafe(c + NonJoiner + c) == c + NonJoiner + c));
        Assert.Equal(Joining, CodePointSet.Of(c => TerminalText.MakeSafe(c + NonJoiner + "\u0628").Contains(NonJoiner)));
        Assert.Equal(Joining, CodePointSet.Of(c => TerminalText.MakeSafe("\u0628" + NonJoiner + c).Contains(NonJoiner)));
    }

    [Fact]
    public void Pictures_are_joined_to_pictures()
    {
        const string Pictures = "2190-2BFF 1F000-1FAFF";
        Assert.Equal(Pictures, CodePointSet.Of(c => TerminalText.MakeSafe(c + Joiner + "😀").Contains(Joiner)));
        Assert.Equal(Pictures, CodePointSet.Of(c => TerminalText.MakeSafe("😀" + Joiner + c).Contains(Joiner)));
        Assert.Equal(Pictures, CodePointSet.Of(c => TerminalText.MakeSafe(c + "\uFE0F" + Joiner + "😀").Contains(Joiner)));
        Assert.Equal("", CodePointSet.Of(c => TerminalText.MakeSafe(c + NonJoiner + "😀").Contains(NonJoiner)));
        Assert.Equal("2190-2BFF 1F000-1F3FA 1F400-1FAFF", CodePointSet.Of(c => IsOne("😀" + Joiner + c) && !IsOne("a" + c)));
    }

    [Theory]
    [InlineData("\u200Da")]
    [InlineData("a\u200D")]
    [InlineData("\u200C\u0628")]
    [InlineData("\u0628\u200C")]
    [InlineData("\u0628\u200Ca")]
    [InlineData("a\u200C\u0628")]
    [InlineData("😀\u200C😀")]
    [InlineData("😀\u200D")]
    [InlineData("\uFE0F\u200D😀")]
    [InlineData("a\uFE0F\u200D😀")]
    [InlineData(" \uFE0F")]
    [InlineData("\u0001\uFE0F")]
    [InlineData("\uFE0F")]
    public void A_joiner_or_selector_with_nothing_to_do_is_replaced(string text)
    {
        string safe = TerminalText.MakeSafe(text);
        Assert.NotEqual(text, safe);
        Assert.Contains('\uFFFD', safe);
        Assert.Equal(text.Length, safe.Length);
    }

    [Fact]
    public void Controls_bear_no_marks() => Assert.Equal("0-1F 7F-9F 2028-2029", CodePointSet.Of(c => Graphemes.Next(c + "\u0301", 0) == c.Length));

    [Fact]
    public void Two_flag_letters_are_one_and_the_third_begins_the_next() =>
        Assert.Equal("1F1E6-1F1FF", CodePointSet.Of(c => IsOne(c + c) && !IsOne(c + c + c) && c[0] > 0x3000));

    // Of the framework's own tables, which differ from ours where a script's vowel signs are concerned.
    [Fact]
    public void Marks_extend_what_they_stand_behind_as_the_framework_has_it() => Assert.Equal(
        "E33 EB3 102B-102C 1038 1062-1064 1067-106D 1083 1087-108C 108F 109A-109C 1A61 1A63-1A64 AA7B AA7D FF9E-FF9F 11720-11721 E0080-E00FF",
        CodePointSet.Of(c => IsOne("a" + c) != (StringInfo.GetNextTextElementLength("a" + c) == 1 + c.Length)));

    [Fact]
    public void Letters_of_Hangul_join_as_the_framework_joins_them()
    {
        int[] edges =
        [
            'a', 0x10FF, 0x1100, 0x1101, 0x115E, 0x115F, 0x1160, 0x1161, 0x11A6, 0x11A7, 0x11A8, 0x11A9, 0x11FE, 0x11FF, 0x1200,
            0xABFF, 0xAC00, 0xAC01, 0xAC1B, 0xAC1C, 0xAC1D, 0xD788, 0xD789, 0xD7A2, 0xD7A3, 0xD7A4,
        ];
        string[] pairs = [.. from first in edges from second in edges select $"{(char)first}{(char)second}"];
        Assert.Equal(pairs.Where(pair => StringInfo.GetNextTextElementLength(pair) == 2), pairs.Where(IsOne));
        Assert.InRange(pairs.Count(IsOne), 50, pairs.Length / 2);
    }

    [Fact]
    public void Terminals_differ_on_these() => Assert.Equal(
        "1160-11FF 2630-2637 268A-268F 4DC0-4DFF D7B0-D7FF FE0F 1D300-1D376 1F1E6-1F1FF",
        CodePointSet.Of(c => CellWidth.AtMost(c, 0, c.Length) > CellWidth.OfCodePoint(CodePoint.At(c, 0))));

    [Fact]
    public void Nothing_of_Latin_is_drawn_as_nothing_but_controls() => Assert.Equal("0-1F 7F-9F", CodePointSet.Of(c => c[0] < 0x300 && CellWidth.Of(c) == 0));

    [Fact]
    public void Only_modifiers_add_no_cells_of_their_own() => Assert.Equal(
        "1F3FB-1F3FF", CodePointSet.Of(c => CellWidth.OfCodePoint(CodePoint.At(c, 0)) > 0 && CellWidth.OfGrapheme("👍" + c, 0, 2 + c.Length) == 2));

    [Fact]
    public void Two_chars_are_what_lies_beyond_the_first_plane() => Assert.Equal("10000-2FFFF E0000-EFFFF", CodePointSet.Of(c => CodePoint.Width(char.IsSurrogate(c[0]) && c.Length < 2 ? 0xFFFF : CodePoint.At(c, 0)) == 2));

    private static bool IsOne(string text) => Graphemes.Next(text, 0) == text.Length;
}
