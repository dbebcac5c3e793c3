using ChatPS.Client;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

public sealed class ChatLoopTests
{
    private static readonly LoopOptions s_plain = new(Color: false, TimeFormat: "", Bell: false, ShowLast: 0);

    [Fact]
    public async Task A_line_in_the_middle_of_ten_messages_stays_whole_and_is_sent_once()
    {
        using var chat = new LiveChat();
        chat.Type("half a ").Reads("fo> half a");
        string[] said = [.. Enumerable.Range(1, 10).Select(i => $"doc: message {i}")];
        chat.Peer.Say(said);
        chat.Shows([.. said, "fo> half a"]);
        Assert.Equal("fo> half a ".Length, chat.Terminal.Look(cells => cells.Column));
        chat.Type("line\r");
        Assert.Equal("MSG half a line", chat.Peer.Read());
        chat.Peer.Say("fo: half a line");
        chat.Shows([.. said, "fo: half a line", "fo>"]);
        chat.Type("\x04");
        Assert.Null(await chat.End());
        Assert.Equal([LiveChat.Greeting, .. said, "fo: half a line", "-- You have left.", ""], chat.Terminal.Look(cells => cells.All));
        chat.Session.Dispose();
        Assert.Null(chat.Peer.TryRead());
    }

    [Theory]
    [InlineData("/quit\r")]
    [InlineData("/QUIT\r")]
    [InlineData("\x04")]
    [InlineData("\x03")]
    public async Task Each_way_of_leaving_keeps_the_session_and_restores_the_terminal(string keys)
    {
        using var chat = new LiveChat();
        chat.Reads("fo>").Type(keys);
        Assert.Null(await chat.End());
        Assert.Equal(ChatSessionState.Opened, chat.Session.State);
    }

    [Fact]
    public async Task Keys_behind_quit_are_left_for_the_prompt()
    {
        using var chat = new LiveChat(before: chat => chat.Type("/quit\rls"));
        Assert.Null(await chat.End());
        Assert.Equal("ls", string.Concat(chat.Terminal.Look(cells => cells.Keys.Select(key => key.Character).ToArray())));
    }

    [Fact]
    public async Task Keys_are_read_in_a_flood_that_does_not_end()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>");
        Task flood = ScriptedServer.Run(() =>
        {
            byte[] frames = [.. Enumerable.Repeat(ChatPS.Protocol.FrameCodec.Encode("be: flood"u8.ToArray()), 5000).SelectMany(frame => frame)];
            try
            {
                while (true)
                    chat.Peer.Write(frames);
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The test has ended it.
            }
        });
        chat.Type("still ").Reads("fo> still");
        chat.Type("here").Reads("fo> still here").Type("\x03").Reads("fo>").Type("\x03");
        Assert.Null(await chat.End());
        chat.Session.Dispose();
        await flood.WaitAsync(ScriptedServer.Bound);
    }

    [Fact]
    public async Task While_another_reads_a_stop_ends_it_at_once()
    {
        using var release = new ManualResetEventSlim();
        Task other = Task.CompletedTask;
        using var chat = new LiveChat(before: chat =>
        {
            using var held = new ManualResetEventSlim();
            other = ScriptedServer.Run(() =>
            {
                chat.Session.HoldReader(default);
                held.Set();
                release.Wait(ScriptedServer.Bound);
                chat.Session.ReleaseReader();
            });
            Assert.True(held.Wait(ScriptedServer.Bound));
        });
        chat.Stop();
        Assert.IsType<OperationCanceledException>(await chat.End());
        release.Set();
        await other;
    }

    [Fact]
    public async Task What_was_asked_is_given_up_on_leaving()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>").Type("/who\r");
        Assert.Equal("WHO", chat.Peer.Read());
        chat.Type("/w doc hi\r");
        Assert.Equal("W doc hi", chat.Peer.Read());
        Assert.True(chat.Session.HasPending);
        chat.Type("/quit\r");
        Assert.Null(await chat.End());
        Assert.False(chat.Session.HasPending);
    }

    [Fact]
    public async Task What_came_while_leaving_is_shown_or_stays_for_others()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>").Type("/quit\r");
        Assert.Null(await chat.End());
        chat.Peer.Say("doc: too late");
        while (chat.Session.UnreadCount == 0)
            chat.Session.WaitAndRead(Deadline.After(ScriptedServer.Bound));
        Assert.Equal("doc: too late", chat.Session.OpenInbox().Take()?.ToString());
    }

    [Fact]
    public async Task A_stop_ends_the_loop_without_an_error()
    {
        using var chat = new LiveChat();
        chat.Type("unfinished").Reads("fo> unfinished");
        chat.Stop();
        Assert.Null(await chat.End());
    }

    [Fact]
    public async Task A_terminal_that_cannot_wait_is_restored_all_the_same()
    {
        using var chat = new LiveChat();
        chat.Type("unfinished").Reads("fo> unfinished");
        chat.Terminal.Fail(wait: new IOException("gone"));
        Assert.IsType<IOException>(await chat.End());
    }

    [Fact]
    public async Task A_terminal_that_cannot_write_once_is_restored_all_the_same()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>");
        chat.Terminal.Fail(write: new IOException("gone"));
        chat.Type("x");
        Assert.IsType<IOException>(await chat.End());
    }

    [Fact]
    public void What_was_received_before_is_shown_again_when_asked_for()
    {
        using var chat = new LiveChat(s_plain with { ShowLast = 2 }, before: chat =>
        {
            chat.Peer.Say("doc: one", "doc: two", "doc: three");
            InboxReader inbox = chat.Session.OpenInbox();
            for (int taken = 0; taken < 3;)
            {
                chat.Session.WaitAndRead(Deadline.After(ScriptedServer.Bound));
                while (inbox.Take() is not null)
                    taken++;
            }
        });
        chat.Terminal.Until(cells => cells.All.SequenceEqual(["doc: two", "doc: three", LiveChat.Greeting, "fo>"]));
    }

    [Fact]
    public void What_waits_unread_is_shown_on_entering()
    {
        using var chat = new LiveChat(before: chat =>
        {
            chat.Peer.Say("doc: unread");
            while (chat.Session.UnreadCount == 0)
                chat.Session.WaitAndRead(Deadline.After(ScriptedServer.Bound));
        });
        chat.Shows("doc: unread", "fo>");
    }

    [Theory]
    [InlineData("doc whispers: psst", 1)]
    [InlineData("doc: hey fo!", 1)]
    [InlineData("doc: food", 0)]
    [InlineData("fo: I am fo", 0)]
    [InlineData("* fo joined", 0)]
    [InlineData("doc: \a\a", 0)]
    public void The_bell_rings_for_whispers_and_for_the_own_name_only(string frame, int bells)
    {
        using var chat = new LiveChat(s_plain with { Bell = true });
        chat.Peer.Say(frame, "doc: end");
        chat.Terminal.Until(cells => cells.All.Contains("doc: end"));
        Assert.Equal(bells, chat.Terminal.Look(cells => cells.Bells));
    }

    [Fact]
    public void The_bell_does_not_ring_for_what_one_whispers_oneself()
    {
        using var chat = new LiveChat(s_plain with { Bell = true });
        chat.Type("/w doc hey fo\r");
        Assert.Equal("W doc hey fo", chat.Peer.Read());
        chat.Peer.Say("OK");
        chat.Shows("*you whisper to doc* hey fo", "fo>");
        Assert.Equal(0, chat.Terminal.Look(cells => cells.Bells));
        chat.Peer.Say("doc whispers: hey");
        chat.Terminal.Until(cells => cells.Bells == 1);
    }

    [Fact]
    public void A_whisper_to_oneself_stands_under_the_own_name_and_calls_nobody()
    {
        using var chat = new LiveChat(s_plain with { Bell = true });
        chat.Type("/w fo note\r");
        Assert.Equal("W fo note", chat.Peer.Read());
        chat.Peer.Say("fo whispers: note", "OK");
        chat.Shows("*fo whispers* note", "*you whisper to fo* note", "fo>");
        Assert.Equal(0, chat.Terminal.Look(cells => cells.Bells));
    }

    [Fact]
    public void Without_the_switch_nothing_rings()
    {
        using var chat = new LiveChat();
        chat.Peer.Say("doc whispers: fo fo fo", "doc: end");
        chat.Shows("*doc whispers* fo fo fo", "doc: end", "fo>");
        Assert.Equal(0, chat.Terminal.Look(cells => cells.Bells));
    }

    [Fact]
    public void A_window_that_gets_narrow_keeps_the_line()
    {
        using var chat = new LiveChat();
        chat.Type("a line that is longer than twenty cells").Reads("fo> a line that is longer than twenty cells");
        chat.Terminal.Resize(20);
        chat.Reads("fo> <n twenty cells");
        chat.Type("!\r");
        Assert.Equal("MSG a line that is longer than twenty cells!", chat.Peer.Read());
        Assert.Equal(0, chat.Terminal.Look(cells => cells.Wraps));
    }

    [Fact]
    public void Tab_knows_who_spoke_who_joined_and_not_who_left()
    {
        var clock = new ManualClock();
        using var chat = new LiveChat(clock: clock);
        clock.PerLook = 100; // so that the last who left is not held for a second
        chat.Peer.Say("* dora joined", "* dan joined", "doc: hi", "* dan left");
        chat.Terminal.Until(cells => cells.All.Contains("* dan left"));
        chat.Type("d\t").Reads("fo> doc:");
        chat.Type("\t").Reads("fo> dora:");
        chat.Type("\t").Reads("fo> doc:");
    }

    [Fact]
    public void Tab_knows_who_is_in_the_list()
    {
        using var chat = new LiveChat();
        chat.Type("/who\r");
        Assert.Equal("WHO", chat.Peer.Read());
        chat.Peer.Say("zoe");
        chat.Terminal.Until(cells => cells.All.Any(row => row.StartsWith("-- ", StringComparison.Ordinal) && row.Contains("zoe", StringComparison.Ordinal)));
        chat.Type("/w z\t").Reads("fo> /w zoe");
    }

    [Fact]
    public async Task History_and_the_unfinished_line_are_there_again_after_leaving()
    {
        using var chat = new LiveChat();
        chat.Type("first\r");
        Assert.Equal("MSG first", chat.Peer.Read());
        chat.Type("half a ").Reads("fo> half a");
        chat.Stop();
        Assert.Null(await chat.End());

        chat.EnterAgain().Reads("fo> half a").Type("line\r");
        Assert.Equal("MSG half a line", chat.Peer.Read());
        chat.Terminal.Press(new KeyPress('\0', VirtualKeys.Up), new KeyPress('\0', VirtualKeys.Up));
        chat.Reads("fo> first");
    }

    [Fact]
    public void R_shows_whom_it_answers_and_keeps_to_that()
    {
        using var chat = new LiveChat();
        chat.Peer.Say("doc whispers: psst");
        chat.Terminal.Until(cells => cells.All.Contains("*doc whispers* psst"));
        chat.Type("/r ").Reads("fo> /w doc");
        chat.Peer.Say("eve whispers: me first");
        chat.Terminal.Until(cells => cells.All.Contains("*eve whispers* me first"));
        chat.Type("yes\r");
        Assert.Equal("W doc yes", chat.Peer.Read());
        chat.Terminal.Press(new KeyPress('\0', VirtualKeys.Up));
        chat.Reads("fo> /w doc yes");
    }

    [Fact]
    public void A_target_that_was_not_seen_is_shown_before_anything_is_sent()
    {
        using var chat = new LiveChat();
        chat.Type("/r hello").Reads("fo> /r hello");
        chat.Peer.Say("doc whispers: psst");
        chat.Terminal.Until(cells => cells.All.Contains("*doc whispers* psst"));
        chat.Type("\r").Reads("fo> /w doc hello").Type("\r");
        Assert.Equal("W doc hello", chat.Peer.Read());
    }
}
