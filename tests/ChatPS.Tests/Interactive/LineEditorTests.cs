using ChatPS.Interactive;
using static ChatPS.Interactive.VirtualKeys;

namespace ChatPS.Tests.Interactive;

public class LineEditorTests
{
    private const char CtrlA = '\x01';
    private const char CtrlK = '\x0b';
    private const char CtrlU = '\x15';
    private const char CtrlW = '\x17';
    private const char CtrlY = '\x19';

    private static EditorHarness Typed(string text) => new EditorHarness().Type(text);

    [Theory]
    [InlineData("ab", "a|b")]
    [InlineData("漢字", "漢|字")]
    [InlineData("xe\u0301", "x|e\u0301")]
    [InlineData("x👨\u200D👩\u200D👧", "x|👨\u200D👩\u200D👧")]
    [InlineData("x🇩🇪", "x|🇩🇪")]
    [InlineData("x👍🏽", "x|👍🏽")]
    public void Left_goes_over_one_grapheme(string typed, string line) => Assert.Equal(line, Typed(typed).Press(Left).Line);

    [Theory]
    [InlineData("xe\u0301", "x|")]
    [InlineData("x👨\u200D👩\u200D👧", "x|")]
    [InlineData("", "|")]
    public void Backspace_takes_one_grapheme(string typed, string line)
    {
        Assert.Equal(line, Typed(typed).Press(Backspace).Line);
        Assert.Equal(line, Typed(typed).Type("\x7f").Line);
        Assert.Equal(line, Typed(typed).Type("\b").Line);
    }

    [Fact]
    public void Delete_takes_the_grapheme_under_the_cursor()
    {
        Assert.Equal("|b", Typed("e\u0301b").Press(Home, Delete).Line);
        Assert.Equal("|b", Typed("ab").Press(Home).Type("\x04").Line);
        Assert.Equal("ab|", Typed("ab").Press(Delete).Line);
    }

    [Theory]
    [InlineData("one two.three", "one two.|three")]
    [InlineData("one two.three  ", "one two.|three  ")]
    [InlineData("漢字 x", "漢字 |x")]
    public void Word_left_stops_where_a_word_begins(string typed, string line)
    {
        Assert.Equal(line, Typed(typed).Press(EditorHarness.Key(Left, KeyModifiers.Control)).Line);
        Assert.Equal(line, Typed(typed).Press(new KeyPress('b', 'B', KeyModifiers.Alt)).Line);
        Assert.Equal(line, Typed(typed).Type("\x1b" + "b").Line);
        Assert.Equal(line, Typed(typed).Type("\x1b[1;5D").Line);
    }

    [Fact]
    public void Word_right_stops_where_a_word_ends()
    {
        Assert.Equal("one| two", Typed("one two").Press(Home).Press(EditorHarness.Key(Right, KeyModifiers.Control)).Line);
        Assert.Equal("one| two", Typed("one two").Press(Home).Type("\x1b" + "f").Line);
    }

    [Fact]
    public void What_is_cut_comes_back_with_yank()
    {
        Assert.Equal("|c", Typed("a b c").Press(Left).Type($"{CtrlU}").Line);
        Assert.Equal("a|", Typed("a b").Press(Home, Right).Type($"{CtrlK}").Line);
        Assert.Equal("a |", Typed("a b.c").Type($"{CtrlW}").Line);
        Assert.Equal("a b.c|", Typed("a b.c").Type($"{CtrlW}{CtrlY}").Line);
        Assert.Equal("one two three|", Typed("one two three").Type($"{CtrlW}{CtrlW}{CtrlY}").Line);
        Assert.Equal("threeone two |", Typed("one two three").Type($"{CtrlW}{CtrlA}{CtrlY}\x05").Line);
    }

    [Fact]
    public void History_keeps_the_unfinished_line_and_no_doubles_in_a_row()
    {
        EditorHarness typist = Typed("one\rtwo\rtwo\rthr");
        Assert.Equal("two|", typist.Press(Up).Line);
        Assert.Equal("one|", typist.Press(Up).Line);
        Assert.Equal("one|", typist.Press(Up).Line);
        Assert.Equal("two|", typist.Type("\x0e").Line);
        Assert.Equal("thr|", typist.Press(Down).Line);
        Assert.Equal("thr|", typist.Press(Down).Line);
        Assert.Equal("two|", typist.Type("\x10").Line);
        Assert.Equal(["one", "two", "two"], typist.Accepted);
    }

    [Fact]
    public void Esc_clears_after_its_time_and_yank_brings_back()
    {
        EditorHarness typist = Typed("hello").Type("\x1b");
        Assert.Equal("hello|", typist.Line);
        Assert.Equal("|", typist.Wait(KeyDecoder.EscapeMs).Line);
        Assert.Equal("hello|", typist.Type($"{CtrlY}").Line);
    }

    [Fact]
    public void Enter_accepts_and_an_empty_line_is_nothing()
    {
        EditorHarness typist = Typed("\r\n  \rhi there\r");
        Assert.Equal(["hi there"], typist.Accepted);
        Assert.Equal("|", typist.Line);
        Assert.Equal([EditOutcome.Accept], typist.Asked);
    }

    [Fact]
    public void Control_keys_ask_the_session()
    {
        Assert.Equal([EditOutcome.Leave], Typed("\x04").Asked);
        Assert.Empty(Typed("ab\x03").Asked);
        Assert.Equal([EditOutcome.Suspend], Typed("ab\x1a").Asked);
        Assert.Equal([EditOutcome.ClearScreen], Typed("ab\x0c").Asked);
        Assert.Empty(Typed("ab\x04").Asked);
        Assert.Equal([EditOutcome.Leave], new EditorHarness().Press(new KeyPress('c', 'C', KeyModifiers.Control)).Asked);
        Assert.Equal([EditOutcome.Leave], new EditorHarness().Press(new KeyPress('\0', 'C', KeyModifiers.Control)).Asked);
    }

    [Fact]
    public void Letters_held_with_control_and_alt_are_text_of_the_right_alt_key()
    {
        Assert.Equal("@|", new EditorHarness().Press(new KeyPress('@', 'Q', KeyModifiers.Control | KeyModifiers.Alt)).Line);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\x1c")]
    [InlineData("\u009b")]
    [InlineData("\x1b[15~")]
    [InlineData("\x1b[[A")]
    [InlineData("\x1bOP")]
    [InlineData("\x1b[<0;1;1M")]
    [InlineData("\x1b" + "x")]
    [InlineData("\x1b[201~")]
    public void Unknown_keys_change_nothing(string keys)
    {
        EditorHarness typist = Typed("hello").Press(Left).Type(keys).Wait(10_000);
        Assert.Equal("hell|o", typist.Line);
        Assert.Empty(typist.Asked);
        Assert.Equal("hell|o", Typed("hello").Press(Left).Press(0x70, 0x2D, 0x22, 0xFF).Line);
    }

    [Fact]
    public void Surrogates_join_and_a_half_is_dropped()
    {
        Assert.Equal("a😀b|", Typed("a😀b").Line);
        Assert.Equal("ab|", Typed("a\ud83db").Line);
        Assert.Equal("ab|", Typed("a\ude00b").Line);
        Assert.Equal("a|", Typed("a\ud83d").Press(Left).Press(Right).Type("\ude00").Line);
        Assert.Equal("a😀|", Typed("a\ud83d\ud83d\ude00").Line);
    }

    [Fact]
    public void Direction_and_invisible_controls_never_get_into_the_line()
    {
        Assert.Equal("ab|", Typed("a\u202e\u2066\u200b\u2028b").Line);
        Assert.Equal("|", Typed("x\u202e").Press(Left).Type("\x0b\u202e").Line);
    }

    [Fact]
    public void A_mark_typed_behind_its_letter_keeps_the_cursor_between_graphemes()
    {
        Assert.Equal("e\u0301|x", Typed("ex").Press(Left).Type("\u0301").Line);
        Assert.Equal("e\u0301|x", Typed("\u0301x").Press(Home).Type("e").Line);
    }

    [Fact]
    public void Tab_takes_the_most_recent_speaker_first_and_goes_round()
    {
        var typist = new EditorHarness(names: ["doc", "dan", "eve"]);
        Assert.Equal("doc: |", typist.Type("d\t").Line);
        Assert.Equal("dan: |", typist.Type("\t").Line);
        Assert.Equal("doc: |", typist.Type("\t").Line);
        Assert.Equal("dan: |", typist.Press(EditorHarness.Key(Tab, KeyModifiers.Shift)).Line);
        Assert.Equal("doc: |", typist.Type("\x1b[Z").Line);
        Assert.Equal("doc: hi dan |", typist.Type("hi da\t").Line);
        Assert.Equal("doc: hi dan x|", typist.Type("x\t").Line);
    }

    [Fact]
    public void Tab_completes_commands_at_the_start_and_names_inside()
    {
        Assert.Equal("/help |", new EditorHarness().Type("/h\t").Line);
        Assert.Equal("/w |", new EditorHarness().Type("/\t").Line);
        Assert.Equal("/w doc |", new EditorHarness(names: ["doc"]).Type("/w d\t").Line);
        Assert.Equal("say DOC| please", new EditorHarness(names: ["DOC"]).Type("say d please").Press(Home).Type("\x1b" + "f\x1b" + "f\t").Line);
        Assert.Equal("zz|", new EditorHarness(names: ["doc"]).Type("zz\t").Line);
        Assert.Equal("/quix|", new EditorHarness(names: ["doc"]).Type("/quix\t").Line);
    }

    [Fact]
    public void A_paste_of_one_line_goes_in_at_the_cursor()
    {
        Assert.Equal("a one\ttwo |b", Typed("ab").Press(Left).Paste(" one\ttwo \n").Line);
        Assert.Equal("ac|", Typed("a").Paste("\x07\x1b\x01").Type("c").Line);
    }

    [Theory]
    [InlineData("one\rtwo\r\nthree\n")]
    [InlineData("\none\n\n\ntwo\nthree")]
    public void A_paste_of_several_lines_waits_for_enter(string paste)
    {
        EditorHarness typist = Typed("ab").Press(Left).Paste(paste);
        Assert.Equal("fo> send 3 messages? Enter, or Esc: one", typist.Cells.CursorRow);
        typist.Type("xyz\t").Press(Up, Left, Backspace);
        Assert.Empty(typist.Sent);
        typist.Type("\r");
        Assert.Equal(["one", "two", "three"], typist.Sent);
        Assert.Equal([EditOutcome.SendPaste], typist.Asked);
        Assert.Equal("a|b", typist.Line);
        Assert.Equal("fo> ab", typist.Cells.CursorRow);
    }

    [Fact]
    public void Esc_drops_a_held_paste_and_leaves_the_line()
    {
        EditorHarness typist = Typed("ab").Paste("/quit\n/quit").Type("\x1b").Wait(KeyDecoder.EscapeMs).Type("c\r");
        Assert.Empty(typist.Sent);
        Assert.Equal(["abc"], typist.Accepted);
    }

    [Fact]
    public void Pasted_commands_are_text()
    {
        EditorHarness typist = Typed("").Paste("/quit\n/help").Type("\r");
        Assert.Equal(["/quit", "/help"], typist.Sent);
        Assert.Empty(typist.Accepted);
    }

    [Fact]
    public void A_second_paste_joins_the_held_one()
    {
        EditorHarness typist = Typed("").Paste("a\nb").Paste("c").Type("\r");
        Assert.Equal(["a", "b", "c"], typist.Sent);
    }

    [Fact]
    public void Ctrl_C_drops_a_held_paste_then_the_line_and_then_leaves()
    {
        EditorHarness typist = Typed("ab").Paste("a\nb").Type("\x03");
        Assert.Equal(("ab|", "fo> ab"), (typist.Line, typist.Cells.CursorRow));
        Assert.Equal("|", typist.Type("\x03").Line);
        Assert.Empty(typist.Asked);
        Assert.Equal([EditOutcome.Leave], typist.Type("\x03").Asked);
        Assert.Equal("ab|", typist.Type("\x19").Line);
    }
}
