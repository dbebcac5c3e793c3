using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>Two sessions in one loop.</summary>
public sealed class SeveralSessionsTests
{
    private const string Second = "-- Session 2: ann at 127.0.0.1. /2 or Alt+2 goes there, /1 comes back.";

    [Fact]
    public void What_is_typed_goes_to_the_one_in_front_by_command_and_by_key()
    {
        using var chat = new LiveChat(also: "ann");
        chat.Shows(Second, "fo>").Type("one\r");
        Assert.Equal("MSG one", chat.Peer.Read());
        chat.Type("/2\r").Reads("ann>").Type("two\r");
        Assert.Equal("MSG two", chat.OtherPeer!.Read());
        chat.Terminal.Press(new KeyPress('1', '1', KeyModifiers.Alt));
        chat.Reads("fo>").Type("/2 \r").Reads("ann>").Type("/1\r").Reads("fo>").Type("three\r");
        Assert.Equal("MSG three", chat.Peer.Read());
        chat.Terminal.Press(new KeyPress('7', '7', KeyModifiers.Alt));
        chat.Type("half").Reads("fo> half");
    }

    [Fact]
    public void Of_the_other_only_what_calls_the_user_is_shown_and_the_rest_counted_and_kept()
    {
        using var chat = new LiveChat(also: "ann", terminal: new LiveTerminal(width: 100));
        chat.Reads("fo>");
        chat.OtherPeer!.Say("doc: chatter", "doc: more");
        chat.Reads("fo [2: 2]>");
        chat.OtherPeer!.Say("doc whispers: psst", "be: hello Ann!");
        chat.Shows(Second, "[2 ann] *doc whispers* psst", "[2 ann] be: hello Ann!", "fo [2: be names you]>");
        chat.Type("/2\r").Reads("ann>");
        Assert.Equal("-- Session 2: you are ann at 127.0.0.1.", chat.Row(4));
        Assert.Matches(@"^-- 2 messages since \d\d:\d\d$", chat.Row(5));
        Assert.Equal(["doc: chatter", "doc: more"], chat.Terminal.Look(cells => cells.All[6..8]));
        chat.Peer.Say("be whispers: here");
        chat.Reads("ann [1: be whispers]>");
        chat.Terminal.Until(cells => cells.All.Contains("[1 fo] *be whispers* here"));
    }

    [Fact]
    public void An_answer_goes_to_who_whispered_in_front()
    {
        using var chat = new LiveChat(also: "ann");
        chat.Peer.Say("doc whispers: one");
        chat.Terminal.Until(cells => cells.All.Contains("*doc whispers* one"));
        chat.OtherPeer!.Say("be whispers: two");
        chat.Terminal.Until(cells => cells.All.Contains("[2 ann] *be whispers* two"));
        chat.Type("/r ").Reads("fo [2: be whispers]> /w doc").Type("\x15/2\r").Reads("ann>").Type("/r ").Reads("ann> /w be");
    }

    [Fact]
    public void The_host_is_shown_where_the_names_are_the_same()
    {
        using var chat = new LiveChat(also: "fo");
        chat.Reads($"fo@127.0.0.1:{chat.Server.Port}>").Type("/2\r").Reads($"fo@127.0.0.1:{chat.Other!.Port}>");
        Assert.Equal($"-- Session 2: fo at 127.0.0.1:{chat.Other!.Port}. /2 or Alt+2 goes there, /1 comes back.", chat.Row(1));
        Assert.Equal($"-- Session 2: you are fo at 127.0.0.1:{chat.Other!.Port}.", chat.Row(2));
        chat.Terminal.Resize(30);
        chat.Reads("fo>");
    }

    [Fact]
    public async Task One_that_ends_is_said_and_the_others_go_on()
    {
        using var chat = new LiveChat(also: "ann", terminal: new LiveTerminal(width: 200));
        chat.Reads("fo>").OtherPeer!.Dispose();
        chat.Reads("fo [2: offline]>").Type("on\r");
        Assert.Equal("MSG on", chat.Peer.Read());
        Assert.Equal("[2 ann] !! The server closed the connection. What you type is kept, and not sent; /quit leaves.", chat.Row(2));
        chat.Type("/2\r").Reads("ann (offline)>").Type("lost\r");
        chat.Terminal.Until(cells => cells.All.Contains("!! Not sent, there is no connection: lost"));
        chat.Type("/1\r").Reads("fo [2: offline]>").Type("/quit\r");
        Assert.IsType<ChatException>(await chat.End());
    }

    [Fact]
    public void A_narrow_window_shows_the_numbers_alone()
    {
        using var chat = new LiveChat(also: "ann", terminal: new LiveTerminal(width: 30));
        chat.Reads("fo>");
        chat.OtherPeer!.Say("somebodywithalongname whispers: psst");
        chat.Reads("fo [2]>");
    }

    [Fact]
    public void Help_and_Tab_know_the_numbers()
    {
        using var chat = new LiveChat(also: "ann");
        chat.Type("/h\r");
        chat.Terminal.Until(cells => cells.All.Contains("-- /2              talk as ann at 127.0.0.1"));
        chat.Type("/2\t").Reads("fo> /2");
    }
}
