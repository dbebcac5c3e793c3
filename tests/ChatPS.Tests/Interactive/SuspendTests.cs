using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>The process is stopped, and goes on.</summary>
public sealed class SuspendTests
{
    [Fact]
    public void Ctrl_Z_leaves_the_terminal_as_it_was_and_sets_it_again_after()
    {
        using var chat = new LiveChat();
        chat.Type("half").Reads("fo> half");
        (bool, bool, string) meanwhile = default;
        chat.Terminal.Look(cells => cells.OnSuspend = screen =>
        {
            meanwhile = (screen.MarksPastes, screen.IsTakenOver, screen.CursorRow);
            screen.Disturb();
        });
        chat.Type("\x1a");
        chat.Terminal.Until(cells => cells.All.Contains("[1]+  Stopped") && cells.CursorRow == "fo> half" && cells is { MarksPastes: true, IsTakenOver: true });
        Assert.Equal((false, false, ""), meanwhile);
        chat.Type(" a line\r");
        Assert.Equal("MSG half a line", chat.Peer.Read());
    }

    [Fact]
    public void A_stop_from_outside_is_seen_by_the_time_it_took()
    {
        using var chat = new LiveChat();
        chat.Type("half").Reads("fo> half");
        chat.Terminal.StopFor(TimeSpan.FromMilliseconds(1000));
        chat.Terminal.Until(cells => cells.All.Contains("[1]+  Stopped") && cells.CursorRow == "fo> half" && cells is { MarksPastes: true, IsTakenOver: true });
    }

    [Fact]
    public void What_another_process_sets_when_it_goes_on_is_set_back()
    {
        using var chat = new LiveChat();
        chat.Reads("fo>");
        chat.Terminal.Look(cells => cells.OnSuspend = screen =>
        {
            screen.Disturb();
            screen.Undoes = 1;
        });
        chat.Type("\x1a");
        chat.Terminal.Until(cells => cells.All.Contains("[1]+  Stopped") && cells is { CursorRow: "fo>", Undoes: < 0, IsTakenOver: true });
    }

    [Fact]
    public async Task Ctrl_C_is_a_key_but_while_something_is_sent()
    {
        var clock = new ManualClock();
        using var chat = new LiveChat(timeout: TimeSpan.FromSeconds(2), clock: clock);
        chat.Reads("fo>");
        Assert.True(chat.Terminal.Look(cells => cells.IsTakenOver));
        chat.Paste(chat.TooMuch(8000)).Type("\r");
        chat.Terminal.Until(cells => cells is { IsTakenOver: false });
        clock.PerLook = 100;
        chat.Terminal.Until(cells => cells is { IsTakenOver: true });
        chat.Type("\x03");
        Assert.Null(await chat.End());
        Assert.False(chat.Terminal.Look(cells => cells.IsTakenOver));
    }
}
