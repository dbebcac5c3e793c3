using ChatPS.Commands;
using ChatPS.Interactive;
using ChatPS.Tests.Interactive;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Commands;

/// <summary>The operator's console: every command, wrong input, and leaving by each way, beside clients of a real server.</summary>
public sealed class ServerConsoleTests : IDisposable
{
    private static readonly LoopOptions s_plain = new(Color: false, TimeFormat: "", Bell: false, ShowLast: 0);

    private readonly TestServer _test = new();
    private readonly LineFeed _lines = new();
    private readonly CancellationTokenSource _stop = new();

    private ChatServer Server => _test.Server;

    public void Dispose()
    {
        _stop.Dispose();
        _test.Dispose();
    }

    [Fact]
    public async Task What_happens_is_shown_as_it_happens()
    {
        Task running = Run(showsMessages: true);
        using (RawClient fo = _test.LogIn("fo"))
        {
            using RawClient other = _test.Connect();
            other.Ask("LOGIN FO pw");
            fo.Ask("MSG hello \u001b[31m");
            fo.Send("W fo secret");
            fo.Read(2);
            other.SendBytes("xx");
            other.ReadToEnd();
        }

        _lines.Shows(
            "* 127.0.0.1 connected", "* fo (127.0.0.1) logged in", "* 127.0.0.1 connected", "!! FO (127.0.0.1) was refused: already logged in",
            "fo: hello ␛[31m", "!! 127.0.0.1 was dropped: not understood", "* fo (127.0.0.1) left");
        _lines.Give("/quit");
        await running;
        Assert.Equal(ChatServerState.Running, Server.State);
        Assert.False(Server.Log.RecordsMessages);
    }

    [Fact]
    public async Task Without_being_asked_it_shows_nothing_that_is_said_and_as_much_of_before_as_asked()
    {
        using RawClient fo = _test.LogIn("fo");
        Task running = Run(showLast: 1);
        _lines.Shows("* fo (127.0.0.1) logged in");
        fo.Ask("MSG hello");
        _lines.Give("/bans");
        _lines.Shows("* fo (127.0.0.1) logged in", "-- nobody is banned");
        _lines.Give((string?)null);
        await running;
    }

    [Fact]
    public async Task A_text_is_a_notice_to_all()
    {
        using RawClient fo = _test.LogIn("fo");
        Task running = Run();
        _lines.Give("break in ten minutes", "//who", "   ");
        Assert.Equal(["* server: break in ten minutes", "* server: /who"], fo.Read(2));
        _lines.Shows("-- said to all: break in ten minutes", "-- said to all: /who");
        _lines.Give("/quit");
        await running;
    }

    [Fact]
    public async Task Clients_are_listed_kicked_and_banned()
    {
        using RawClient fo = _test.LogIn("fo");
        using RawClient be = _test.LogIn("be");
        Task running = Run();
        _lines.Give("/kick FO go home", "/kick nobody", "/ban be 5", "/bans", "/unban be", "/unban be");
        Assert.Equal(["NO - disconnected: go home"], fo.ReadToEnd());
        Assert.Equal(["NO - disconnected: banned"], be.ReadToEnd());
        RawClient.Until(() => _lines.Shown.Length >= 7, "all lines");
        string[] shown = _lines.Shown;
        Assert.Equal(["!! fo (127.0.0.1) was disconnected: go home", "!! Nobody is connected as nobody.", "-- be is banned for 5 minutes", "!! be (127.0.0.1) was disconnected: banned"], shown[..4]);
        Assert.StartsWith("-- be until ", shown[4], StringComparison.Ordinal);
        Assert.Equal(["-- be is no longer banned", "!! be is not banned."], shown[5..]);
        using RawClient again = _test.LogIn("be");
        _lines.Give("/who");
        RawClient.Until(() => _lines.Shown[^1] == "-- 1 connected, 1 logged in", "the list");
        Assert.Matches(@"^-- be +127\.0\.0\.1 +since \d\d:\d\d:\d\d, idle 00:0\d:\d\d$", _lines.Shown[^2]);
        _lines.Give("/ban 127.0.0.1");
        Assert.Equal(["NO - disconnected: banned"], again.ReadToEnd());
        _lines.Give("/unban 127.0.0.1", "/kick 127.0.0.1", "/quit");
        await running;
        Assert.Equal("!! Nobody is connected as 127.0.0.1.", _lines.Shown[^1]);
    }

    [Fact]
    public async Task Limits_and_the_message_of_the_day_are_shown_and_changed()
    {
        Task running = Run();
        _lines.Give("/limit maxclient 2", "/limit MessagesPerSecond 9", "/limit LoginTimeout 30", "/limit MaxClientPerAddress 4", "/limit", "/motd Be kind.", "/motd", "/quit");
        await running;
        Assert.Equal(
            [
                "-- changed: MaxClient: 2", "-- changed: MessagesPerSecond: 9", "-- changed: LoginTimeout: 00:00:30", "-- changed: MaxClientPerAddress: 4",
                "-- MaxClient 2, MaxClientPerAddress 4, MessagesPerSecond 9, LoginTimeout 30", "-- changed: Motd: Be kind.", "-- changed: Motd: ",
            ],
            _lines.Shown);
    }

    [Theory]
    [InlineData("/kick", "Usage: /kick name [reason]")]
    [InlineData("/ban", "Usage: /ban name|address [minutes]")]
    [InlineData("/ban fo never", "Usage: /ban name|address [minutes]")]
    [InlineData("/ban fo -1", "Usage: /ban name|address [minutes]")]
    [InlineData("/ban f: 1", "Usage: /ban name|address [minutes]")]
    [InlineData("/unban", "Usage: /unban name|address")]
    [InlineData("/limit MaxClient", "Usage: /limit name value, where name is MaxClient, MaxClientPerAddress, MessagesPerSecond or LoginTimeout (seconds), and value a number.")]
    [InlineData("/limit MaxClient 0", "Usage: /limit name value, where name is MaxClient, MaxClientPerAddress, MessagesPerSecond or LoginTimeout (seconds), and value a number.")]
    [InlineData("/limit Weather 1", "Usage: /limit name value, where name is MaxClient, MaxClientPerAddress, MessagesPerSecond or LoginTimeout (seconds), and value a number.")]
    [InlineData("/kik fo", "There is no command /kik. Did you mean /kick? To say it as text, write //kik.")]
    [InlineData("/\u001b", "There is no command /␛. /help lists them. To say it as text, write //␛.")]
    public async Task Wrong_input_is_explained_and_changes_nothing(string line, string explained)
    {
        using RawClient fo = _test.LogIn("fo");
        Task running = Run();
        _lines.Give(line, "/quit");
        await running;
        Assert.Equal(["!! " + explained], _lines.Shown);
        Assert.Equal("USERS 1: fo", fo.Ask("WHO"));
    }

    [Fact]
    public async Task The_help_names_every_command()
    {
        Task running = Run();
        _lines.Give("/help", "/q");
        await running;
        string[] commands = [.. _lines.Shown.Select(line => line.Split(' ')[1])];
        Assert.Equal(["/who", "/kick", "/ban", "/bans", "/unban", "/limit", "/motd", "/stop", "/clear", "/quit", "/help", "//text"], commands);
    }

    [Fact]
    public async Task A_stop_ends_server_and_console()
    {
        using RawClient fo = _test.LogIn("fo");
        Task running = Run();
        _lines.Give("/stop");
        await running;
        Assert.Equal(ChatServerState.Stopped, Server.State);
        Assert.Equal(["* server is stopping"], fo.ReadToEnd());
        Assert.Equal(["!! fo (127.0.0.1) was dropped: the server stops", "-- the server has stopped"], _lines.Shown);
    }

    [Fact]
    public async Task After_the_end_of_the_server_commands_say_so_and_the_console_stays_until_it_is_left()
    {
        Task running = Run();
        Server.Stop();
        _lines.Shows("-- the server has stopped");
        _lines.Give("/who", "/quit");
        await running;
        Assert.Equal($"!! The chat server on {Server} has stopped.", _lines.Shown[^1]);
    }

    [Fact]
    public async Task In_a_terminal_what_is_typed_stays_while_events_come()
    {
        var terminal = new LiveTerminal();
        using RawClient be = _test.LogIn("be");
        Task running = RunIn(terminal);
        string prompt = $"server {Server.Port}> ";
        terminal.Until(cells => cells.CursorRow == prompt.TrimEnd() || cells.CursorRow == prompt);
        terminal.Type("/ki");
        terminal.Type("\t");
        terminal.Until(cells => cells.CursorRow.StartsWith(prompt + "/kick", StringComparison.Ordinal));
        using RawClient fo = _test.LogIn("fo");
        terminal.Until(cells => cells.All.Any(row => row.StartsWith("* fo (127.0.0.1) logged in", StringComparison.Ordinal)) && cells.CursorRow.StartsWith(prompt + "/kick", StringComparison.Ordinal));
        terminal.Type("b\t");
        terminal.Until(cells => cells.CursorRow.StartsWith(prompt + "/kick be", StringComparison.Ordinal));
        terminal.Type("and out");
        terminal.Until(cells => cells.CursorRow.TrimEnd().EndsWith("and out", StringComparison.Ordinal));
        terminal.Type("\r");
        Assert.Equal(["NO - disconnected: and out"], be.ReadToEnd());
        terminal.Type("\x1b[200~one\n/stop\x1b[201~");
        terminal.Until(cells => cells.CursorRow.Contains("send 2 messages?", StringComparison.Ordinal));
        terminal.Type("\r");
        Assert.Equal(["* server: one", "* server: /stop"], fo.Read(2));
        terminal.Type("\u0004");
        await running;
        Assert.Equal(ChatServerState.Running, Server.State);
        Assert.Contains("-- You have left the console.", terminal.Look(cells => cells.All).Select(row => row.TrimEnd()));
    }

    [Fact]
    public async Task A_stopped_pipeline_leaves_the_console_and_the_server_runs_on()
    {
        var terminal = new LiveTerminal();
        Task running = RunIn(terminal);
        terminal.Until(cells => cells.CursorRow.StartsWith("server", StringComparison.Ordinal));
        await _stop.CancelAsync();
        await running;
        Assert.Equal(ChatServerState.Running, Server.State);
        Assert.Contains("-- Stopped by Ctrl+C.", terminal.Look(cells => cells.All).Select(row => row.TrimEnd()));
    }

    private Task Run(bool showsMessages = false, int showLast = 0)
    {
        var console = new ServerConsole(Server, showLast, showsMessages, _stop.Token);
        return Task.Run(() =>
        {
            using (console)
                new ConsoleLineLoop(console, _lines, _lines.Show, s_plain).Run(_stop.Token);
        });
    }

    private Task RunIn(LiveTerminal terminal)
    {
        var console = new ServerConsole(Server, 0, false, _stop.Token);
        return Task.Run(() =>
        {
            using (console)
                new ConsoleLoop(console, terminal, s_plain).Run(_stop.Token);
        });
    }
}
