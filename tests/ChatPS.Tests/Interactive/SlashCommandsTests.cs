using ChatPS.Tests.Server;

namespace ChatPS.Tests.Interactive;

public sealed class SlashCommandsTests
{
    [Fact]
    public void A_double_slash_says_a_slash()
    {
        using var chat = new LiveChat();
        chat.Type("//quit it\r");
        Assert.Equal("MSG /quit it", chat.Peer.Read());
    }

    [Theory]
    [InlineData("/wo", "Did you mean /w?")]
    [InlineData("/hlep me", "Did you mean /help?")]
    [InlineData("/qu", "Did you mean /quit?")]
    [InlineData("/rec", "Did you mean /reconnect?")]
    [InlineData("/whos", "Did you mean /who?")]
    [InlineData("/Claer", "Did you mean /clear?")]
    [InlineData("/usr/bin", "/help lists them.")]
    [InlineData("/x", "/help lists them.")]
    [InlineData("/foo", "/help lists them.")]
    [InlineData("/", "/help lists them.")]
    public void An_unknown_command_names_the_nearest_if_one_is_near_and_sends_nothing(string typed, string advice)
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 200));
        string word = typed.Split(' ')[0];
        chat.Type(typed + "\r").Shows($"!! There is no command {word}. {advice} To say it as text, write /{word}.", "fo>");
        chat.Type("ok\r");
        Assert.Equal("MSG ok", chat.Peer.Read());
    }

    [Theory]
    [InlineData("/msg doc hi", "W doc hi")]
    [InlineData("/m doc hi", "W doc hi")]
    [InlineData("/names", "WHO")]
    [InlineData("/me waves", "MSG *waves*")]
    public void Other_names_are_known(string typed, string sent)
    {
        using var chat = new LiveChat();
        chat.Type(typed + "\r");
        Assert.Equal(sent, chat.Peer.Read());
    }

    [Theory]
    [InlineData("/q")]
    [InlineData("/exit")]
    public async Task Other_names_for_leaving_are_known(string typed)
    {
        using var chat = new LiveChat();
        chat.Type(typed + "\r");
        Assert.Null(await chat.End());
    }

    [Theory]
    [InlineData("/w", "/w user text")]
    [InlineData("/w doc", "/w user text")]
    [InlineData("/w doc ", "/w user text")]
    [InlineData("/r", "/r text")]
    [InlineData("/r  ", "/r text")]
    public void A_command_without_its_arguments_shows_its_usage(string typed, string usage)
    {
        using var chat = new LiveChat();
        chat.Type(typed + "\r").Shows($"!! Usage: {usage}", "fo>");
    }

    [Fact]
    public void A_whisper_is_shown_when_the_server_took_it()
    {
        using var chat = new LiveChat();
        chat.Type("/w doc  hello there\r");
        Assert.Equal("W doc hello there", chat.Peer.Read());
        chat.Peer.Say("be: in between", "OK");
        chat.Shows("be: in between", "*you whisper to doc* hello there", "fo>");
    }

    [Fact]
    public void A_whisper_to_nobody_is_refused_by_the_server_and_shown_so()
    {
        using var chat = new LiveChat();
        chat.Type("/w nobody hello\r");
        Assert.Equal("W nobody hello", chat.Peer.Read());
        chat.Peer.Say("NO - no such user");
        chat.Shows("!! NO - no such user (the whisper to nobody: hello)", "fo>");
        chat.Terminal.Press(new ChatPS.Interactive.KeyPress('\0', ChatPS.Interactive.VirtualKeys.Up));
        chat.Reads("fo> /w nobody hello");
    }

    [Fact]
    public void A_name_that_cannot_be_is_refused_here()
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 120));
        chat.Type("/w d-c hello\r").Shows("!! 'd-c' cannot be a user's name: names are letters and digits, and not too long.", "fo>");
    }

    [Fact]
    public void R_answers_the_last_who_whispered()
    {
        using var chat = new LiveChat();
        chat.Type("/r hello\r").Shows("!! Nobody has whispered to you yet.", "fo>");
        chat.Peer.Say("doc whispers: first", "be whispers: second", "doc: aloud");
        chat.Terminal.Until(cells => cells.All.Contains("doc: aloud"));
        chat.Type("/r hello\r");
        Assert.Equal("W be hello", chat.Peer.Read());
    }

    [Fact]
    public void R_never_answers_oneself()
    {
        using var chat = new LiveChat();
        chat.Peer.Say("fo whispers: to myself");
        chat.Type("/r hello\r");
        chat.Terminal.Until(cells => cells.All.Contains("!! Nobody has whispered to you yet."));
        chat.Peer.Say("be whispers: psst", "fo whispers: again", "doc: aloud");
        chat.Terminal.Until(cells => cells.All.Contains("doc: aloud"));
        chat.Type("/r hello\r");
        Assert.Equal("W be hello", chat.Peer.Read());
    }

    [Fact]
    public void An_answer_is_shown_where_it_came_among_the_messages()
    {
        using var chat = new LiveChat();
        chat.Type("/who\r");
        Assert.Equal("WHO", chat.Peer.Read());
        chat.Type("/w be hi\r");
        Assert.Equal("W be hi", chat.Peer.Read());

        // In one piece: all of it is there when it is looked at.
        chat.Peer.Write(RawClient.Frames("doc: one", "be doc fo", "doc: two", "NO - no such user", "doc: three"));
        chat.Shows("doc: one", "-- 3 here: be doc fo", "doc: two", "!! NO - no such user (the whisper to be: hi)", "doc: three", "fo>");
    }

    [Fact]
    public void Who_lists_the_users_and_lets_messages_pass()
    {
        using var chat = new LiveChat();
        chat.Type("/who\r");
        Assert.Equal("WHO", chat.Peer.Read());
        chat.Type("typed meanwhile").Reads("fo> typed meanwhile");
        chat.Peer.Say("doc: in between", "be doc fo");
        chat.Shows("doc: in between", "-- 3 here: be doc fo", "fo> typed meanwhile");
    }

    [Fact]
    public void An_answer_that_does_not_come_is_given_up_and_one_that_comes_late_is_shown()
    {
        using var chat = new LiveChat(timeout: TimeSpan.FromMilliseconds(300));
        chat.Type("/who\r").Shows("!! The server did not answer: who is here", "fo>");
        chat.Peer.Say("be doc fo");
        chat.Shows("!! The server did not answer: who is here", "-- be doc fo", "fo>");
    }

    [Fact]
    public void Help_lists_every_command_aligned()
    {
        using var chat = new LiveChat();
        chat.Type("/h\r").Shows(
            "-- /w user text    whisper to one user (also /msg, /m)",
            "-- /r text         answer the last who whispered to you",
            "-- /me text        say what you do, between stars",
            "-- /who            list who is here (also /names)",
            "-- /ignore user    hide a user; '/ignore joins' hides who comes and goes",
            "-- /unignore user  show a user again, or joins and leaves",
            "-- /ignores        list who is ignored",
            "-- /log file       write what is shown to a file; '/log off' ends that",
            "-- /clear          clear the screen",
            "-- /reconnect      log in again after the connection was lost",
            "-- /quit           leave the session (also /q, /exit)",
            "-- /help           show this list (also /h, /?)",
            "-- //text          say /text",
            "fo>");
    }

    [Fact]
    public void Clear_empties_the_screen_and_keeps_the_session()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>").Type("/clear\r");
        chat.Terminal.Until(cells => cells.All.SequenceEqual(["fo>"]));
        chat.Peer.Say("doc: next");
        chat.Terminal.Until(cells => cells.All.SequenceEqual(["doc: next", "fo>"]));
    }

    [Fact]
    public void The_text_WHO_is_refused_with_the_reason()
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 200));
        chat.Type("WHO\r").Shows("!! WHO alone cannot be said, for servers take it for a request. /who lists who is here.", "fo>");
        chat.Type("WHO is there\r");
        Assert.Equal("MSG WHO is there", chat.Peer.Read());
    }

    [Fact]
    public void A_refused_message_is_shown()
    {
        using var chat = new LiveChat();
        chat.Type("hello\r");
        Assert.Equal("MSG hello", chat.Peer.Read());
        chat.Peer.Say("NO - you are muted");
        chat.Shows("!! NO - you are muted: hello", "fo>");
        chat.Terminal.Press(new ChatPS.Interactive.KeyPress('\0', ChatPS.Interactive.VirtualKeys.Up));
        chat.Reads("fo> hello");
    }
}
