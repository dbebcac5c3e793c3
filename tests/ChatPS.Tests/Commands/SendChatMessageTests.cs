using System.Management.Automation;
using ChatPS.Client;

namespace ChatPS.Tests.Commands;

public sealed class SendChatMessageTests
{
    [Fact]
    public async Task Texts_go_out_as_frames_in_order()
    {
        string[] heard = [];
        using var chat = new ConnectedRunspace(peer => heard = [peer.Read(), peer.Read(), peer.Read()]);
        ScriptResult result = chat.Host.Run("Send-ChatMessage one, two -NoWait; 'three' | Send-ChatMessage -NoWait");
        await chat.Part;
        Assert.Equal(["MSG one", "MSG two", "MSG three"], heard);
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task PassThru_gives_each_part_as_it_came_back_and_leaves_the_rest_unread()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            for (int i = 0; i < 2; i++)
            {
                string text = peer.Read()["MSG ".Length..];
                peer.Say("be: in between", "* doc joined", "fo: " + text);
            }
        });
        string text = new('x', 100);
        IReadOnlyList<ChatMessage> echoes = chat.Host.Run("Send-ChatMessage $args[0] -PassThru", text).All<ChatMessage>();
        await chat.Part;
        Assert.Equal(text, string.Concat(echoes.Select(echo => echo.Text)));
        Assert.All(echoes, echo => Assert.True(echo.IsOwn && echo.Kind == ChatMessageKind.Message && echo.Sender == "fo"));
        Assert.Equal(["in between", "* doc joined", "in between", "* doc joined"],
            chat.Host.Run("Receive-ChatMessage").All<ChatMessage>().Select(message => message.Text));
    }

    [Theory]
    [InlineData("<fo> ", 94)]
    [InlineData("fo says: ", 90)]
    public async Task Parts_fit_what_the_server_was_seen_to_put_around_a_name(string prefix, int room)
    {
        List<string> heard = [];
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Say(prefix.Replace("fo", "be", StringComparison.Ordinal) + "hello");
            while (peer.TryRead() is { } request)
            {
                heard.Add(request["MSG ".Length..]);
                peer.Say(prefix + heard[^1]);
            }
        });
        chat.Host.Run("Receive-ChatMessage -Wait -First 1");
        string text = new('x', 150);
        Assert.Equal(text, string.Concat(chat.Host.Run("Send-ChatMessage $args[0] -PassThru", text).All<ChatMessage>().Select(echo => echo.Text)));
        chat.Host.Run("Disconnect-ChatServer");
        await chat.Part;
        Assert.Equal([room, 150 - room], heard.Select(part => part.Length));
    }

    [Fact]
    public async Task A_refused_part_is_an_error_of_its_own_and_the_pipeline_goes_on()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Read();
            peer.Say("NO - not that");
            peer.Read();
            peer.Say("fo: good");
        });
        ScriptResult result = chat.Host.Run("'bad', 'good' | Send-ChatMessage -PassThru");
        await chat.Part;
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("Refused,ChatPS.Commands.SendChatMessageCommand", error.FullyQualifiedErrorId);
        Assert.Equal("bad", error.TargetObject);
        Assert.Contains("NO - not that", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("good", result.Single<ChatMessage>().Text);
    }

    [Theory]
    [InlineData("$null", "EmptyText")]
    [InlineData("''", "EmptyText")]
    [InlineData("\"`r`n`n\"", "EmptyText")]
    [InlineData("'WHO'", "ReservedText")]
    [InlineData("\"hi`nWHO\"", "ReservedText")]
    [InlineData("'WHO '", "ReservedText")]
    [InlineData("' WHO'", "ReservedText")]
    [InlineData("'   '", "EmptyText")]
    public async Task What_cannot_be_said_is_an_error_and_nothing_of_it_is_sent(string text, string id)
    {
        string? heard = null;
        using var chat = new ConnectedRunspace(peer => heard = peer.Read());
        ScriptResult result = chat.Host.Run($"Send-ChatMessage {text}; Send-ChatMessage after -NoWait");
        await chat.Part;
        Assert.Equal("MSG after", heard);
        Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("who")]
    [InlineData("WHO?")]
    [InlineData("NO way")]
    [InlineData("LOGIN fo be")]
    [InlineData("-Session")]
    public async Task Ordinary_texts_that_look_special_are_said(string text)
    {
        string? heard = null;
        using var chat = new ConnectedRunspace(peer =>
        {
            heard = peer.Read();
            peer.Say("fo: " + text);
        });
        ChatMessage echo = chat.Host.Run("Send-ChatMessage -PassThru -Message $args[0]", text).Single<ChatMessage>();
        await chat.Part;
        Assert.Equal("MSG " + text, heard);
        Assert.Equal((text, ChatMessageKind.Message), (echo.Text, echo.Kind));
    }

    [Fact]
    public async Task WhatIf_lists_every_part_with_its_bytes_and_sends_nothing()
    {
        string? heard = null;
        using var chat = new ConnectedRunspace(peer => heard = peer.Read());
        using var host = new HostRecorder();
        string said = host.Run(chat.Session, "Send-ChatMessage ('y' * 100), 'grün' -Session $args[0] -WhatIf");
        Assert.Contains("message of 95 bytes", said, StringComparison.Ordinal);
        Assert.Contains("message of 5 bytes: yyyyy", said, StringComparison.Ordinal);
        Assert.Contains("message of 5 bytes: grün", said, StringComparison.Ordinal);
        chat.Host.Run("Send-ChatMessage after -NoWait");
        await chat.Part;
        Assert.Equal("MSG after", heard);
    }

    [Fact]
    public async Task A_hundred_thousand_messages_go_through_a_server_that_blocks_on_writing_before_it_reads()
    {
        const int Count = 100_000;
        using var chat = new ConnectedRunspace(peer =>
        {
            // Echoes each message with a blocking write before it looks at the next.
            for (int i = 0; i < Count; i++)
                peer.Say("fo: " + peer.Read()["MSG ".Length..]);
        });
        ScriptResult sent = chat.Host.Run($"1..{Count} | Send-ChatMessage -TimeoutSec 60");
        Assert.Empty(sent.Errors);
        IReadOnlyList<ChatMessage> echoes = chat.Host.Run($"Receive-ChatMessage -Wait -First {Count} -TimeoutSec 60").All<ChatMessage>();
        await chat.Part;
        Assert.Equal(Enumerable.Range(1, Count).Select(i => i.ToString()), echoes.Select(echo => echo.Text));
    }

    [Fact]
    public async Task A_server_that_takes_nothing_more_confirms_nothing_and_the_session_lives()
    {
        using var chat = new ConnectedRunspace();
        ScriptResult result = chat.Host.Run("""
            $line = 'x' * 95
            $failed = 0
            while (-not $failed) { (($line + "`n") * 20000) | Send-ChatMessage -TimeoutSec 0.3 -ErrorAction SilentlyContinue -ErrorVariable e; $failed = $e.Count }
            $e[0].FullyQualifiedErrorId
            $e.Count
            $e[0].TargetObject.Count
            (Get-ChatSession).State
            """);
        Assert.Equal(["NotConfirmed,ChatPS.Commands.SendChatMessageCommand", "1", "20000", "Opened"], result.Output.Select(item => item.ToString()));

        // Of the frame that was cut by the time limit the rest goes first: the server reads whole frames only.
        Task<string> last = Task.Run(() =>
        {
            string text;
            do
                text = chat.Peer.Read();
            while (text != "MSG end");
            return text;
        });
        Assert.Empty(chat.Host.Run("Send-ChatMessage end -NoWait").Errors);
        Assert.Equal("MSG end", await last.WaitAsync(ScriptedServer.Bound));
    }

    [Fact]
    public void A_connection_that_has_ended_is_one_error_with_all_texts()
    {
        using var chat = new ConnectedRunspace();
        chat.Peer.Reset();
        ScriptResult result = chat.Host.Run("while ((Get-ChatSession).State -eq 'Opened') { }; $before = 'old'; $before = 1..1000 | Send-ChatMessage; $null -eq $before");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("ConnectionLost,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => i.ToString()), (string[])error.TargetObject);
        Assert.Equal(true, result.Output.Single().BaseObject);
    }

    /// <summary>By the session's clock.</summary>
    [Fact]
    public void A_pipeline_that_goes_on_is_told_after_five_seconds_that_its_session_has_failed()
    {
        var clock = new ManualClock();
        using var chat = new ConnectedRunspace(network: new NetworkEnvironment { Clock = clock.Read });
        ScriptResult result = chat.Host.Run("""
            & {
                $args[0].Invoke()
                while ((Get-ChatSession).State -eq 'Opened') { }
                'one'; 'two'
                $Error.Count
                $args[1].Invoke(); 'three'
                $Error.Count
                $args[2].Invoke(); 'four'
                $Error[0].TargetObject -join ' '
                'five'
            } $args[0] $args[1] $args[2] | Send-ChatMessage -ErrorAction SilentlyContinue
            $Error.ForEach{ $_.TargetObject -join ' ' }
            """,
            new Action(chat.Peer.Reset), new Action(() => clock.Advance(TimeSpan.FromSeconds(4.9))), new Action(() => clock.Advance(TimeSpan.FromSeconds(0.1))));
        Assert.Equal(["one two 0 three 0 four five", "one two 0 three 0 four"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_is_one_error_with_what_is_not_confirmed()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            for (int i = 1; i <= 10; i++)
                peer.Say("fo: " + peer.Read()["MSG ".Length..]);
            peer.Reset();
        });
        ScriptResult result = chat.Host.Run("1..1000 | Send-ChatMessage; 'goes on'");
        await chat.Part;
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("NotConfirmed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);

        // A reset may overtake the last echoes.
        string[] texts = (string[])error.TargetObject;
        Assert.InRange(texts.Length, 990, 1000);
        Assert.Equal(Enumerable.Range(1001 - texts.Length, texts.Length).Select(i => i.ToString()), texts);
        Assert.Equal("goes on", result.Output.Single().BaseObject);
    }

    [Fact]
    public async Task A_server_that_breaks_the_protocol_is_reported_once_and_not_for_each_item()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            Assert.Equal("MSG 1", peer.Read());
            peer.Write("xx"u8.ToArray());
        });
        ScriptResult result = chat.Host.Run("1..5 | Send-ChatMessage -PassThru");
        await chat.Part;
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("NotConfirmed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4", "5"], Assert.IsType<string[]>(error.TargetObject));
        Assert.Contains("two digits", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_session_it_says_what_to_run()
    {
        using var host = new ModuleHost();
        ErrorRecord error = host.Fail("Send-ChatMessage hi");
        Assert.StartsWith("NoSession,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Connect-ChatServer", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttling_waits_between_parts_and_obeys_a_stop()
    {
        using var chat = new ConnectedRunspace(peer => Assert.Equal("MSG 1", peer.Read()));
        using PowerShell shell = chat.Host.Prepare("1..3 | Send-ChatMessage -ThrottleMs 3600000");
        IAsyncResult running = shell.BeginInvoke();
        await chat.Part;
        shell.Stop();
        Assert.True(running.IsCompleted || running.AsyncWaitHandle.WaitOne(ScriptedServer.Bound));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }
}
