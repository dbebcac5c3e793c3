using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using ChatPS.Interactive;
using ChatPS.Tests.Commands;
using ChatPS.Tests.Interactive;
using ChatPS.Tests.Server;
using ChatPS.Text;

namespace ChatPS.Tests.Reliability;

/// <summary>What a foreign server sends to steer a terminal, by every way it could be shown: none of it arrives raw.</summary>
public sealed class HostileTextTests
{
    // A server of another kind, whose names may be anything.
    private const string Pattern = "(?s)^(?<sender>[^|]*)\\|(?<text>.*)$";

    // PowerShell's own, around the headings of a view; the hostile text has no such colour.
    private static readonly Regex s_ownColors = new("\u001b\\[(?:32;1|32;1;3|0)m");

    private static readonly string[] s_payloads = [.. HostileText.Payloads(90)];

    [Fact]
    public void Safe_text_has_none_of_it_and_keeps_what_is_needed()
    {
        Assert.All(HostileText.All, text => Assert.NotNull(HostileText.FirstUnsafe(text)));
        Assert.All(HostileText.All, text => Assert.Null(HostileText.FirstUnsafe(TerminalText.MakeSafe(text))));
        Assert.All(HostileText.Needed, text => Assert.Equal(text, TerminalText.MakeSafe(text)));
    }

    [Fact]
    public async Task Nothing_raw_by_default_output_lists_errors_verbose_and_debug_lines()
    {
        using var server = new ScriptedServer();
        Task serving = ScriptedServer.Run(() => ServeHostile(server));
        using var host = new HostRecorder();
        var shown = new StringBuilder();
        shown.Append(host.Run(ConnectedRunspace.Credential("fo"), $$"""
            $DebugPreference = $VerbosePreference = 'Continue'
            Connect-ChatServer 127.0.0.1 {{server.Port}} -Credential $args[0] -MessagePattern '{{Pattern}}'
            """));
        shown.Append(host.Run(null, $"Receive-ChatMessage -Wait -First {2 * s_payloads.Length}"));
        shown.Append(host.Run(null, "Get-ChatUser; Get-ChatSession; Get-ChatSession | Out-String"));
        shown.Append(host.Run(null, "Send-ChatMessage hi -PassThru; Send-ChatWhisper be hi"));
        shown.Append(host.Run(null, "try { Receive-ChatMessage -Wait } catch { \"$_\"; $_.Exception.ToString() }; Get-ChatSession"));
        await serving;
        AssertNothingRaw(s_ownColors.Replace(shown.ToString(), "").ReplaceLineEndings("\n").Split('\n'));
        foreach (string mark in new[] { "a␛b", "a␀b", "a␡b", "a\uFFFDb", "was bad: ", "whisper was bad: ", "DEBUG: <- ", "Welcome fo " })
            Assert.Contains(mark, shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_raw_in_completions()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            foreach (string payload in s_payloads)
            {
                Assert.Equal("WHO", peer.Read());
                peer.Say("Users: " + payload);
            }
        });
        var offered = new List<string>();
        foreach (string _ in s_payloads)
        {
            const string Line = "Send-ChatWhisper ";
            using PowerShell shell = PowerShell.Create(chat.Host.Runspace);
            foreach (CompletionResult result in CommandCompletion.CompleteInput(Line, Line.Length, null, shell).CompletionMatches)
                offered.AddRange([result.CompletionText, result.ListItemText, result.ToolTip]);
        }

        await chat.Part;
        Assert.InRange(offered.Count, 10, int.MaxValue);
        AssertNothingRaw(offered);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_raw_in_an_interactive_session(bool color)
    {
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        string[] payloads = [.. s_payloads, .. s_payloads.Select(payload => "be: " + payload), .. s_payloads.Select(payload => "be whispers: " + payload)];
        payloads = [.. payloads.Where(payload => Encoding.UTF8.GetByteCount(payload) <= 99)];
        peer.Say([.. payloads, .. HostileText.Needed.Select(text => "be: " + text), "be: the end"]);
        var screen = new CellScreen(400, counting: Counting.CodePoints);
        using var leave = new CancellationTokenSource();
        Task running = Task.Run(() => new ChatLoop([session], screen, new LoopOptions(color, "", Bell: false, ShowLast: 0), Sessions.Call()).Run(leave.Token));
        RawClient.Until(() => running.IsCompleted || session.Recent(1) is [{ Text: "the end" }], "the end");
        await leave.CancelAsync();
        await running.WaitAsync(Sessions.Patience, TestContext.Current.CancellationToken);
        AssertNothingRaw(screen.All);
        Assert.Equal(0, screen.Bells);
        string all = string.Join('\n', screen.All);
        Assert.All(HostileText.Needed, text => Assert.Contains("be: " + text, all, StringComparison.Ordinal));
        Assert.Contains("a␛[2J␛[Hb", all, StringComparison.Ordinal);
    }

    private static void ServeHostile(ScriptedServer server)
    {
        using ScriptedPeer peer = server.Accept();
        Assert.StartsWith("LOGIN ", peer.Read(), StringComparison.Ordinal);
        peer.Say("Welcome fo " + s_payloads[0][..40]);
        foreach (string payload in s_payloads)
            peer.Say(payload + "|x", "x|" + payload);
        Assert.Equal("WHO", peer.Read());
        peer.Say("Users: " + s_payloads[1][..40]);
        Assert.Equal("MSG hi", peer.Read());
        peer.Say("NO - was bad: " + s_payloads[2][..25]);
        Assert.Equal("W be hi", peer.Read());
        peer.Say("NO - whisper was bad: " + s_payloads[0][..25]);
        peer.Write(0x1B, (byte)']');
    }

    private static void AssertNothingRaw(IEnumerable<string> lines) => Assert.All(lines, line => Assert.Null(HostileText.FirstUnsafe(line)));
}
