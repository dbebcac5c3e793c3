using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>Pastes in a terminal that does not mark them.</summary>
public sealed class UnmarkedPasteTests
{
    // So much in one read was not typed, however slow the machine.
    private static readonly string s_long = string.Concat(Enumerable.Repeat("a long line ", 1000)).Trim();

    [Fact]
    public void Several_lines_in_one_read_are_asked_about_and_the_line_before_stays()
    {
        using var chat = new LiveChat();
        chat.Type("draft").Reads("fo> draft").Type(s_long + "\r/quit\rtwo\tx\r");
        chat.Terminal.Until(cells => cells.CursorRow.Contains("messages? Enter, or Esc: ", StringComparison.Ordinal));
        chat.Type("\x1b").Reads("fo> draft").Type("\r");
        Assert.Equal("MSG draft", chat.Peer.Read());
    }

    [Fact]
    public void Enter_sends_them_as_text_with_their_tabs()
    {
        using var chat = new LiveChat();
        string[] first = [.. chat.Session.SplitMessage(s_long)];
        chat.Reads("fo>").Type(s_long + "\r" + string.Concat(Enumerable.Repeat("/quit\r", 1000)) + "two\tx");
        chat.Terminal.Until(cells => cells.CursorRow.StartsWith($"fo> send {first.Length + 1001} messages? ", StringComparison.Ordinal));
        chat.Type("\r");
        string[] expected = [.. first, .. Enumerable.Repeat("/quit", 1000), "two\tx"];
        Assert.Equal(expected.Select(text => "MSG " + text), expected.Select(_ => chat.Peer.Read()));
        chat.Reads("fo>");
    }

    [Fact]
    public void A_single_line_with_its_enter_is_sent()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>").Type("hello\r");
        Assert.Equal("MSG hello", chat.Peer.Read());
        chat.Type("again\r");
        Assert.Equal("MSG again", chat.Peer.Read());
    }

    [Fact]
    public void What_was_typed_before_the_session_looked_is_typed()
    {
        using var chat = new LiveChat(before: chat => chat.Type("one\rtwo\r"));
        Assert.Equal(["MSG one", "MSG two"], [chat.Peer.Read(), chat.Peer.Read()]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(30, false)]
    [InlineData(100, true)]
    public void Keys_that_hands_can_have_typed_meanwhile_pass(int waitedMs, bool passes)
    {
        var paste = new UnmarkedPaste(() => true);
        paste.Begin(0);
        bool[] passed = [.. "hello\rx".Select(c => paste.Passes(new EditorInput(new KeyPress(c)), waitedMs))];
        Assert.Equal([true, true, true, true, true, passes, passes], passed);
    }

    [Fact]
    public void A_paste_ends_when_it_is_quiet()
    {
        var paste = new UnmarkedPaste(() => true);
        paste.Begin(0);
        foreach (char c in "ab\rc")
            paste.Passes(new EditorInput(new KeyPress(c)), 1);
        Assert.Equal(UnmarkedPaste.QuietMs, paste.WaitMs(1));
        Assert.False(paste.TryTake(UnmarkedPaste.QuietMs, out _));
        Assert.False(paste.Passes(new EditorInput(new KeyPress('d')), UnmarkedPaste.QuietMs));
        Assert.True(paste.TryTake(2 * UnmarkedPaste.QuietMs, out EditorInput input));
        Assert.Equal(("ab\rcd", true), (input.Pasted, input.IsUnmarked));
        Assert.Equal(-1, paste.WaitMs(1000));
    }

    [Fact]
    public void A_line_that_was_let_through_is_not_in_the_paste_behind_it()
    {
        var paste = new UnmarkedPaste(() => true);
        paste.Begin(0);
        foreach (char c in "hi\rpasted\tlines\r")
            paste.Passes(new EditorInput(new KeyPress(c)), 100);
        Assert.True(paste.TryTake(100 + UnmarkedPaste.QuietMs, out EditorInput input));
        Assert.Equal("pasted\tlines\r", input.Pasted);
    }
}
