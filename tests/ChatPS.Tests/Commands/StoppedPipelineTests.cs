using System.Management.Automation;

namespace ChatPS.Tests.Commands;

/// <summary>Ctrl+C at the moments at which something could be lost or go on.</summary>
public sealed class StoppedPipelineTests
{
    [Fact]
    public async Task A_message_that_is_being_written_is_put_back()
    {
        using var chat = new ConnectedRunspace(peer => peer.Say("be: 1", "be: 2", "be: 3"));
        await chat.Part;
        using PowerShell shell = chat.Host.Prepare("""
            Receive-ChatMessage -Wait | ForEach-Object { if ($_.Text -eq '2') { $global:there.Set(); while ($true) { } } }
            """);
        using var there = new ManualResetEventSlim();
        chat.Host.Run("$global:there = $args[0]", there);
        _ = shell.BeginInvoke();
        Assert.True(there.Wait(ScriptedServer.Bound, TestContext.Current.CancellationToken));
        shell.Stop();
        Assert.Equal(["2", "3"], chat.Host.Run("Receive-ChatMessage -Wait -First 2").All<ChatMessage>().Select(message => message.Text));
    }

    [Theory]
    [InlineData("Send-ChatMessage -Message $texts -NoWait")]
    [InlineData("Send-ChatMessage -Message ($texts -join \"`n\") -NoWait")]
    [InlineData("Send-ChatWhisper be -Message $texts")]
    public void An_array_that_is_being_sent_ends_at_the_next_text(string command)
    {
        int heard = 0;
        using var chat = new ConnectedRunspace(peer =>
        {
            while (peer.TryRead() is { } request)
            {
                Interlocked.Increment(ref heard);
                if (request.StartsWith("W ", StringComparison.Ordinal))
                    peer.Say("OK - whispered to be");
            }
        });
        using PowerShell shell = chat.Host.Prepare("$texts = [string[]]::new(1000000); [Array]::Fill($texts, 'x'); " + command);
        _ = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref heard) > 0, ScriptedServer.Bound), "No text came.");
        shell.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.InRange(heard, 1, 900_000);
    }

    [Fact]
    public async Task A_login_that_is_stopped_as_the_welcome_comes_leaves_no_session()
    {
        using var host = new ModuleHost();
        using var server = new ScriptedServer();
        for (int round = 0; round < 40; round++)
        {
            using PowerShell shell = host.Prepare("$null = Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1]; $global:connected = $true", server.Port, ConnectedRunspace.Credential("fo"));
            host.Run("$global:connected = $false");
            _ = shell.BeginInvoke();
            using ScriptedPeer peer = server.Accept();
            peer.Read();
            Task stopping = Task.Run(shell.Stop);
            for (int turn = 0; turn < round; turn++)
                Thread.Yield();
            peer.Say("Welcome");
            await stopping.WaitAsync(ScriptedServer.Bound);

            // Either the script has it, or it is closed: the server sees the end.
            if (host.Run("$global:connected").Output.Single().BaseObject is true)
                host.Run("Get-ChatSession | Disconnect-ChatServer -TimeoutSec 1");
            else
                Assert.Empty(host.Run("Get-ChatSession").Output);
            Assert.Null(peer.TryRead());
        }
    }
}
