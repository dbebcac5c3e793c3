using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using ChatPS.Client;
using ChatPS.Interactive;
using ChatPS.Tests.Commands;
using ChatPS.Tests.Interactive;

namespace ChatPS.Tests.Reliability;

/// <summary>
/// The same hostile payloads through every way out of the module: what comes out is safe as it is, before a screen looks at it once more.
/// <see cref="ChatMessage.RawText"/> and <see cref="ChatMessage.RawBytes"/> alone are what really came.
/// </summary>
public sealed class HostileExitsTests
{
    private const string Pattern = "(?s)^(?<sender>[^|]*)\\|(?<text>.*)$";

    // Short enough for every frame that they are put into, and for a list behind which no client waits for another frame.
    private static readonly string[] s_payloads = [.. HostileText.Payloads(48)];

    private static readonly string[] s_raw = [nameof(ChatMessage.RawText), nameof(ChatMessage.RawBytes)];

    private static readonly string[] s_sendingCommands = ["Send-ChatWhisper be hi", "Send-ChatMessage hi", "Send-ChatMessage hi -PassThru"];

    private static readonly LoopOptions s_plain = new(Color: false, TimeFormat: "", Bell: false, ShowLast: 0);

    private static readonly Dictionary<string, Func<IEnumerable<string?>>> s_exits = new()
    {
        ["login refusal"] = LoginRefusals,
        ["login refusal as an error record"] = LoginErrorRecords,
        ["welcome"] = Welcomes,
        ["properties of messages, whispers and notices, as for CSV and JSON"] = ObjectProperties,
        ["properties of users, as for CSV and JSON"] = UserProperties,
        ["refusals as error records"] = RefusalErrorRecords,
        ["texts that came back altered"] = AlteredErrorRecords,
        ["verbose and debug"] = VerboseAndDebug,
        ["why a session ended"] = Endings,
        ["completion of names"] = Completions,
        ["lines without a terminal"] = LoopLines,
        ["history shown again"] = History,
        ["what a screen is given"] = ScreenLines,
        ["words that are refused in a session"] = RefusedWords,
        ["names to complete in a session"] = RosterNames,
        ["lines of a log"] = LoggedLines,
        ["titles and notes of a terminal"] = Notes,
    };

    public static TheoryData<string> Exits() => [.. s_exits.Keys];

    [Theory]
    [MemberData(nameof(Exits))]
    public async Task Nothing_raw_comes_out(string exit)
    {
        string?[] shown = await Task.Run(() => s_exits[exit]().ToArray(), TestContext.Current.CancellationToken).WaitAsync(2 * ScriptedServer.Bound, TestContext.Current.CancellationToken);
        Assert.Contains(shown, text => text?.Contains("␛[31m", StringComparison.Ordinal) == true);
        Assert.All(shown, text => Assert.Null(HostileText.FirstUnsafe(text ?? "")));
    }

    /// <summary>The table would be worth nothing if what it sends were not hostile.</summary>
    [Fact]
    public async Task Raw_text_is_raw()
    {
        string[] raw = await Task.Run(() => Received().Select(message => message.RawText).ToArray(), TestContext.Current.CancellationToken);
        Assert.InRange(raw.Count(text => HostileText.FirstUnsafe(text) is not null), s_payloads.Length, raw.Length);
    }

    private static IEnumerable<string?> LoginRefusals()
    {
        foreach (string payload in s_payloads)
        {
            using var server = new ScriptedServer();
            Task part = ScriptedServer.Run(() => Refuse(server, payload));
            ChatException refused = Assert.Throws<ChatException>(() => Sessions.Connect(server.Port));
            part.GetAwaiter().GetResult();
            Assert.Equal(ChatFailure.LoginRefused, refused.Failure);
            yield return refused.Message;
        }
    }

    private static IEnumerable<string?> LoginErrorRecords()
    {
        using var host = new ModuleHost();
        foreach (string payload in s_payloads)
        {
            using var server = new ScriptedServer();
            Task part = ScriptedServer.Run(() => Refuse(server, payload));
            ScriptResult result = host.Run("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1]", server.Port, ConnectedRunspace.Credential("fo"));
            part.GetAwaiter().GetResult();
            foreach (string? text in Texts(Assert.Single(result.Errors)))
                yield return text;
        }
    }

    private static IEnumerable<string?> Welcomes()
    {
        foreach (string payload in s_payloads)
        {
            using var server = new ScriptedServer();
            Task part = ScriptedServer.Run(() =>
            {
                using ScriptedPeer peer = server.Accept();
                peer.Read();
                peer.Say("Welcome fo " + payload);
                peer.TryRead();
            });
            using (ChatSession session = Sessions.Connect(server.Port))
            {
                yield return session.Welcome;
                yield return session.ToString();
            }

            part.GetAwaiter().GetResult();
        }
    }

    // What Export-Csv and ConvertTo-Json write are the properties, and what a property is as text.
    private static IEnumerable<string?> ObjectProperties()
    {
        foreach (ChatMessage message in Received())
        {
            yield return message.ToString();
            foreach (PSPropertyInfo property in PSObject.AsPSObject(message).Properties.Where(property => !s_raw.Contains(property.Name)))
                yield return property.Value?.ToString();
        }
    }

    private static IEnumerable<string?> UserProperties()
    {
        foreach (PSObject user in Requested("Get-ChatUser", payload => "fo, " + payload).SelectMany(result => result.Output))
        {
            yield return user.ToString();
            foreach (PSPropertyInfo property in user.Properties)
                yield return property.Value?.ToString();
        }
    }

    private static IEnumerable<string?> RefusalErrorRecords() =>
        s_sendingCommands.SelectMany(command => Requested(command, payload => "NO - " + payload)).Select(result => Assert.Single(result.Errors)).SelectMany(Texts);

    // The second text comes back as it was: so nothing better comes for the first.
    private static IEnumerable<string?> AlteredErrorRecords()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            foreach (string payload in s_payloads)
            {
                Assert.Equal(["MSG hi", "MSG ho"], [peer.Read(), peer.Read()]);
                peer.Say("fo: hi " + payload, "fo: ho");
            }
        });
        foreach (string _ in s_payloads)
        {
            ErrorRecord error = Assert.Single(chat.Host.Run("'hi', 'ho' | Send-ChatMessage").Errors);
            Assert.StartsWith("Altered,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            foreach (string? text in Texts(error))
                yield return text;
        }

        chat.Part.GetAwaiter().GetResult();
    }

    private static IEnumerable<string?> VerboseAndDebug() =>
        Requested("Send-ChatWhisper be hi -Verbose -Debug", payload => "NO - " + payload).SelectMany(result => result.Verbose.Concat(result.Debug));

    private static IEnumerable<string?> Endings()
    {
        foreach (string payload in s_payloads)
        {
            using var server = new ScriptedServer();
            using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
            peer.Say("NO - disconnected: " + payload);
            peer.Dispose();
            ChatMessage last = session.Receive(1)[0];
            ChatException ended = Assert.Throws<ChatException>(() => session.Receive(1));
            yield return ended.Message;
            yield return session.Reason;
            yield return last.Text;
        }
    }

    private static IEnumerable<string?> Completions()
    {
        const string Line = "Send-ChatWhisper ";
        ScriptResult[] results = [.. Requested($"(TabExpansion2 '{Line}' {Line.Length}).CompletionMatches", payload => "fo, " + payload)];
        foreach (CompletionResult offered in results.SelectMany(result => result.Output).Select(item => (CompletionResult)item.BaseObject))
        {
            yield return offered.CompletionText;
            yield return offered.ListItemText;
            yield return offered.ToolTip;
        }
    }

    // One server for all: it answers /who, a whisper and a message with each payload in turn, and says it by itself too.
    private static string[] LoopLines()
    {
        using var server = new ScriptedServer();
        using ChatSession session = ConnectForeign(server, out ScriptedPeer peer);
        var lines = new LineFeed();
        lines.Give([.. s_payloads.SelectMany(_ => new[] { "/who", "/w be hi", "hi" }), null]);
        using ScriptedPeer ours = peer;
        Task part = ScriptedServer.Run(() => AnswerEach(peer));
        new LineLoop([session], lines, lines.Show, s_plain, Sessions.Call()).Run();
        part.GetAwaiter().GetResult();
        Assert.InRange(lines.Shown.Length, 4 * s_payloads.Length, int.MaxValue);
        return lines.Shown;
    }

    private static string[] History()
    {
        using var server = new ScriptedServer();
        using ChatSession session = ConnectForeign(server, out ScriptedPeer peer);
        using ScriptedPeer ours = peer;
        SayEverything(peer);
        int count = session.Receive(3 * s_payloads.Length).Length;
        var lines = new LineFeed();
        lines.Give("/quit");
        new LineLoop([session], lines, lines.Show, s_plain with { ShowLast = count }, Sessions.Call()).Run();
        Assert.Equal(count, lines.Shown.Length);
        return lines.Shown;
    }

    // What the loop in a terminal hands to its screen, which would replace a control character that got so far.
    private static IEnumerable<string?> ScreenLines() => Converse().Lines.SelectMany(line => new[] { line.Sender, line.Text });

    private static string[] LoggedLines()
    {
        string file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("n"));
        var flow = new LineFlow(_ => { }, DateTime.Now);
        Assert.Null(flow.Log.TryBegin(file));
        List<MessageLine> lines = Converse().Lines;
        lines.ForEach(flow.Add);
        flow.End();
        string[] logged = File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        File.Delete(file);
        Assert.Equal(lines.Count, logged.Length);
        return logged;
    }

    // Between the ESC that begins each and the one that ends it.
    private static IEnumerable<string?> Notes() => s_payloads.SelectMany(payload => TerminalSignals.Note(payload, payload).Split("\x1b\\", StringSplitOptions.RemoveEmptyEntries)
        .Append(TerminalSignals.Title(payload)[..^2])).Select(sequence => sequence[1..]);

    private static List<string> RosterNames() => Converse().Names;

    private static (List<MessageLine> Lines, List<string> Names) Converse()
    {
        using var server = new ScriptedServer();
        using ChatSession session = ConnectForeign(server, out ScriptedPeer peer);
        using ScriptedPeer ours = peer;
        Task part = ScriptedServer.Run(() => AnswerEach(peer));
        var lines = new List<MessageLine>();
        var conversation = new Conversation(session, Sessions.Call(), lines.Add);
        foreach (string _ in s_payloads)
        {
            conversation.Outgoing.ListUsers();
            conversation.Outgoing.Whisper("be", "hi");
            conversation.Outgoing.Say("hi");
        }

        Await(session, conversation, () => part.IsCompleted && !conversation.HasPending && session.UnreadCount == 0);
        part.GetAwaiter().GetResult();
        return (lines, conversation.Incoming.Roster.BeginningWith(""));
    }

    // A refusal that somebody called NO could have said counts after a second: this clock runs fast.
    private static IEnumerable<string?> RefusedWords()
    {
        foreach (string payload in s_payloads)
        {
            using var server = new ScriptedServer();
            using ChatSession session = ConnectForeign(server, out ScriptedPeer peer, new ManualClock { PerLook = 50 }.Read);
            using ScriptedPeer ours = peer;
            var lines = new List<MessageLine>();
            var conversation = new Conversation(session, Sessions.Call(86400), lines.Add);
            conversation.Outgoing.Say("hi");
            Assert.Equal("MSG hi", peer.Read());
            peer.Say("NO - " + payload);
            Await(session, conversation, () => lines.Count > 0);
            foreach (MessageLine line in lines)
                yield return line.Text;
        }
    }

    private static void Await(ChatSession session, Conversation conversation, Func<bool> isSettled)
    {
        Deadline bound = Deadline.After(ScriptedServer.Bound);
        while (!isSettled())
        {
            Assert.False(bound.HasPassed, "The answers never came.");
            session.WaitAndRead(Deadline.After(TimeSpan.FromMilliseconds(10)));
            conversation.Update();
        }
    }

    private static ChatMessage[] Received()
    {
        using var server = new ScriptedServer();
        using ChatSession session = ConnectForeign(server, out ScriptedPeer peer);
        using ScriptedPeer ours = peer;
        SayEverything(peer);
        return session.Receive(3 * s_payloads.Length);
    }

    /// <summary>What each payload, sent as the reply, makes of a command.</summary>
    private static IEnumerable<ScriptResult> Requested(string command, Func<string, string> reply)
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            foreach (string payload in s_payloads)
            {
                peer.Read();
                peer.Say(reply(payload));
            }
        });
        foreach (string _ in s_payloads)
            yield return chat.Host.Run(command);
        chat.Part.GetAwaiter().GetResult();
    }

    private static ChatSession ConnectForeign(ScriptedServer server, out ScriptedPeer peer, Func<long>? clock = null)
    {
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        var options = new ConnectOptions("127.0.0.1", server.Port, "fo") { MessagePattern = new Regex(Pattern) };
        if (clock is not null)
            options.Network = new NetworkEnvironment { Clock = clock };
        ChatSession session = ChatSession.Connect(options, "pw", Sessions.Call());
        peer = accepting.GetAwaiter().GetResult();
        return session;
    }

    private static void SayEverything(ScriptedPeer peer)
    {
        foreach (string payload in s_payloads)
            peer.Say(payload + "|x", "be whispers: " + payload, "- " + payload);
    }

    private static void AnswerEach(ScriptedPeer peer)
    {
        foreach (string payload in s_payloads)
        {
            Assert.Equal("WHO", peer.Read());
            peer.Say("fo, " + payload);
            Assert.Equal("W be hi", peer.Read());
            peer.Say("NO - " + payload);
            Assert.Equal("MSG hi", peer.Read());
            peer.Say("fo: hi", payload.Replace(' ', '_') + "|x", "be whispers: " + payload, "* " + payload);
        }
    }

    private static void Refuse(ScriptedServer server, string payload)
    {
        using ScriptedPeer peer = server.Accept();
        peer.Read();
        peer.Say("NO - " + payload);
        peer.TryRead();
    }

    private static IEnumerable<string?> Texts(ErrorRecord error) =>
    [
        error.ToString(), error.Exception.Message, error.Exception.InnerException?.Message, error.ErrorDetails?.Message, error.TargetObject?.ToString(),
        error.CategoryInfo.ToString(), error.FullyQualifiedErrorId,
    ];
}
