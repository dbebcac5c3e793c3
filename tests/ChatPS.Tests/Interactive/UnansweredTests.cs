namespace ChatPS.Tests.Interactive;

/// <summary>What was sent does not come back.</summary>
public sealed class UnansweredTests
{
    [Fact]
    public void The_prompt_counts_and_is_as_before_when_it_came_back()
    {
        var clock = new ManualClock();
        using var chat = new LiveChat(clock: clock);
        chat.Type("hello\r");
        Assert.Equal("MSG hello", chat.Peer.Read());
        chat.Reads("fo>");
        clock.Advance(TimeSpan.FromSeconds(1.999));
        chat.Type("next").Reads("fo> next");
        clock.Advance(TimeSpan.FromSeconds(0.001));
        chat.Reads("fo (1 unanswered, 2 s)> next");
        clock.Advance(TimeSpan.FromSeconds(1));
        chat.Reads("fo (1 unanswered, 3 s)> next");
        chat.Peer.Say("fo: hello");
        chat.Reads("fo> next");
    }

    [Theory]
    [InlineData("/w doc psst", "W doc psst", "OK")]
    [InlineData("/who", "WHO", "doc fo")]
    public void A_whisper_and_a_request_count_too(string line, string frame, string reply)
    {
        using var chat = new LiveChat();
        chat.Type(line + "\r");
        Assert.Equal(frame, chat.Peer.Read());
        chat.Terminal.Until(cells => cells.CursorRow.StartsWith("fo (1 unanswered, 2 s)>", StringComparison.Ordinal));
        chat.Type("hello\r").Reads("fo (2 unanswered, 3 s)>");
        chat.Peer.Say(reply);
        chat.Terminal.Until(cells => cells.CursorRow.StartsWith("fo (1 unanswered, ", StringComparison.Ordinal) || cells.CursorRow == "fo>");
    }

    [Fact]
    public void A_narrow_window_shows_it_shorter()
    {
        var clock = new ManualClock();
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 40), clock: clock);
        chat.Type("hello\r");
        Assert.Equal("MSG hello", chat.Peer.Read());
        clock.Advance(TimeSpan.FromSeconds(2));
        chat.Reads("fo (1?)>");
    }

    [Fact]
    public void What_never_comes_back_is_named_once_and_counted_no_more_where_nothing_does()
    {
        using var chat = new LiveChat(timeout: TimeSpan.FromMilliseconds(300));
        chat.Type("hello\r").Shows("!! Not answered within 0.3 s: hello", "fo>");
        chat.Type("again\r");
        Assert.Equal(["MSG hello", "MSG again"], [chat.Peer.Read(), chat.Peer.Read()]);
        chat.Peer.Say("doc: in between");
        chat.Shows("!! Not answered within 0.3 s: hello", "doc: in between", "fo>");
    }

    [Fact]
    public void What_is_not_confirmed_when_the_connection_ends_is_named()
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 200));
        chat.Type("one\r");
        Assert.Equal("MSG one", chat.Peer.Read());
        chat.Peer.Say("fo: one");
        chat.Type("two\r");
        Assert.Equal("MSG two", chat.Peer.Read());
        chat.Type("/w doc psst\r");
        Assert.Equal("W doc psst", chat.Peer.Read());
        chat.Peer.Dispose();
        chat.Reads("fo (offline)>");
        Assert.Equal(["fo: one", "!! Not answered: the whisper to doc: psst", "!! Not confirmed: two"], chat.Terminal.Look(cells => cells.All[1..4]));
    }
}
