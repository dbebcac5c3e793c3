using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using ChatPS.Client;

namespace ChatPS.Tests.Commands;

public sealed class ReceiveChatMessageTests
{
    [Fact]
    public async Task Wait_gives_each_message_as_soon_as_it_arrives()
    {
        using var chat = new ConnectedRunspace();
        using PowerShell shell = chat.Host.Prepare("Receive-ChatMessage -Wait -First 3");
        using var output = new PSDataCollection<PSObject>();
        using var arrived = new SemaphoreSlim(0);
        output.DataAdded += (_, _) => arrived.Release();
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        foreach (string text in new[] { "one", "two", "three" })
        {
            chat.Peer.Say("be: " + text);
            Assert.True(await arrived.WaitAsync(ScriptedServer.Bound));
        }

        shell.EndInvoke(running);
        Assert.Equal(["one", "two", "three"], output.Select(item => ((ChatMessage)item.BaseObject).Text));
    }

    [Fact]
    public async Task Each_frame_is_a_message_of_its_kind()
    {
        using var chat = new ConnectedRunspace(peer => peer.Say("", "be: hi", "be whispers: psst", "* doc joined", "maintenance at noon", "NO - you are muted", "fo: mine", "NOah: NO way"));
        IReadOnlyList<ChatMessage> messages = chat.Host.Run("Receive-ChatMessage -Wait -First 7").All<ChatMessage>();
        await chat.Part;
        Assert.Equal(
            [
                (ChatMessageKind.Message, "be", "hi", false), (ChatMessageKind.Whisper, "be", "psst", false),
                (ChatMessageKind.Presence, null, "* doc joined", false), (ChatMessageKind.Notice, null, "maintenance at noon", false),
                (ChatMessageKind.Refusal, null, "NO - you are muted", false), (ChatMessageKind.Message, "fo", "mine", true),
                (ChatMessageKind.Message, "NOah", "NO way", false),
            ],
            messages.Select(message => (message.Kind, message.Sender, message.Text, message.IsOwn)));
        Assert.All(messages, message => Assert.Equal(chat.Session.Id, message.SessionId));
    }

    [Fact]
    public async Task From_and_Kind_leave_the_rest_unread_in_order()
    {
        using var chat = new ConnectedRunspace(peer => peer.Say("be: 1", "doc: 2", "be whispers: 3", "* x joined", "dave: 4"));
        Assert.Equal(["2", "4"], Texts(chat.Host.Run("Receive-ChatMessage -Wait -From d* -First 2")));
        Assert.Equal(["3"], Texts(chat.Host.Run("Receive-ChatMessage -Kind Whisper, Refusal")));
        Assert.Equal(["1", "* x joined"], Texts(chat.Host.Run("Receive-ChatMessage")));
        Assert.Empty(chat.Host.Run("Receive-ChatMessage").Output);
        await chat.Part;
    }

    /// <summary>Eight seconds between two messages, and ten without any allowed: the second and third must not end it.</summary>
    [Fact]
    public void Each_message_begins_the_idle_limit_anew()
    {
        var clock = new ManualClock();
        int said = 0;
        using var chat = new ConnectedRunspace(network: new NetworkEnvironment { Clock = clock.Read });
        void Say()
        {
            clock.Looking = null;
            if (said++ < 3)
                chat.Peer.Say("be: " + said);
        }

        clock.Looking = Say; // as soon as the limit begins
        var next = new Action(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(8));
            Say();
        });
        ScriptResult result = chat.Host.Run("$next = $args[0]; Receive-ChatMessage -IdleTimeoutSec 10 -First 3 | ForEach-Object { $_; $next.Invoke() }", next);
        Assert.Equal(["1", "2", "3"], Texts(result));
    }

    [Fact]
    public async Task The_idle_limit_ends_it_when_nothing_comes()
    {
        var clock = new ManualClock();
        using var chat = new ConnectedRunspace(network: new NetworkEnvironment { Clock = clock.Read });
        clock.PerLook = 1000;
        ScriptResult result = await Task.Run(() => chat.Host.Run("Receive-ChatMessage -IdleTimeoutSec 60")).WaitAsync(ScriptedServer.Bound);
        Assert.Empty(result.Output);
        Assert.InRange(clock.Elapsed, 60_000, 70_000);
    }

    /// <summary>Every message that is taken brings the next: who wanted what is there now must not be kept for ever.</summary>
    [Fact]
    public void A_server_that_never_pauses_does_not_keep_a_receive_for_ever()
    {
        const int Most = 5000;
        using var chat = new ConnectedRunspace();
        int said = 0;
        var next = new Action(() =>
        {
            if (said++ < Most)
                chat.Peer.Say("be: on and on");
        });
        next();
        int received = chat.Host.Run("$next = $args[0]; Receive-ChatMessage -Wait -First 1 | ForEach-Object { $next.Invoke() }; Receive-ChatMessage | ForEach-Object { $_; $next.Invoke() }", next).Output.Count;
        Assert.InRange(received, 1, ClientLimits.ReadsAtAStretch + 100);
        Assert.InRange(said, 1, Most - 1);
    }

    [Fact]
    public void A_time_limit_without_a_match_ends_without_an_error()
    {
        using var chat = new ConnectedRunspace(peer => peer.Say("be: not wanted"));
        ScriptResult result = chat.Host.Run("Receive-ChatMessage -Wait -From nobody -TimeoutSec 0.2");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Equal(["not wanted"], Texts(chat.Host.Run("Receive-ChatMessage -Wait -First 1")));
    }

    [Fact]
    public void A_time_limit_waits_without_Wait_too()
    {
        using var chat = new ConnectedRunspace();
        using PowerShell shell = chat.Host.Prepare("Receive-ChatMessage -First 1 -TimeoutSec 60");
        IAsyncResult running = shell.BeginInvoke();
        chat.Peer.Say("be: late");
        Assert.Equal("late", ((ChatMessage)shell.EndInvoke(running).Single().BaseObject).Text);
    }

    [Fact]
    public async Task What_the_pipeline_behind_does_not_take_stays_unread()
    {
        using var chat = new ConnectedRunspace(peer => peer.Say("be: 1", "be: 2", "be: 3"));
        Assert.Equal(["1"], Texts(chat.Host.Run("""
            function Select-One { process { $_; break } }
            do { Receive-ChatMessage -Wait -First 3 | Select-One } while ($false)
            """)));
        Assert.Equal(["2", "3"], Texts(chat.Host.Run("Receive-ChatMessage -Wait -First 2")));
        await chat.Part;
    }

    [Theory]
    [InlineData("close", "ConnectionLost")]
    [InlineData("mid-frame", "ConnectionLost")]
    [InlineData("reset", "ConnectionLost")]
    [InlineData("bad header", "ProtocolViolation")]
    public async Task The_end_of_a_connection_gives_what_came_before_and_then_the_error(string end, string id)
    {
        using var chat = new ConnectedRunspace(peer => peer.Say("be: 1", "be: 2"));
        await chat.Part;
        using PowerShell shell = chat.Host.Prepare("Receive-ChatMessage -Wait");
        using var output = new PSDataCollection<PSObject>();
        using var arrived = new SemaphoreSlim(0);
        output.DataAdded += (_, _) => arrived.Release();
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        Assert.True(await arrived.WaitAsync(ScriptedServer.Bound) && await arrived.WaitAsync(ScriptedServer.Bound));
        End(chat.Peer, end);
        shell.EndInvoke(running);
        Assert.Equal(2, output.Count);
        ErrorRecord error = Assert.Single(shell.Streams.Error);
        Assert.Equal(id + ",ChatPS.Commands.ReceiveChatMessageCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ChatSessionState.Broken, chat.Session.State);
        Assert.Equal($"{chat.Session}: {chat.Session.Reason} Connect again with Connect-ChatServer.", error.Exception.Message);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("bad header")]
    public async Task A_broken_session_gives_its_unread_messages_without_Wait_too(string end)
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Say("be: 1", "be: 2");
            End(peer, end);
        });
        await chat.Part;
        Assert.Equal("Broken 2", chat.Host.Run("$s = Get-ChatSession; while ($s.State -eq 'Opened') { $s = Get-ChatSession }; \"$($s.State) $($s.UnreadCount)\"").Output.Single().ToString());
        ScriptResult result = chat.Host.Run("Receive-ChatMessage");
        Assert.Equal(["1", "2"], Texts(result));
        Assert.Single(result.Errors);
        Assert.DoesNotContain("NoSession", chat.Host.Fail("Receive-ChatMessage").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("NoSession", chat.Host.Fail("Receive-ChatMessage -Session $args[0]", chat.Session).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_closed_here_gives_its_unread_messages_and_then_says_that_it_is_closed()
    {
        using var chat = new ConnectedRunspace(peer => peer.Say("be: 1"));
        await chat.Part;
        chat.Host.Run("while (-not (Get-ChatSession).UnreadCount) { }; Disconnect-ChatServer");
        Assert.Equal(["1"], Texts(chat.Host.Run("Receive-ChatMessage")));
        Assert.StartsWith("SessionClosed,", chat.Host.Fail("Receive-ChatMessage -Wait -Session $args[0]", chat.Session).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(chat.Host.Run("Get-ChatSession").Output);
    }

    [Fact]
    public async Task RawBytes_are_exactly_what_came_and_everything_else_is_harmless()
    {
        byte[] hostile = [.. "be: \u001B]0;owned\u0007\u009B31m\u202E\r\n"u8, 0xFF, 0xC3];
        using var chat = new ConnectedRunspace(peer => peer.Write(ChatPS.Protocol.FrameCodec.Encode(hostile)));
        ChatMessage message = chat.Host.Run("Receive-ChatMessage -Wait -First 1").Single<ChatMessage>();
        await chat.Part;
        Assert.Equal(hostile, message.RawBytes);
        Assert.Equal("\u001B]0;owned\u0007\u009B31m\u202E\r\n\uFFFD\uFFFD", message.RawText);
        Assert.Equal("␛]0;owned␇�31m�␍␊��", message.Text);
        using var host = new HostRecorder();
        string shown = host.Run(message, "$args[0]; $args[0] | Out-String; \"$($args[0])\"; $args[0].psobject.Properties | Where-Object Name -ne RawText | ForEach-Object { \"$($_.Value)\" }");
        Assert.Contains("owned", shown, StringComparison.Ordinal);

        // What the formatter itself colours is not of the message, which had no colours.
        Assert.DoesNotContain(Regex.Replace(shown, "\u001B\\[[0-9;]*m", ""), c => c is '\u001B' or '\u0007' or '\u009B' or '\u202E');
    }

    [Fact]
    public async Task Another_runspace_may_send_while_one_waits()
    {
        using var chat = new ConnectedRunspace();
        using PowerShell waiting = chat.Host.Prepare("Receive-ChatMessage -Wait -First 1");
        IAsyncResult running = waiting.BeginInvoke();
        using var other = new ModuleHost();
        for (int i = 0; i < 20; i++)
        {
            Assert.Empty(other.Run("Send-ChatMessage $args[1] -Session $args[0] -NoWait", chat.Session, "n" + i).Errors);
            Assert.Equal("MSG n" + i, chat.Peer.Read());
        }

        Task<ScriptResult> who = Task.Run(() => other.Run("(Get-ChatUser -Session $args[0]).Name", chat.Session));
        Assert.Equal("WHO", chat.Peer.Read());
        chat.Peer.Say("fo be");
        Assert.Equal(["fo", "be"], (await who).Output.Select(item => item.ToString()));
        chat.Peer.Say("be: done");
        Assert.Equal("done", ((ChatMessage)waiting.EndInvoke(running).Single().BaseObject).Text);
    }

    [Theory]
    [InlineData("Receive-ChatMessage -Wait")]
    [InlineData("Get-ChatUser -TimeoutSec 3600")]
    [InlineData("Send-ChatMessage hi -PassThru -TimeoutSec 3600")]
    [InlineData("Send-ChatWhisper be hi -TimeoutSec 3600")]
    [InlineData("while ($true) { Send-ChatMessage ('x' * 90) -TimeoutSec 3600 }")]
    public async Task A_stop_ends_every_wait_and_the_session_still_works(string command)
    {
        using var chat = new ConnectedRunspace();
        chat.Peer.Say("be: ready");
        using PowerShell shell = chat.Host.Prepare("Receive-ChatMessage -Wait -First 1; " + command);
        using var output = new PSDataCollection<PSObject>();
        using var ready = new SemaphoreSlim(0);
        output.DataAdded += (_, _) => ready.Release();
        _ = shell.BeginInvoke<PSObject, PSObject>(null, output);
        Assert.True(await ready.WaitAsync(ScriptedServer.Bound));
        Task stopped = Task.Factory.FromAsync(shell.BeginStop, shell.EndStop, null);
        await stopped.WaitAsync(ScriptedServer.Bound);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(ChatSessionState.Opened, chat.Session.State);

        Task server = ScriptedServer.Run(() =>
        {
            while (chat.Peer.Read() != "MSG still here")
            {
            }

            chat.Peer.Say("fo: still here");
        });
        Assert.Empty(chat.Host.Run("Send-ChatMessage 'still here'").Errors);
        await server;
        Assert.Equal("still here", chat.Host.Run("Receive-ChatMessage -Wait -First 1").Single<ChatMessage>().Text);
    }

    private static IEnumerable<string> Texts(ScriptResult result) => result.All<ChatMessage>().Select(message => message.Text);

    private static void End(ScriptedPeer peer, string how)
    {
        switch (how)
        {
            case "close":
                peer.Dispose();
                break;
            case "mid-frame":
                peer.Write("20be: cut"u8.ToArray());
                peer.Dispose();
                break;
            case "reset":
                peer.Reset();
                break;
            default:
                peer.Write(Encoding.ASCII.GetBytes("!!"));
                break;
        }
    }
}
