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
    [InlineData("/wo", "/w")]
    [InlineData("/hlep me", "/help")]
    [InlineData("/exit", "/quit")]
    [InlineData("/whos", "/who")]
    [InlineData("/Claer", "/clear")]
    public void An_unknown_command_names_the_nearest_and_sends_nothing(string typed, string nearest)
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 200));
        string word = typed.Split(' ')[0];
        chat.Type(typed + "\r").Shows($"!! There is no command {word}. Did you mean {nearest}? To say it as text, write /{word}.", "fo>");
        chat.Type("ok\r");
        Assert.Equal("MSG ok", chat.Peer.Read());
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
        chat.Shows("!! NO - no such user", "fo>");
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
        chat.Shows("doc: one", "-- 3 here: be doc fo", "doc: two", "!! NO - no such user", "doc: three", "fo>");
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
        chat.Type("/who\r").Shows("!! The server did not answer.", "fo>");
        chat.Peer.Say("be doc fo");
        chat.Shows("!! The server did not answer.", "-- be doc fo", "fo>");
    }

    [Fact]
    public void Help_lists_every_command_aligned()
    {
        using var chat = new LiveChat();
        chat.Type("/help\r").Shows(
            "-- /w user text  whisper to one user",
            "-- /r text       answer the last who whispered to you",
            "-- /who          list who is here",
            "-- /help         show this list",
            "-- /clear        clear the screen",
            "-- /quit         leave the session",
            "-- //text        say /text",
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
        chat.Type("WHO\r").Shows("!! The text 'WHO' cannot be said: servers take it for the request. For the list of users use Get-ChatUser.", "fo>");
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
        chat.Shows("!! NO - you are muted", "fo>");
    }
}
