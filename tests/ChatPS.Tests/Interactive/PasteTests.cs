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
