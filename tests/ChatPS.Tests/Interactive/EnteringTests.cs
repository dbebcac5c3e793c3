using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>What who enters is told.</summary>
public sealed class EnteringTests
{
    private static readonly LoopOptions s_announcing = new(Color: false, TimeFormat: "", Bell: false, ShowLast: 0) { Announces = true };

    [Fact]
    public void Who_is_here_is_asked_and_shown()
    {
        using var chat = new LiveChat(s_announcing);
        Assert.Equal("WHO", chat.Peer.Read());
        chat.Peer.Say("be doc fo");
        chat.Shows("-- 3 here: be doc fo", "fo>");
        chat.Type("b\t").Reads("fo> be:");
    }

    [Fact]
    public void A_server_that_has_no_list_is_said_soon_and_is_no_error_and_a_late_list_is_shown()
    {
        using var chat = new LiveChat(s_announcing);
        Assert.Equal("WHO", chat.Peer.Read());
        var waited = System.Diagnostics.Stopwatch.StartNew();
        chat.Shows("-- The server has not said who is here.", "fo>");
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(12));
        Assert.DoesNotContain("unanswered", chat.Terminal.Look(cells => cells.Raw.ToString()), StringComparison.Ordinal);
        chat.Peer.Say("be doc fo");
        chat.Shows("-- The server has not said who is here.", "-- be doc fo", "fo>");
    }

    [Fact]
    public void What_came_before_is_counted_from_its_first_and_shown_with_its_own_time()
    {
        DateTime before = DateTime.Now;
        using var chat = new LiveChat(s_announcing with { TimeFormat = "HH:mm:ss.fff" }, terminal: new LiveTerminal(width: 200), before: chat =>
        {
            chat.Peer.Say("doc: one", "doc: two");
            Assert.True(SpinWait.SpinUntil(() => chat.Session.UnreadCount == 2, ScriptedServer.Bound));
        });
        Assert.Equal("WHO", chat.Peer.Read());
        chat.Peer.Say("fo");
        chat.Terminal.Until(cells => cells.All.Count == 6);
        Assert.Matches($@"^\S+ -- 2 messages since {before:HH}:\d\d$", chat.Row(1));
        DateTime first = DateTime.ParseExact(chat.Row(2).Split(' ')[0], "HH:mm:ss.fff", null);
        DateTime greeted = DateTime.ParseExact(chat.Row(0).Split(' ')[0], "HH:mm:ss.fff", null);
        Assert.True(first <= greeted, $"{first} {greeted}");
        Assert.EndsWith("doc: two", chat.Row(3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_is_begun_and_ended_by_commands_and_hostile_names_begin_no_line()
    {
        string file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("n") + " x.log");
        using var chat = new LiveChat(s_announcing with { Announces = false, ResolvePath = name => Path.Combine(Path.GetTempPath(), name) }, terminal: new LiveTerminal(width: 200));
        chat.Type($"/log {Path.GetFileName(file)}\r").Shows($"-- What is shown goes to {Path.GetFileName(file)} from now on, whispers too. /log off ends that.", "fo>");
        chat.Peer.Say("doc: \u001b]0;owned\u0007\u001b[31m", "2026-01-01 12:00:00 be: no");
        chat.Terminal.Until(cells => cells.All.Count == 5);
        chat.Type("/log off\r");
        chat.Terminal.Until(cells => cells.All.Any(row => row.StartsWith("-- The log has ended: ", StringComparison.Ordinal)));
        chat.Type("/log off\r");
        chat.Terminal.Until(cells => cells.All.Contains("-- There is no log."));
        string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Equal(3, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith($"{DateTime.Now:yyyy}-", line, StringComparison.Ordinal));
        File.Delete(file);
    }

    [Fact]
    public void A_path_that_means_no_file_is_an_error()
    {
        using var chat = new LiveChat(s_announcing with { Announces = false, ResolvePath = path => throw new ArgumentException($"'{path}' is no file.") });
        chat.Type("/log Env:PATH\r").Shows("!! No log: 'Env:PATH' is no file.", "fo>");
        chat.Type("/log\r").Shows("!! No log: 'Env:PATH' is no file.", "!! Usage: /log file", "fo>");
    }
}
