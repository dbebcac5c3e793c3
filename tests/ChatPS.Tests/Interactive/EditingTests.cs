using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>Search, undo, transposing, line breaks: keys in, what the row shows out.</summary>
public sealed class EditingTests
{
    private const string CtrlG = "\x07", CtrlR = "\x12", CtrlT = "\x14", CtrlU = "\x15", Undo = "\x1f", Up = "\x10", Down = "\x0e";

    private readonly EditorHarness _editor = new();

    [Theory]
    [InlineData("abc" + Undo, "")]
    [InlineData("one two" + CtrlU + Undo, "one two")]
    [InlineData("one two\x17" + Undo + Undo, "")]
    [InlineData("a line that has more than twenty letters" + Undo, "a line that has more")]
    [InlineData("ab" + CtrlT + Undo, "ab")]
    [InlineData(Undo + "x", "x")]
    public void Undo_takes_back_step_by_step(string keys, string row) => AssertShows(keys, row);

    [Fact]
    public void Ctrl_underscore_undoes_as_dotnet_reports_it_on_Unix()
    {
        _editor.Type("ab").Press(EditorHarness.Key('7', KeyModifiers.Control));
        Assert.Equal("", _editor.Editor.Shown);
    }

    [Fact]
    public void What_was_sent_is_not_undone()
    {
        Assert.Equal(["one"], _editor.Type("one\r" + Undo).Accepted);
        Assert.Equal("", _editor.Editor.Shown);
    }

    [Theory]
    [InlineData("ab" + CtrlT, "ba")]
    [InlineData("abc\x02" + CtrlT, "acb")]
    [InlineData("a" + CtrlT, "a")]
    [InlineData(CtrlT, "")]
    [InlineData("x\U0001F600" + CtrlT, "\U0001F600x")]
    [InlineData("ae\u0301" + CtrlT, "e\u0301a")]
    public void Transpose_swaps_characters_as_people_see_them(string keys, string row) => AssertShows(keys, row);

    [Theory]
    [InlineData(CtrlR, "search '': ")]
    [InlineData(CtrlR + "wo", "search 'wo': two words")]
    [InlineData(CtrlR + "WO", "search 'WO': two words")]
    [InlineData(CtrlR + "o", "search 'o': two words")]
    [InlineData(CtrlR + "o" + CtrlR, "search 'o': one")]
    [InlineData(CtrlR + "o" + CtrlR + CtrlR + CtrlR, "search 'o': /who")]
    [InlineData(CtrlR + "onx", "search 'onx' (not found)")]
    [InlineData(CtrlR + "onx\x08", "search 'on': one")]
    [InlineData("draft" + CtrlR + "on" + CtrlG, "draft")]
    [InlineData("draft" + CtrlR + "on\x03", "draft")]
    [InlineData("draft" + CtrlR + "on\x05!", "one!")]
    [InlineData("draft" + CtrlR + "nothing\r", "search 'nothing' (not found)")]
    [InlineData("draft" + CtrlR + "\r", "search '': ")]
    [InlineData("draft" + CtrlR + "on\x05" + Undo, "draft")]
    public void A_search_shows_the_newest_line_that_contains_what_is_typed(string keys, string row)
    {
        _editor.Type("/who\rone\rtwo words\r");
        AssertShows(keys, row);
    }

    [Fact]
    public void Enter_sends_what_a_search_has_found()
    {
        Assert.Equal(["one", "two", "one"], _editor.Type("one\rtwo\r" + CtrlR + "on\r").Accepted);
    }

    [Fact]
    public void A_paste_ends_a_search()
    {
        _editor.Type("one\r" + CtrlR + "on");
        _editor.Editor.Paste("pasted");
        Assert.Equal("pasted", _editor.Editor.Shown);
    }

    [Theory]
    [InlineData("/w" + Up, "/w doc hi")]
    [InlineData("/w" + Up + Up, "/w be ho")]
    [InlineData("/w" + Up + Up + Up, "/w be ho")]
    [InlineData("/w" + Up + Up + Down + Down, "/w")]
    [InlineData(Up + Up, "/w doc hi")]
    [InlineData("none begins so" + Up, "said")]
    [InlineData("none begins so" + Up + Down, "none begins so")]
    public void Up_finds_what_begins_as_the_line_does(string keys, string row)
    {
        _editor.Type("/w be ho\rhello\r/w doc hi\rsaid\r");
        AssertShows(keys, row);
    }

    [Fact]
    public void Alt_Enter_breaks_the_line_and_Enter_hands_it_on_whole()
    {
        _editor.Type("one");
        _editor.Editor.Press(new KeyPress('\r', VirtualKeys.Enter, KeyModifiers.Alt));
        Assert.Equal(["one\ntwo"], _editor.Type("two\r").Accepted);
    }

    [Fact]
    public void A_break_is_seen_and_each_line_is_a_message_which_is_said()
    {
        using var chat = new LiveChat();
        chat.Type("one\x1b\r").Reads("fo> one\u240a").Type("/quit\x1b\r\x1b\rend").Reads("fo> one\u240a/quit\u240a\u240aend").Type("\r");
        Assert.Equal(["MSG one", "MSG /quit", "MSG end"], [chat.Peer.Read(), chat.Peer.Read(), chat.Peer.Read()]);
        chat.Shows("-- Sent as 3 messages: a message has no line breaks.", "fo>");
        chat.Type("/w doc a\x1b\rb").Reads("fo> /w doc a\u240ab").Type("\r");
        Assert.Equal(["W doc a", "W doc b"], [chat.Peer.Read(), chat.Peer.Read()]);
        chat.Type("good\x1b\rWHO").Reads("fo> good\u240aWHO").Type("\r/me x\x1b\ry").Reads("fo> /me x\u240ay").Type("\r");
        Assert.Equal(["MSG *x*", "MSG *y*"], [chat.Peer.Read(), chat.Peer.Read()]);
    }

    private void AssertShows(string keys, string row)
    {
        _editor.Type(keys);
        Assert.Equal(row, _editor.Editor.Shown);
    }
}
