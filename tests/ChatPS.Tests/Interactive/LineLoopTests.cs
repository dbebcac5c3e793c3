using ChatPS.Client;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

public sealed class LineLoopTests : IDisposable
{
    private const string Welcome = "-- Enter says what you typed. /help lists the commands, /quit leaves.";

    private readonly ScriptedServer _server = new();
    private readonly LineFeed _lines = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ScriptedPeer _peer;
    private readonly ChatSession _session;

    public LineLoopTests()
    {
        Task<ScriptedPeer> accepting = Task.Run(_server.AcceptLogin);
        _session = ChatSession.Connect(new ConnectOptions("127.0.0.1", _server.Port, "fo"), "secret", Call);
        _peer = accepting.GetAwaiter().GetResult();
    }

    private CallOptions Call => new(ScriptedServer.Bound, _stop.Token);

    [Fact]
    public async Task Lines_are_said_empty_ones_are_not_and_what_comes_is_shown_meanwhile()
    {
        Task running = Run();
        _peer.Say("doc: first");
        _lines.Shows("doc: first");
        _lines.Give("one", "", "  ", "two");
        Assert.Equal(["MSG one", "MSG two"], [_peer.Read(), _peer.Read()]);
        _peer.Say("fo: one", "fo: two");
        _lines.Shows("doc: first", "fo: one", "fo: two");
        _lines.Give((string?)null);
        await running.WaitAsync(ScriptedServer.Bound);
        Assert.Equal(ChatSessionState.Opened, _session.State);
    }

    [Fact]
    public async Task An_answer_goes_to_who_had_whispered_when_its_line_was_begun()
    {
        _lines.IsTyped = true;
        Task running = Run();
        _peer.Say("doc whispers: psst");
        _lines.Shows(Welcome, "*doc whispers* psst");
        _lines.HasBegun = true;
        _peer.Say("eve whispers: me first");
        _lines.Shows(Welcome, "*doc whispers* psst", "*eve whispers* me first");
        _lines.Give("/r yes");
        Assert.Equal("W doc yes", _peer.Read());
        _lines.HasBegun = false;
        _peer.Say("OK");
        _lines.Shows(Welcome, "*doc whispers* psst", "*eve whispers* me first", "*you whisper to doc* yes");
        _peer.Say("be: next");
        _lines.Shows(Welcome, "*doc whispers* psst", "*eve whispers* me first", "*you whisper to doc* yes", "be: next");
        _lines.Give("/r and you");
        Assert.Equal("W eve and you", _peer.Read());
        _lines.Give("/quit");
        await running.WaitAsync(ScriptedServer.Bound);
    }

    [Fact]
    public async Task At_the_end_of_the_lines_the_answers_owed_are_awaited()
    {
        _lines.Give("hi", "/who", null);
        Task running = Run(lastWords: ScriptedServer.Bound);
        Assert.Equal(["MSG hi", "WHO"], [_peer.Read(), _peer.Read()]);
        _peer.Say("fo: hi", "be fo");
        await running.WaitAsync(ScriptedServer.Bound);
        Assert.Equal(["fo: hi", "-- 2 here: be fo"], _lines.Shown);
    }

    [Fact]
    public async Task What_comes_is_shown_although_there_is_always_another_line()
    {
        using var heard = new ManualResetEventSlim();
        var endless = new EndlessLines(until: heard);
        var loop = new LineLoop(
            [_session], endless, line =>
            {
                if (line == "doc: first")
                    heard.Set();
            },
            new LoopOptions(Color: false, TimeFormat: "", Bell: false, ShowLast: 0), Call)
        {
            LastWords = TimeSpan.Zero,
        };
        Task running = ScriptedServer.Run(loop.Run);
        Task draining = ScriptedServer.Run(() =>
        {
            while (_peer.TryRead() is not null)
            {
            }
        });
        _peer.Say("doc: first");
        Assert.True(heard.Wait(ScriptedServer.Bound), $"Nothing was shown in {endless.Count} lines.");
        await running.WaitAsync(ScriptedServer.Bound);
        _session.Dispose();
        await draining;
    }

    [Fact]
    public async Task A_stop_ends_it_at_the_next_line()
    {
        var endless = new EndlessLines(until: null);
        Task running = ScriptedServer.Run(new LineLoop([_session], endless, _lines.Show, new LoopOptions(Color: false, TimeFormat: "", Bell: false, ShowLast: 0), Call).Run);
        Assert.StartsWith("MSG ", _peer.Read(), StringComparison.Ordinal);
        _stop.Cancel();
        await running.WaitAsync(ScriptedServer.Bound);
        int count = endless.Count;
        Assert.Equal(count, endless.Count);
    }

    [Fact]
    public async Task What_was_asked_is_given_up_on_leaving()
    {
        _lines.Give("/who", "/w doc hi", "/quit");
        await Run(lastWords: TimeSpan.Zero).WaitAsync(ScriptedServer.Bound);
        Assert.False(_session.HasPending);

        // So a late list is nobody's answer.
        Assert.Equal(["WHO", "W doc hi"], [_peer.Read(), _peer.Read()]);
        Task<IReadOnlyList<string>> asking = Task.Run(() => _session.ListUsers(Call));
        Assert.Equal("WHO", _peer.Read());
        _peer.Say("fo old", "OK - whispered to doc", "fo new");
        Assert.Equal(["fo", "new"], await asking);
    }

    [Fact]
    public async Task An_unknown_command_is_shown_without_what_a_terminal_would_obey()
    {
        _lines.Give("/\u001b]0;owned\u0007", null);
        await Run().WaitAsync(ScriptedServer.Bound);
        Assert.DoesNotContain(string.Concat(_lines.Shown), c => c is '\u001b' or '\u0007');
        Assert.Contains("owned", _lines.Shown[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_behind_quit_are_left_for_others()
    {
        _lines.Give("/quit", "Get-Date", null);
        await Run().WaitAsync(ScriptedServer.Bound);
        Assert.Equal(["Get-Date", null], _lines.Left);
        _session.Dispose();
        Assert.Null(_peer.TryRead());
    }

    [Fact]
    public async Task A_server_that_goes_is_an_error_behind_its_last_words()
    {
        Task running = Run();
        _peer.Say("doc: bye");
        _peer.Dispose();
        ChatException end = await Assert.ThrowsAsync<ChatException>(() => running.WaitAsync(ScriptedServer.Bound));
        Assert.Equal(ChatFailure.ConnectionLost, end.Failure);
        Assert.Equal(["doc: bye"], _lines.Shown);
    }

    [Fact]
    public async Task A_stop_ends_it()
    {
        Task running = Run();
        _peer.Say("doc: here");
        _lines.Shows("doc: here");
        _stop.Cancel();
        await running.WaitAsync(ScriptedServer.Bound);
    }

    [Fact]
    public async Task Commands_work_and_without_a_screen_there_is_nothing_to_clear()
    {
        _lines.Give("/clear", "/w doc psst");
        Task running = Run();
        Assert.Equal("W doc psst", _peer.Read());
        _peer.Say("OK");
        _lines.Shows("*you whisper to doc* psst");
        _lines.Give((string?)null);
        await running.WaitAsync(ScriptedServer.Bound);
    }

    [Fact]
    public async Task Where_somebody_types_a_lost_connection_is_not_the_end()
    {
        _lines.IsTyped = true;
        Task running = Run();
        _peer.Say("doc: bye");
        _lines.Shows(Welcome, "doc: bye");
        _peer.Dispose();
        _lines.Shows(Welcome, "doc: bye", "!! The server closed the connection. What you type is kept, and not sent; /quit leaves.");
        _lines.Give("Remove-Item everything");
        _lines.Shows(Welcome, "doc: bye", "!! The server closed the connection. What you type is kept, and not sent; /quit leaves.", "!! Not sent, there is no connection: Remove-Item everything");
        _lines.Give("/quit", "left");
        var end = await Assert.ThrowsAsync<ChatException>(() => running.WaitAsync(ScriptedServer.Bound));
        Assert.Equal(ChatFailure.ConnectionLost, end.Failure);
        Assert.Equal(["left"], _lines.Left);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _session.Dispose();
        _peer.Dispose();
        _server.Dispose();
    }

    // Lines that are always there, as of a file.
    private sealed class EndlessLines(ManualResetEventSlim? until) : ILineSource
    {
        public bool IsTyped => false;

        public bool HasBegun => false;

        public TimeSpan Slice => TimeSpan.Zero;

        public int Count { get; private set; }

        public bool TryRead(out string? line)
        {
            line = until?.IsSet == true ? null : "x" + Count++;
            return true;
        }
    }

    private Task Run(TimeSpan? lastWords = null)
    {
        var loop = new LineLoop([_session], _lines, _lines.Show, new LoopOptions(Color: false, TimeFormat: "", Bell: false, ShowLast: 0), Call) { LastWords = lastWords ?? TimeSpan.FromSeconds(1) };
        return ScriptedServer.Run(loop.Run);
    }
}
