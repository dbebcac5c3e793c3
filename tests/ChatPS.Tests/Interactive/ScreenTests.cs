using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Interactive;
using static ChatPS.Interactive.VirtualKeys;

namespace ChatPS.Tests.Interactive;

public class ScreenTests
{
    /// <summary>Lines with what is hard to count, and whether a terminal may differ on it.</summary>
    public static TheoryData<int, string, Counting> Lines()
    {
        string[] lines =
        [
            "plain text of some words that is longer than twenty",
            "漢字かな交じり文を打つと幅が二つになる",
            "e\u0301a\u0300o\u0302 combining marks n\u0303",
            "👍🏽 and 👨\u200D👩\u200D👧 and 🇩🇪 and ❤\uFE0F end",
            "x漢e\u0301😀\u0915\u093E\u1112\u1161\u11ab䷀",
        ];
        var data = new TheoryData<int, string, Counting>();
        foreach (int width in new[] { 20, 80, 200 })
        {
            foreach (string line in lines)
            {
                data.Add(width, line, Counting.Graphemes);
                data.Add(width, line, Counting.CodePoints);
            }
        }

        return data;
    }

    [Fact]
    public void The_row_shows_prompt_line_and_cursor()
    {
        EditorHarness typist = new EditorHarness().Type("hello");
        Assert.Equal("fo> hello", typist.Cells.CursorRow);
        Assert.Equal((9, 0), (typist.Cells.Column, typist.Cells.Line));
        typist.Press(Left, Left);
        Assert.Equal((7, 0), (typist.Cells.Column, typist.Cells.Line));
        typist.Press(Home);
        Assert.Equal(4, typist.Cells.Column);
    }

    [Theory]
    [InlineData("漢字", 8, 6)]
    [InlineData("xe\u0301", 6, 5)]
    [InlineData("x😀", 7, 5)]
    [InlineData("x👍🏽", 7, 5)]
    [InlineData("x👨\u200D👩\u200D👧", 7, 5)]
    [InlineData("x🇩🇪", 7, 5)]
    [InlineData("x❤\uFE0F", 7, 5)]
    public void The_cursor_stands_where_the_eye_expects(string line, int end, int beforeLast)
    {
        EditorHarness typist = new EditorHarness().Type(line);
        Assert.Equal(end, typist.Cells.Column);
        Assert.Equal(beforeLast, typist.Press(Left).Cells.Column);
        Assert.Equal(4, typist.Press(Home).Cells.Column);
        Assert.Equal(end, typist.Press(End).Cells.Column);
    }

    [Fact]
    public void A_message_goes_above_and_the_line_stays()
    {
        EditorHarness typist = new EditorHarness().Type("hello").Press(Left).Arrive("hi fo").Type("p");
        Assert.Equal(["doc: hi fo", "fo> hellpo"], typist.Cells.All);
        Assert.Equal(9, typist.Cells.Column);
    }

    [Fact]
    public void Many_keys_are_drawn_once_and_nothing_new_is_not_drawn()
    {
        var typist = new EditorHarness();
        int before = typist.Cells.Writes;
        typist.Type("a whole burst of keys");
        Assert.Equal(before + 1, typist.Cells.Writes);
        typist.Look().Press(0x70);
        Assert.Equal(before + 1, typist.Cells.Writes);
    }

    [Fact]
    public void Messages_of_one_draw_are_written_together()
    {
        var typist = new EditorHarness(height: 5);
        for (int i = 0; i < 100; i++)
            typist.Screen.Print(new StyledText().Add($"line {i}"));
        int before = typist.Cells.Writes;
        typist.Look();
        Assert.Equal(before + 2, typist.Cells.Writes);
        Assert.Equal(96, typist.Cells.Scrolled.Count);
        Assert.Equal(["line 96", "line 97", "line 98", "line 99", "fo>"], Enumerable.Range(0, 5).Select(typist.Cells.Row));
    }

    [Fact]
    public void A_long_line_scrolls_sideways_and_leaves_the_last_column_free()
    {
        EditorHarness typist = new EditorHarness(width: 20).Type("abcdefghijklmno");
        Assert.Equal("fo> abcdefghijklmno", typist.Cells.CursorRow);
        Assert.Equal(19, typist.Cells.Column);
        Assert.Equal("fo> <cdefghijklmnop", typist.Type("p").Cells.CursorRow);
        Assert.Equal(19, typist.Cells.Column);
        Assert.Equal("fo> abcdefghijklmn>", typist.Press(Home).Cells.CursorRow);
        Assert.Equal(4, typist.Cells.Column);
        Assert.Equal("fo> <cdefghijklmnop", typist.Press(End).Cells.CursorRow);
        Assert.Equal(0, typist.Cells.Wraps);
    }

    [Fact]
    public void Deleting_at_the_end_of_a_long_line_keeps_the_row_filled()
    {
        string line = string.Join(' ', Enumerable.Range(1, 40));
        EditorHarness typist = new EditorHarness(width: 40).Type(line);
        for (int length = line.Length; length > 35; length--)
        {
            Assert.Equal("fo> <" + line.Substring(length - 34, 34).TrimEnd(), typist.Cells.CursorRow);
            Assert.Equal(39, typist.Cells.Column);
            typist.Press(Backspace);
        }

        Assert.Equal("fo> " + line[..35], typist.Cells.CursorRow);
    }

    [Fact]
    public void A_cut_line_says_on_which_side()
    {
        EditorHarness typist = new EditorHarness(width: 20).Type("abcdefghijklmnopqrstuvwxyz").Press([.. Enumerable.Repeat(Left, 16)]);
        Assert.Matches("^fo> <[a-z]{13}>$", typist.Cells.CursorRow);
        Assert.Equal("k", typist.Cells.Cell(typist.Cells.Column, 0));
    }

    [Fact]
    public void A_row_that_got_wider_is_filled_on_the_left()
    {
        EditorHarness typist = new EditorHarness(width: 20).Type("abcdefghijklmnopqrstuvwxyz");
        typist.Cells.Resize(26);
        Assert.Equal("fo> <" + "ghijklmnopqrstuvwxyz", typist.Look().Cells.CursorRow);
        typist.Cells.Resize(80);
        Assert.Equal("fo> abcdefghijklmnopqrstuvwxyz", typist.Look().Cells.CursorRow);
    }

    [Fact]
    public void A_long_line_comes_back_whole_when_it_fits_again()
    {
        EditorHarness typist = new EditorHarness(width: 20).Type("abcdefghijklmnop").Press(Backspace);
        Assert.Equal("fo> abcdefghijklmno", typist.Cells.CursorRow);
    }

    [Fact]
    public void A_prompt_that_takes_more_than_half_is_left_out()
    {
        var cells = new CellScreen(20);
        var screen = new Screen(cells, color: false, "averylongname> ");
        screen.SetInput("hi", 2);
        screen.Draw();
        Assert.Equal("hi", cells.CursorRow);
    }

    [Fact]
    public void After_a_resize_the_row_is_drawn_anew()
    {
        EditorHarness typist = new EditorHarness().Arrive("hi").Type("abcdefghijklmnopqrstuvwxyz").Press(Home);
        typist.Cells.Resize(20);
        Assert.Equal(["doc: hi", "fo> abcdefghijklmn>"], typist.Look().Cells.All);
        typist.Press(End);
        typist.Cells.Resize(80);
        Assert.Equal(["doc: hi", "fo> abcdefghijklmnopqrstuvwxyz"], typist.Look().Cells.All);
        Assert.Equal(30, typist.Cells.Column);
        Assert.Equal(0, typist.Cells.Wraps);
    }

    [Theory]
    [InlineData(79, 0)]
    [InlineData(79, 10)]
    [InlineData(69, 10)]
    [InlineData(40, 0)]
    [InlineData(40, 39)]
    [InlineData(20, 0)]
    [InlineData(10, 33)]
    public void A_row_that_the_terminal_has_wrapped_leaves_nothing(int width, int lefts)
    {
        EditorHarness typist = new EditorHarness().Arrive("hi").Type(new string('x', 36) + new string('y', 39)).Press([.. Enumerable.Repeat(Left, lefts)]);
        typist.Cells.TerminalReflow(width);
        typist.Look();
        Assert.Equal(2, typist.Cells.All.Count);
        Assert.Equal("doc: hi", typist.Cells.Row(0));
        Assert.StartsWith("fo> ", typist.Cells.CursorRow, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "xterm-256color", true)]
    [InlineData("/tmp/tmux", "XTerm(390)", "screen", true)]
    [InlineData("", "XTerm(390)", "xterm", false)]
    [InlineData("", "", "linux", false)]
    public void Terminals_that_cut_rows_are_known(string tmux, string xterm, string term, bool reflows) =>
        Assert.Equal(reflows, TerminalReflow.IsExpected(name => name switch { "TMUX" => tmux, "XTERM_VERSION" => xterm, "TERM" => term, _ => null }));

    [Fact]
    public void Clear_leaves_the_line_at_the_top()
    {
        EditorHarness typist = new EditorHarness().Arrive("hi").Type("abc").Press(Left);
        typist.Screen.Clear();
        Assert.Equal(["fo> abc"], typist.Look().Cells.All);
        Assert.Equal((6, 0), (typist.Cells.Column, typist.Cells.Line));
        Assert.Equal(["doc: more", "fo> abc"], typist.Arrive("more").Cells.All);
    }

    [Fact]
    public void Open_and_close_set_and_take_back()
    {
        EditorHarness typist = new EditorHarness().Type("abc");
        Assert.True(typist.Cells.MarksPastes);
        typist.Screen.Print(new StyledText().Add("bye"));
        typist.Screen.Close();
        Assert.False(typist.Cells.MarksPastes);
        Assert.Equal(["bye", ""], typist.Cells.All);
        Assert.Equal(0, typist.Cells.Column);
    }

    [Fact]
    public void The_bell_rings_once_a_draw()
    {
        var typist = new EditorHarness();
        typist.Screen.Ring();
        typist.Screen.Ring();
        typist.Look().Look();
        Assert.Equal(1, typist.Cells.Bells);
    }

    [Fact]
    public void Without_colour_only_editing_escapes_are_written()
    {
        EditorHarness typist = new EditorHarness(color: false).Arrive("hi fo").Arrive("no", ChatMessageKind.Refusal).Type("a👍🏽b").Press(Left);
        string raw = typist.Cells.Raw.ToString();
        Assert.DoesNotMatch("\x1b\\[[0-9;]*m", raw);
        Assert.Matches("\x1b\\[[0-9;]*m", new EditorHarness(color: true).Arrive("hi").Cells.Raw.ToString());
    }

    [Fact]
    public void Text_is_wrapped_at_words_under_itself()
    {
        var typist = new EditorHarness(width: 40);
        typist.Arrive("the quick brown fox jumps over the lazy dog and runs");
        Assert.Equal(
            ["doc: the quick brown fox jumps over the", "     lazy dog and runs", "fo>"],
            typist.Cells.All);
    }

    [Fact]
    public void A_narrow_screen_indents_less()
    {
        var typist = new EditorHarness(width: 20);
        typist.Arrive("hello introductions to all", sender: "somebody");
        Assert.Equal(["somebody: hello", "      introductions", "      to all", "fo>"], typist.Cells.All);
    }

    [Fact]
    public void A_word_longer_than_a_row_begins_behind_the_name_and_is_cut()
    {
        var typist = new EditorHarness(width: 20);
        typist.Arrive("abcdefghijklmnopqrstuvwxyzabcde");
        Assert.Equal(["doc: abcdefghijklmn", "     opqrstuvwxyzab", "     cde", "fo>"], typist.Cells.All);
    }

    [Theory]
    [InlineData("https://example.org/a/path", "doc:|https://example.org/a/path|fo>")]
    [InlineData("see (https://example.org/a/path), and then go", "doc: see (|https://example.org/a/path|     ), and then go|fo>")]
    [InlineData("https://example.org/p is short", "doc: https://example.org/p|     is short|fo>")]
    [InlineData("a longer text https://example.org/p is short", "doc: a longer text|     https://example.org/p|     is short|fo>")]
    public void A_web_address_is_never_cut(string text, string rows)
    {
        EditorHarness typist = new EditorHarness(width: 28).Arrive(text);
        Assert.Equal(rows, string.Join('|', typist.Cells.All));
        Assert.Equal(0, typist.Cells.Wraps);
    }

    [Fact]
    public void An_address_longer_than_a_row_is_wrapped_by_the_terminal_and_opens_as_a_whole()
    {
        string address = "https://example.org/fo/" + new string('x', 40) + "?a=1;b=%20";
        EditorHarness typist = new EditorHarness(width: 40, color: true).Arrive($"fo: {address}.");
        Assert.Equal(["doc: fo:", address[..40], address[40..], "     .", "fo>"], typist.Cells.All);
        (string, string Id) first = typist.Cells.LinkOf(0, 1);
        Assert.Equal(address, first.Item1);
        Assert.NotEqual("", first.Id);
        Assert.All(Enumerable.Range(0, address.Length), i => Assert.Equal(first, typist.Cells.LinkOf(i % 40, 1 + (i / 40))));
        Assert.Equal(("", ""), (typist.Cells.LinkAddress, typist.Cells.LinkId));
        Assert.NotEqual(first.Id, typist.Arrive(address).Cells.LinkOf(0, 5).Id);
    }

    [Theory]
    [InlineData("a https://example.org/x, b", "https://example.org/x")]
    [InlineData("HTTP://a.b/(c)", "HTTP://a.b/(c")]
    [InlineData("<http://a.b>", "http://a.b")]
    [InlineData("http://a.b/\u202e\u0430", "http://a.b/")]
    [InlineData("xhttp://a.b", null)]
    [InlineData("http://", null)]
    [InlineData("javascript://a.b", null)]
    [InlineData("file:///etc/passwd", null)]
    public void Only_what_is_surely_an_address_is_a_link(string text, string? address)
    {
        IReadOnlyList<TextLink> links = LinkFinder.Find(text);
        Assert.Equal(address, links.Count == 0 ? null : text[links[0].Start..links[0].End]);
    }

    [Fact]
    public void A_control_character_that_got_so_far_is_not_written()
    {
        var typist = new EditorHarness();
        typist.Screen.Print(new StyledText().Add("a\x1b[2Jb\r\nc\u009b\t"));
        typist.Screen.SetInput("x\x1b\r", 3);
        typist.Screen.Draw();
        Assert.Equal(["a\uFFFD[2Jb\uFFFDc\uFFFD\u2409", "fo> x\uFFFD\uFFFD"], typist.Cells.All);
    }

    [Fact]
    public void Wide_characters_are_not_cut_in_two()
    {
        var typist = new EditorHarness(width: 20);
        typist.Arrive("漢字漢字漢字漢字漢字");
        Assert.Equal(["doc: 漢字漢字漢字漢", "     字漢字", "fo>"], typist.Cells.All);
        Assert.Equal(0, typist.Cells.Wraps);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_message_at_any_key_disturbs_nothing(int width, string line, Counting counting)
    {
        List<KeyPress> keys = [.. line.Select(EditorHarness.Key), .. Script()];
        for (int at = 0; at <= keys.Count; at++)
        {
            var calm = new EditorHarness(width, counting: counting);
            var busy = new EditorHarness(width, counting: counting);
            for (int i = 0; i < keys.Count; i++)
            {
                if (i == at)
                    busy.Arrive("hello 漢字 👍🏽 everybody in here");
                calm.Press(keys[i]);
                busy.Press(keys[i]);
                Assert.Equal(calm.Cells.CursorRow, busy.Cells.CursorRow);
                Assert.Equal(calm.Cells.Column, busy.Cells.Column);
            }

            Assert.Single(calm.Cells.All);
            Assert.Equal(at < keys.Count, busy.Cells.All[0].StartsWith("doc: hello", StringComparison.Ordinal));
            Assert.Equal(0, busy.Cells.Wraps);
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_cursor_is_where_the_next_character_appears(int width, string line, Counting counting)
    {
        var typist = new EditorHarness(width, counting: counting);
        typist.Type(line);
        for (int i = 0; i < line.Length; i++)
        {
            typist.Press(Left);
            int column = typist.Cells.Column;
            typist.Type("¤");
            Assert.Equal("¤", typist.Cells.Cell(typist.Cells.Column - 1, 0));
            bool isScrolled = typist.Cells.Column != column + 1;
            Assert.True(!isScrolled || width == 20, $"column {column} became {typist.Cells.Column}");
            typist.Type("\b");
        }

        Assert.Equal(line, typist.Editor.Text);
        Assert.Equal(0, typist.Cells.Wraps);
    }

    private static IEnumerable<KeyPress> Script()
    {
        int[] keys = [Left, Left, Backspace, Home, Right, Delete, End, Left];
        return [.. keys.Select(key => EditorHarness.Key(key)), EditorHarness.Key('\x17'), EditorHarness.Key('\x19'), EditorHarness.Key('z')];
    }
}
