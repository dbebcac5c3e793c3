using ChatPS.Client;
using ChatPS.Interactive;
using ChatPS.Tests.Client;

namespace ChatPS.Tests.Interactive;

/// <summary>A session with -Reconnect loses its connection while somebody types.</summary>
public sealed class ReconnectingTests
{
    [Fact]
    public async Task The_prompt_shows_the_tries_and_nothing_typed_is_lost()
    {
        using var chat = new ReconnectHarness();
        using var stop = new CancellationTokenSource();
        var terminal = new LiveTerminal(width: 200);
        var loop = new ChatLoop([chat.Session], terminal, new LoopOptions(Color: false, TimeFormat: "", Bell: false, ShowLast: 0), new CallOptions(ScriptedServer.Bound, stop.Token));
        Task running = ScriptedServer.Run(() => loop.Run(stop.Token));
        terminal.Type("hello\r");
        Assert.Equal("MSG hello", chat.Peer.Read());
        terminal.Type("half a");
        terminal.Until(cells => cells.CursorRow.EndsWith("> half a", StringComparison.Ordinal));
        chat.Break();
        terminal.Until(cells => cells.CursorRow.StartsWith("fo (reconnecting, next try in ", StringComparison.Ordinal) && cells.CursorRow.EndsWith("> half a", StringComparison.Ordinal));
        terminal.Until(cells => cells.All.Contains("!! In doubt, the connection was lost behind it: hello"));
        terminal.Type(" word\r");
        terminal.Until(cells => cells.All.Contains("!! Not sent, there is no connection: half a word"));
        chat.ComeBack();
        terminal.Until(cells => cells.CursorRow == "fo>" && cells.All.Any(row => row.StartsWith("-- There was no connection from ", StringComparison.Ordinal)));
        terminal.Press(new KeyPress('\0', VirtualKeys.Up), new KeyPress('\r'));
        Assert.Equal("MSG half a word", chat.Peer.Read());
        terminal.Type("/quit\r");
        await running.WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        Assert.Equal(ChatSessionState.Opened, chat.Session.State);
    }
}
