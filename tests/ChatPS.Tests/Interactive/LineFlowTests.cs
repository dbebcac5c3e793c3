using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>What happens to lines on their way to the screen: dates, joins that share a row, the log.</summary>
public sealed class LineFlowTests : IDisposable
{
    private static readonly DateTime s_evening = new(2026, 3, 1, 23, 59, 0, DateTimeKind.Local);

    private readonly List<MessageLine> _shown = [];
    private readonly ManualClock _clock = new();
    private readonly LineFlow _flow;
    private readonly string _file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("n"));

    public LineFlowTests() => _flow = new LineFlow(_shown.Add, s_evening, _clock.Read);

    private IEnumerable<string> Texts => _shown.Select(line => line.Text);

    [Fact]
    public void A_new_date_has_a_row_of_its_own()
    {
        Add("late", s_evening);
        Add("early", s_evening.AddMinutes(2));
        Add("later", s_evening.AddMinutes(3));
        Add("old", s_evening.AddDays(-1));
        Assert.Equal(["late", "Monday, 2026-03-02", "early", "later", "Saturday, 2026-02-28", "old"], Texts);
        Assert.Equal(ChatMessageKind.Notice, _shown[1].Kind);
    }

    [Fact]
    public void Who_comes_and_goes_at_the_same_time_shares_a_row()
    {
        foreach (string what in new[] { "doc joined", "be joined", "ann left", "be left", "zoe left", "zoe joined" })
            Presence(what);
        Assert.Empty(_shown);
        Add("hi", s_evening);
        Assert.Equal(["* doc joined; be joined and left; ann left; zoe left and joined", "hi"], Texts);
    }

    [Fact]
    public void One_alone_is_shown_as_it_is_after_a_moment()
    {
        Presence("doc joined");
        _flow.Update();
        Assert.Empty(_shown);
        _clock.Advance(TimeSpan.FromSeconds(0.999));
        _flow.Update();
        Assert.Empty(_shown);
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        _flow.Update();
        Assert.Equal(["* doc joined"], Texts);
        _flow.Update();
        Assert.Single(_shown);
    }

    [Fact]
    public void The_words_of_other_servers_are_shown_at_once()
    {
        Presence("doc has joined the room");
        Assert.Equal(["* doc has joined the room"], Texts);
    }

    [Fact]
    public void A_crowd_that_comes_does_not_grow_one_row_for_ever()
    {
        for (int i = 0; i < 100; i++)
            Presence($"user{i} joined");
        _flow.End();
        Assert.InRange(_shown.Count, 2, 50);
        Assert.All(Texts, text => Assert.InRange(text.Length, 1, 500));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => "user" + i), Texts.SelectMany(text => text.Replace("* ", "").Replace(" joined", "").Split(", ")));
    }

    [Fact]
    public void The_log_has_what_is_shown_from_its_begin_to_its_end()
    {
        Add("before", s_evening);
        Assert.Null(_flow.Log.TryBegin(_file));
        Add("hi", s_evening, "doc");
        Presence("be joined");
        Add("early", s_evening.AddMinutes(2), "doc");
        _flow.Update();
        string[] logged = ["2026-03-01 23:59:00 doc: hi", "2026-03-01 23:59:00 * be joined", "2026-03-02 00:01:00 -- Monday, 2026-03-02", "2026-03-02 00:01:00 doc: early"];
        Assert.Equal(logged, File.ReadAllLines(_file));
        Assert.Null(_flow.Log.End());
        Add("after", s_evening);
        _flow.Update();
        Assert.Equal(logged, File.ReadAllLines(_file));
        Assert.Null(_flow.Log.TryBegin(_file));
        Presence("held joined");
        _flow.End();
        Assert.Equal([.. logged, "2026-03-01 23:59:00 * held joined"], File.ReadAllLines(_file)[..4].Append(File.ReadAllLines(_file)[^1]));
    }

    [Fact]
    public void A_log_that_cannot_begin_says_why_and_the_one_before_goes_on()
    {
        Assert.Null(_flow.Log.TryBegin(_file));
        Assert.NotNull(_flow.Log.TryBegin(Path.Combine(_file, "below", "a", "file")));
        Assert.NotNull(_flow.Log.TryBegin(Path.GetTempPath()));
        Assert.NotNull(_flow.Log.TryBegin("\0"));
        Assert.Equal(_file, _flow.Log.Path);
    }

    [Fact]
    public async Task A_pipe_that_nobody_reads_and_a_terminal_hold_up_nothing()
    {
        Assert.SkipUnless(PseudoTerminal.Missing is null, PseudoTerminal.Missing ?? "");
        string pipe = NamedPipe.Create();
        Task<string?> beginning = Task.Run(() => _flow.Log.TryBegin(pipe), TestContext.Current.CancellationToken);
        Assert.Contains("no regular file", await beginning.WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // One that takes the place of the log ends it.
        Assert.Null(_flow.Log.TryBegin(_file));
        File.Delete(_file);
        File.Move(pipe, _file);
        Add("hi", s_evening);
        await Task.Run(_flow.Update, TestContext.Current.CancellationToken).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        Assert.Equal($"The log has ended: '{_file}' is no regular file.", Assert.Single(_shown, line => line.Kind == ChatMessageKind.Refusal).Text);
        using var terminal = new PseudoTerminal();
        Assert.Contains("no regular file", _flow.Log.TryBegin(terminal.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_breaks_is_said_once_and_the_chat_goes_on()
    {
        Assert.Null(_flow.Log.TryBegin(_file));
        File.Delete(_file);
        Directory.CreateDirectory(_file);
        Add("hi", s_evening);
        _flow.Update();
        Add("on", s_evening);
        _flow.Update();
        Assert.StartsWith("The log has ended: ", Assert.Single(_shown, line => line.Kind == ChatMessageKind.Refusal).Text, StringComparison.Ordinal);
        Directory.Delete(_file);
    }

    public void Dispose() => File.Delete(_file);

    private void Add(string text, DateTime time, string sender = "doc") => _flow.Add(new MessageLine(time, ChatMessageKind.Message, sender, text));

    private void Presence(string what) => _flow.Add(new MessageLine(s_evening, ChatMessageKind.Presence, null, "* " + what));
}
