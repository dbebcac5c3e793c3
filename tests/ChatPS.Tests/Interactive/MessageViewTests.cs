using System;
using System.Linq;
using System.Text.RegularExpressions;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

public class MessageViewTests
{
    private static readonly DateTime s_noon = new(2026, 1, 2, 12, 31, 5, DateTimeKind.Local);

    private static readonly MessageView s_view = new("fo", "HH:mm");

    private static StyledText Show(ChatMessageKind kind, string? sender, string text, bool isOwn = false) =>
        s_view.Show(new MessageLine(s_noon, kind, sender, text, isOwn));

    [Theory]
    [InlineData((int)ChatMessageKind.Message, "doc", "hi", "12:31 doc: hi")]
    [InlineData((int)ChatMessageKind.Whisper, "doc", "hi", "12:31 *doc whispers* hi")]
    [InlineData((int)ChatMessageKind.Notice, null, "welcome", "12:31 -- welcome")]
    [InlineData((int)ChatMessageKind.Refusal, null, "NO - not here", "12:31 !! NO - not here")]
    [InlineData((int)ChatMessageKind.Presence, null, "doc joined", "12:31 * doc joined")]
    [InlineData((int)ChatMessageKind.Presence, "doc", "* doc joined", "12:31 * doc joined")]
    public void Kinds_look_different_without_colour(int kind, string? sender, string text, string shown) =>
        Assert.Equal(shown, Show((ChatMessageKind)kind, sender, text).ToString());

    [Fact]
    public void Kinds_are_styled_differently()
    {
        string[] styles = [.. Enum.GetValues<ChatMessageKind>().Select(kind => Show(kind, "doc", "x").Runs[1].Style)];
        Assert.Equal(styles.Length, styles.Distinct().Count());
    }

    [Fact]
    public void An_own_whisper_says_so() => Assert.Equal("12:31 *you whisper to fo* hi", Show(ChatMessageKind.Whisper, "fo", "hi", isOwn: true).ToString());

    [Fact]
    public void The_time_has_the_format_given_or_is_left_out()
    {
        var line = new MessageLine(s_noon, ChatMessageKind.Message, "doc", "hi");
        Assert.Equal("12:31:05 doc: hi", new MessageView("fo", "HH:mm:ss").Show(line).ToString());
        Assert.Equal("doc: hi", new MessageView("fo", "").Show(line).ToString());
    }

    [Theory]
    [InlineData("-- welcome")]
    [InlineData("12:31 doc")]
    [InlineData("*doc whispers* x")]
    [InlineData("!!")]
    [InlineData("* doc")]
    [InlineData("")]
    public void A_name_that_is_not_plain_stands_in_brackets(string sender) =>
        Assert.Equal($"12:31 <{sender}>: hi", Show(ChatMessageKind.Message, sender, "hi").ToString());

    [Theory]
    [InlineData("doc")]
    [InlineData("doc_2")]
    [InlineData("be-fo.3")]
    [InlineData("München")]
    public void A_plain_name_is_bare(string sender) =>
        Assert.Equal($"12:31 {sender}: hi", Show(ChatMessageKind.Message, sender, "hi").ToString());

    [Fact]
    public void A_name_keeps_its_colour()
    {
        Assert.Equal("38;5;16;48;5;180", NameColors.Of("doc"));
        Assert.Equal(NameColors.Of("doc"), NameColors.Of("DOC"));
        Assert.Equal(NameColors.Of("doc"), Show(ChatMessageKind.Message, "doc", "x").Runs[1].Style);
        string[] names = [.. Enumerable.Range(0, 200).Select(i => NameColors.Of("user" + i))];
        Assert.Equal(NameColors.Palette.Length, names.Distinct().Count());
    }

    [Theory]
    [InlineData("black", 0x000000)]
    [InlineData("white", 0xFFFFFF)]
    [InlineData("One Dark", 0x282C34)]
    [InlineData("Solarized dark", 0x002B36)]
    [InlineData("Solarized light", 0xFDF6E3)]
    [InlineData("PowerShell blue", 0x012456)]
    public void Every_colour_can_be_read_on_the_usual_backgrounds(string name, int background)
    {
        IEnumerable<MessageLine> lines =
            from kind in Enum.GetValues<ChatMessageKind>()
            from sender in Enumerable.Range(0, 200).Select(i => "user" + i)
            select new MessageLine(s_noon, kind, sender, "hi fo");
        string[] styles = [.. lines.SelectMany(line => s_view.Show(line).Runs).Select(run => run.Style).Distinct()];
        Assert.True(styles.Length > NameColors.Palette.Length);
        int colored = 0;
        foreach (string style in styles)
        {
            Match letters = Regex.Match(style, @"(?<!\d)38;5;(\d+)");
            Match behind = Regex.Match(style, @"(?<!\d)48;5;(\d+)");
            double back = behind.Success ? Luminance(int.Parse(behind.Groups[1].Value)) : LuminanceOf(background);
            if (!letters.Success)
                continue;
            colored++;
            double front = Luminance(int.Parse(letters.Groups[1].Value));
            double contrast = (Math.Max(front, back) + 0.05) / (Math.Min(front, back) + 0.05);
            Assert.True(contrast >= 4.5, $"{style} on {name}: {contrast:0.00}");
        }

        Assert.True(colored > NameColors.Palette.Length);
    }

    [Theory]
    [InlineData("fo", "fo")]
    [InlineData("hi FO!", "FO")]
    [InlineData("food for fo, info", "fo")]
    [InlineData("fo😀", "fo")]
    [InlineData("@fo: x", "fo")]
    public void The_own_name_is_highlighted_as_a_word(string text, string highlighted)
    {
        StyledText shown = Show(ChatMessageKind.Message, "doc", text);
        StyledText.Run run = Assert.Single(shown.Runs, run => run.Style == "1;7");
        Assert.Equal(highlighted, shown.ToString().Substring(run.Start, run.Length));
        Assert.True(s_view.IsMention(new MessageLine(s_noon, ChatMessageKind.Message, "doc", text)));
        Assert.EndsWith(text, shown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("food")]
    [InlineData("info")]
    [InlineData("fo_x")]
    [InlineData("fo\u0301")]
    [InlineData("f o")]
    [InlineData("")]
    public void A_part_of_a_word_is_no_mention(string text)
    {
        Assert.DoesNotContain(Show(ChatMessageKind.Message, "doc", text).Runs, run => run.Style == "1;7");
        Assert.False(s_view.IsMention(new MessageLine(s_noon, ChatMessageKind.Message, "doc", text)));
    }

    [Fact]
    public void Two_mentions_are_both_highlighted_and_own_words_are_not()
    {
        Assert.Equal(2, Show(ChatMessageKind.Message, "doc", "fo and fo").Runs.Count(run => run.Style == "1;7"));
        Assert.DoesNotContain(Show(ChatMessageKind.Message, "fo", "I am fo", isOwn: true).Runs, run => run.Style == "1;7");
        Assert.False(s_view.IsMention(new MessageLine(s_noon, ChatMessageKind.Notice, null, "fo")));
        Assert.False(new MessageView("", "").IsMention(new MessageLine(s_noon, ChatMessageKind.Message, "doc", "x")));
    }

    [Fact]
    public void A_text_cannot_put_anything_at_the_start_of_a_row()
    {
        foreach (int width in new[] { 20, 40, 80 })
        {
            for (int fill = 0; fill < 2 * width; fill++)
            {
                var typist = new EditorHarness(width);
                typist.Arrive(new string('x', fill) + " 12:31 be: I quit");
                Assert.All(typist.Cells.All.Skip(1).SkipLast(1), row => Assert.StartsWith("     ", row, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Styles_reach_the_cells_and_end_with_the_row()
    {
        EditorHarness typist = new EditorHarness(color: true).Arrive("hi fo there");
        Assert.Equal("38;5;16;48;5;180", typist.Cells.StyleOf(0, 0));
        Assert.Equal("", typist.Cells.StyleOf(5, 0));
        Assert.Equal("1;7", typist.Cells.StyleOf(8, 0));
        Assert.Equal("", typist.Cells.StyleOf(10, 0));
        Assert.Equal("", typist.Cells.Style);
    }

    // WCAG 2: https://www.w3.org/TR/WCAG20/#relativeluminancedef
    private static double Luminance(int color)
    {
        int[] levels = [0, 95, 135, 175, 215, 255];
        int i = color - 16;
        return (0.2126 * Linear(levels[i / 36])) + (0.7152 * Linear(levels[i / 6 % 6])) + (0.0722 * Linear(levels[i % 6]));
    }

    private static double LuminanceOf(int rgb) =>
        (0.2126 * Linear(rgb >> 16)) + (0.7152 * Linear((rgb >> 8) & 0xFF)) + (0.0722 * Linear(rgb & 0xFF));

    private static double Linear(int level)
    {
        double c = level / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
