using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

public sealed class PasteTests
{
    [Fact]
    public void Several_lines_wait_for_enter_and_none_of_them_is_a_command()
    {
        using var chat = new LiveChat();
        chat.Paste("one\r\n/quit\n//two\n\n/w doc psst\n").Reads("fo> send 4 messages? Enter, or Esc: one");
        chat.Peer.Say("doc: meanwhile");
        chat.Shows("doc: meanwhile", "fo> send 4 messages? Enter, or Esc: one");
        chat.Type("\r");
        Assert.Equal(["MSG one", "MSG /quit", "MSG //two", "MSG /w doc psst"], Enumerable.Range(0, 4).Select(_ => chat.Peer.Read()));
        chat.Reads("fo>");
    }

    [Theory]
    [InlineData(80, "fo> send 12 messages? Enter, or Esc: the first line")]
    [InlineData(60, "send 12? Enter/Esc: the first line")]
    [InlineData(44, "send 12? Enter/Esc: the first line")]
    [InlineData(40, "12? Enter/Esc: the first line")]
    [InlineData(24, "12? the first line")]
    public void The_first_line_is_seen_in_narrow_windows_too(int width, string row)
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width));
        chat.Paste("the first line" + string.Concat(Enumerable.Repeat("\nmore", 11))).Reads(row);
    }

    [Fact]
    public void What_was_pasted_and_sent_comes_back_with_Up_as_text()
    {
        using var chat = new LiveChat();
        chat.Paste("/quit\n//two").Type("\r");
        Assert.Equal(["MSG /quit", "MSG //two"], [chat.Peer.Read(), chat.Peer.Read()]);
        chat.Terminal.Press(new KeyPress('\0', VirtualKeys.Up));
        chat.Reads("fo> //quit\u240a//two").Type("\r");
        Assert.Equal(["MSG /quit", "MSG //two"], [chat.Peer.Read(), chat.Peer.Read()]);
    }

    [Fact]
    public void A_long_paste_that_is_recalled_is_asked_about_again_and_one_that_is_no_line_any_more_is_not_kept()
    {
        using var chat = new LiveChat();
        string[] lines = [.. Enumerable.Range(1, 6).Select(i => $"line {i}")];
        chat.Paste(string.Join('\n', lines)).Type("\r");
        Assert.Equal(lines.Select(line => "MSG " + line), lines.Select(_ => chat.Peer.Read()));
        chat.Paste(string.Join('\n', Enumerable.Repeat(new string('x', 80), 60)));
        chat.Terminal.Until(cells => cells.CursorRow.StartsWith("fo> send 60 messages? Enter, or Esc: xxx", StringComparison.Ordinal));
        chat.Type("\r").Reads("fo>");
        chat.Terminal.Press(new KeyPress('\0', VirtualKeys.Up));
        chat.Reads("fo> line 1\u240aline 2\u240aline 3\u240aline 4\u240aline 5\u240aline 6").Type("\r");
        chat.Reads("fo> send 6 messages? Enter, or Esc: line 1").Type("\x03").Reads("fo>");
    }

    [Theory]
    [InlineData(5, "fo> <")]
    [InlineData(6, "fo> send 6 messages? Enter, or Esc: word word")]
    public void One_line_that_needs_more_than_five_messages_is_asked_about(int messages, string row)
    {
        using var chat = new LiveChat();
        string line = string.Concat(Enumerable.Repeat("word ", messages * 17)).Trim();
        Assert.Equal(messages, chat.Session.SplitMessage(line).Count);
        chat.Paste(line);
        chat.Terminal.Until(cells => cells.CursorRow.StartsWith(row, StringComparison.Ordinal));
    }

    [Fact]
    public void A_marked_paste_and_the_keys_behind_it_are_no_paste_that_was_not_marked()
    {
        using var chat = new LiveChat();
        chat.Type("a").Reads("fo> a");
        chat.Terminal.Press([.. (new string('x', 5000) + "\x15\x1b[200~one\ntwo\x1b[201~\r").Select(c => new KeyPress(c)), new KeyPress('\0', VirtualKeys.Up)]);
        Assert.Equal(["MSG one", "MSG two"], [chat.Peer.Read(), chat.Peer.Read()]);
        chat.Reads("fo> one\u240atwo");
    }

    [Fact]
    public void Esc_drops_a_paste_and_the_line_before_it_is_still_there()
    {
        using var chat = new LiveChat();
        chat.Type("draft").Paste("one\ntwo").Reads("fo> send 2 messages? Enter, or Esc: one");
        chat.Type("\x1b").Reads("fo> draft");
        chat.Type("\r");
        Assert.Equal("MSG draft", chat.Peer.Read());
    }

    [Fact]
    public void A_line_that_cannot_be_said_does_not_keep_back_the_others()
    {
        using var chat = new LiveChat();
        chat.Paste("one\nWHO\ntwo").Type("\r");
        Assert.Equal(["MSG one", "MSG two"], [chat.Peer.Read(), chat.Peer.Read()]);
        chat.Terminal.Until(cells => cells.All.Any(row => row.StartsWith("!! The text 'WHO' cannot be said", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_burst_of_5000_characters_loses_none(bool marked)
    {
        string text = string.Concat(Enumerable.Range(0, 1250).Select(i => $"{i:000}."))[..5000];
        using var chat = new LiveChat();
        if (marked)
            chat.Paste(text);
        else
            chat.Type(text);
        chat.Type("\r");
        var heard = new System.Text.StringBuilder();
        while (heard.Length < text.Length)
            heard.Append(chat.Peer.Read()["MSG ".Length..]);
        Assert.Equal(text, heard.ToString());
    }

    [Theory]
    [InlineData(8000, true, "!! The server took nothing more")] // the sockets are full
    [InlineData(10_500, false, "!! The server confirmed nothing more")] // more than a session leaves unconfirmed
    public async Task A_server_that_takes_nothing_is_seen_on_the_row_and_the_rest_of_the_paste_is_dropped(int lines, bool fills, string error)
    {
        var clock = new ManualClock();
        using var chat = new LiveChat(timeout: TimeSpan.FromSeconds(3), clock: clock);
        chat.Paste(fills ? chat.TooMuch(lines) : string.Join('\n', Enumerable.Repeat("x", lines))).Type("\r");
        chat.Terminal.Until(cells => cells.CursorRow.StartsWith("fo> sent ", StringComparison.Ordinal) && cells.CursorRow.Contains($" of {lines} lines", StringComparison.Ordinal));
        clock.PerLook = 100;
        chat.Terminal.Until(cells => cells.All.Any(row => row.StartsWith(error, StringComparison.Ordinal)));
        chat.Reads("fo>");
        Assert.Contains(chat.Terminal.Look(cells => cells.All), row => row.EndsWith("lines of the paste were not sent.", StringComparison.Ordinal));
        chat.Type("/quit\r");
        Assert.Null(await chat.End());
    }
}
