using ChatPS.Client;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>The connection ends while somebody types.</summary>
public sealed class LostConnectionTests
{
    private const string Lost = "!! The server closed the connection.";

    [Fact]
    public async Task The_line_stays_and_the_rest_of_the_sentence_is_not_for_the_shell()
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 200));
        chat.Type("Remove-It").Reads("fo> Remove-It");
        chat.Peer.Say("doc: bye");
        chat.Peer.Dispose();
        chat.Reads("fo (offline)> Remove-It");
        Assert.Equal("doc: bye", chat.Row(1));
        Assert.StartsWith(Lost, chat.Row(2), StringComparison.Ordinal);
        Assert.EndsWith("What you type is kept, and not sent; /quit leaves.", chat.Row(2), StringComparison.Ordinal);

        chat.Type("em everything\r").Reads("fo (offline)>");
        Assert.Equal("!! Not sent, there is no connection: Remove-Item everything", chat.Row(3));
        chat.Terminal.Press(new KeyPress('\0', VirtualKeys.Up));
        chat.Reads("fo (offline)> Remove-Item everything").Type("\x03").Reads("fo (offline)>");

        chat.Type("/quit\r");
        Assert.Equal(ChatFailure.ConnectionLost, Assert.IsType<ChatException>(await chat.End()).Failure);
        Assert.Equal(0, chat.Terminal.Look(cells => cells.Keys.Count));
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_sending_is_the_end_too()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>");
        chat.Peer.Reset();
        chat.Type("hello\r");
        chat.Terminal.Until(cells => cells is { CursorRow: "fo (offline)>", HasKey: false });
        chat.Type("\x04");
        Assert.Equal(ChatFailure.ConnectionLost, Assert.IsType<ChatException>(await chat.End()).Failure);
    }

    [Fact]
    public async Task A_bad_frame_ends_it_behind_the_good_ones()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>").Peer.Say("doc: good"); // one that has ended before is not entered
        chat.Peer.Write("XY"u8.ToArray());
        chat.Reads("fo (offline)>").Type("\x03");
        Assert.Equal(ChatFailure.ProtocolViolation, Assert.IsType<ChatException>(await chat.End()).Failure);
        Assert.Equal("doc: good", chat.Row(1));
    }

    [Fact]
    public async Task Without_a_credential_reconnect_says_what_to_do()
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 200));
        chat.Reads("fo>").Peer.Dispose();
        chat.Reads("fo (offline)>").Type("/reconnect\r");
        chat.Terminal.Until(cells => cells.All.Contains("!! This session cannot log in again, for no password is kept. Leave with /quit, and use Connect-ChatServer."));
        chat.Type("/quit\r");
        Assert.IsType<ChatException>(await chat.End());
    }

    [Fact]
    public async Task With_one_it_logs_in_again_and_goes_on()
    {
        using var chat = new LiveChat(canLogInAgain: true, terminal: new LiveTerminal(width: 200));
        chat.Type("half").Reads("fo> half").Peer.Dispose();
        chat.Reads("fo (offline)> half").Type("\x15/reconnect\r").Reads("fo>");
        Assert.Contains("/reconnect logs in again, /quit leaves.", chat.Row(1), StringComparison.Ordinal);
        Assert.Equal("-- You are fo at 127.0.0.1 again.", chat.Row(2));
        chat.Type("\x19").Reads("fo> half").Type(" a line\r");
        Assert.Equal("MSG half a line", chat.Peer.Read());
        chat.Type("/quit\r");
        Assert.Null(await chat.End());
    }

    [Fact]
    public async Task A_login_that_fails_again_is_shown_and_can_be_tried_again()
    {
        using var chat = new LiveChat(canLogInAgain: true, terminal: new LiveTerminal(width: 200));
        chat.Reads("fo>").Server.Dispose();
        chat.Peer.Dispose();
        chat.Reads("fo (offline)>").Type("/reconnect\r");
        chat.Terminal.Until(cells => cells.All.Count == 4);
        Assert.StartsWith("!! ", chat.Row(2), StringComparison.Ordinal);
        chat.Reads("fo (offline)>").Type("\x04");
        Assert.IsType<ChatException>(await chat.End());
    }

    [Fact]
    public async Task A_session_that_had_ended_before_shows_what_was_unread_and_ends_at_once()
    {
        using var chat = new LiveChat(before: chat =>
        {
            chat.Peer.Say("doc: unread");
            chat.Peer.Dispose();
        });
        Assert.Equal(ChatFailure.ConnectionLost, Assert.IsType<ChatException>(await chat.End()).Failure);
        Assert.Equal(["doc: unread", ""], chat.Terminal.Look(cells => cells.All));
    }

    [Fact]
    public async Task Without_a_connection_it_waits_for_keys_alone()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>");
        chat.Terminal.Until(_ => chat.Terminal.HasSocket); // it is drawn before it waits
        chat.Peer.Dispose();
        chat.Reads("fo (offline)>").Type("x").Reads("fo (offline)> x");
        chat.Terminal.Until(_ => !chat.Terminal.HasSocket);
        chat.Type("\x03\x03");
        Assert.IsType<ChatException>(await chat.End());
    }
}
