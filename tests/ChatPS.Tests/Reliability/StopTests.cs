using System.Diagnostics;
using System.Management.Automation;
using ChatPS.Tests.Commands;

namespace ChatPS.Tests.Reliability;

/// <summary>Ctrl+C, from every wait there is. How long it takes is reported; only a bound that no machine needs is asserted.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("Receive-ChatMessage -Wait")]
    [InlineData("Get-ChatUser -TimeoutSec 600")]
    [InlineData("Send-ChatMessage hi -PassThru -TimeoutSec 600")]
    [InlineData("Send-ChatWhisper be hi -PassThru -TimeoutSec 600")]
    [InlineData("'a', 'b' | Send-ChatMessage -ThrottleMs 600000")]
    [InlineData("1..10000000 | ForEach-Object { 'x' * 95 } | Send-ChatMessage -TimeoutSec 600")]
    public void A_stop_ends_it(string script)
    {
        using var chat = new ConnectedRunspace();
        for (int i = 0; i < LongRun.Pick(1, 10); i++)
            StopIn(chat.Host, script, script, 300);
        Assert.Equal(ChatSessionState.Opened, chat.Session.State);
    }

    [Fact]
    public void A_stop_ends_a_connect_to_who_accepts_and_is_silent()
    {
        using var server = new ScriptedServer();
        using var host = new ModuleHost();
        StopIn(host, "Connect-ChatServer", "Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -TimeoutSec 600", 300, server.Port, ConnectedRunspace.Credential("fo"));
    }

    [Fact]
    public async Task A_stop_ends_a_receive_amid_a_flood()
    {
        using var over = new CancellationTokenSource();
        var frames = new byte[7 * 9000];
        for (int i = 0; i < frames.Length; i++)
            frames[i] = (byte)"05be: x"[i % 7];
        using var chat = new ConnectedRunspace(peer =>
        {
            while (!over.IsCancellationRequested)
                peer.Socket.Send(frames);
        });
        StopIn(chat.Host, "Receive-ChatMessage -Wait amid a flood", "Receive-ChatMessage -Wait | ForEach-Object { }", 300);
        await over.CancelAsync();
        chat.Peer.Dispose();
        await Task.WhenAny(chat.Part);
        _ = chat.Part.Exception;
    }

    private static void StopIn(ModuleHost host, string what, string script, int after, params object[] arguments)
    {
        using PowerShell shell = host.Prepare(script, arguments);
        IAsyncResult running = shell.BeginInvoke();
        Assert.False(running.AsyncWaitHandle.WaitOne(after), what + " ended by itself.");
        var elapsed = Stopwatch.StartNew();
        IAsyncResult stopping = shell.BeginStop(null, null);
        Assert.True(stopping.AsyncWaitHandle.WaitOne(s_bound), what + " does not stop.");
        LongRun.Report($"stop of {what}: {elapsed.ElapsedMilliseconds} ms");
    }
}
