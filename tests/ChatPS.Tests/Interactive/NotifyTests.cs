using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>The window's title and the notes of the desktop.</summary>
public sealed class NotifyTests
{
    private static readonly LoopOptions s_notifying = new(Color: false, TimeFormat: "", Bell: false, ShowLast: 0) { Notifies = true };

    [Fact]
    public async Task The_title_counts_calls_until_a_key_and_is_as_before_on_leaving()
    {
        using var chat = new LiveChat(s_notifying);
        chat.Terminal.Until(cells => cells.Title == "fo@127.0.0.1");
        chat.Peer.Say("doc: nothing", "doc: hey fo", "doc whispers: psst");
        chat.Terminal.Until(cells => cells.Title == "fo@127.0.0.1 (2)");
        Assert.Equal(["9;Chat: doc: hey fo", "777;notify;Chat;doc: hey fo"], chat.Terminal.Look(cells => cells.Notes.ToArray()));
        chat.Type("x");
        chat.Terminal.Until(cells => cells.Title == "fo@127.0.0.1");
        chat.Type("\x15/quit\r");
        Assert.Null(await chat.End());
        Assert.Equal("shell", chat.Terminal.Look(cells => cells.Title));
    }

    [Fact]
    public void A_hostile_text_stays_a_text()
    {
        using var chat = new LiveChat(s_notifying);
        chat.Peer.Say("doc whispers: 9;4;3;fo\u001b\\\u001b]0;owned\u0007\u009c");
        chat.Terminal.Until(cells => cells.Notes.Count == 2);
        string[] notes = chat.Terminal.Look(cells => cells.Notes.ToArray());
        Assert.StartsWith("9;Chat: ", notes[0], StringComparison.Ordinal);
        Assert.Equal(1, notes[0].Count(c => c == ';'));
        Assert.Equal(3, notes[1].Count(c => c == ';'));
        Assert.Equal("fo@127.0.0.1 (1)", chat.Terminal.Look(cells => cells.Title));
        Assert.DoesNotContain(TerminalSignals.Title("a\u001b\\b\u0007c\u009cd")[1..^2], char.IsControl);
    }

    [Fact]
    public void Without_the_switch_neither_is_touched()
    {
        using var chat = new LiveChat();
        chat.Peer.Say("doc whispers: psst");
        chat.Shows("*doc whispers* psst", "fo>");
        Assert.Equal(("shell", 0), chat.Terminal.Look(cells => (cells.Title, cells.Notes.Count)));
    }

    [Fact]
    public void Notes_are_short()
    {
        string note = TerminalSignals.Note("Chat", new string('x', 1000));
        Assert.InRange(note.Length, 200, 500);
    }

    [Fact]
    public void What_is_shown_again_calls_nobody()
    {
        using var chat = new LiveChat(s_notifying with { ShowLast = 5, Bell = true }, before: chat =>
        {
            chat.Peer.Say("doc whispers: old");
            ChatPS.Client.InboxReader inbox = chat.Session.OpenInbox();
            Assert.True(SpinWait.SpinUntil(() => inbox.Take() is not null, ScriptedServer.Bound));
        });
        chat.Terminal.Until(cells => cells.All.Contains("*doc whispers* old") && cells.CursorRow == "fo>");
        Assert.Equal((0, 0), chat.Terminal.Look(cells => (cells.Notes.Count, cells.Bells)));
    }
}
