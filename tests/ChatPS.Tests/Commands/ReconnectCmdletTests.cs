using System.Diagnostics;
using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Commands;

/// <summary>-Reconnect as a script sees it.</summary>
public sealed class ReconnectCmdletTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ScriptedServer _server = new();
    private readonly ModuleHost _host = new();
    private readonly ChatSession _session;
    private ScriptedPeer _peer;

    public ReconnectCmdletTests()
    {
        var network = new NetworkEnvironment { Clock = _clock.Read };
        _host.Run("$args[0].Invoke()", new Action(() => ChatPS.Commands.RunspaceState.Current.Network = network));
        Task<ScriptedPeer> accepting = Task.Run(_server.AcceptLogin);
        _session = _host.Run("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -Reconnect", _server.Port, ConnectedRunspace.Credential("fo")).Single<ChatSession>();
        _peer = accepting.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _host.Dispose();
        _peer.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void Who_waits_for_messages_waits_over_the_gap()
    {
        using PowerShell shell = _host.Prepare("(Receive-ChatMessage -Wait -First 2 -Kind Message).Text; (Receive-ChatMessage).Kind");
        IAsyncResult running = shell.BeginInvoke();
        _peer.Say("be: one");
        Break();
        ComeBack();
        _peer.Say("be: two");
        Assert.True(running.AsyncWaitHandle.WaitOne(ScriptedServer.Bound));
        Assert.Equal(["one", "two", "Notice"], shell.EndInvoke(running).Select(item => item.ToString()));
    }

    [Fact]
    public void Texts_behind_which_the_connection_broke_are_one_error()
    {
        using PowerShell shell = _host.Prepare("'one', 'two' | Send-ChatMessage; 'went on'");
        IAsyncResult running = shell.BeginInvoke();
        Assert.Equal(["MSG one", "MSG two"], new[] { _peer.Read(), _peer.Read() });
        Break();
        ComeBack();
        Assert.True(running.AsyncWaitHandle.WaitOne(ScriptedServer.Bound));
        Assert.Equal("went on", Assert.Single(shell.EndInvoke(running)).ToString());
        ErrorRecord error = Assert.Single(shell.Streams.Error);
        Assert.StartsWith("InDoubt,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["one", "two"], Assert.IsType<string[]>(error.TargetObject));
        Assert.Equal(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
    }

    [Fact]
    public void The_list_of_sessions_shows_how_it_stands()
    {
        Break();
        ChatSession shown = _host.Run("Get-ChatSession").Single<ChatSession>();
        Assert.Equal((_session, ChatSessionState.Reconnecting, 0), (shown, shown.State, shown.TryCount));
        Assert.NotNull(shown.NextTryAt);
        Assert.NotNull(shown.Reason);
        ComeBack();
        Assert.Same(_session, _host.Run("Get-ChatSession").Single<ChatSession>());
    }

    [Theory]
    [InlineData("Receive-ChatMessage -Wait")]
    [InlineData("Get-ChatUser -TimeoutSec 600")]
    [InlineData("Send-ChatMessage hi -PassThru -TimeoutSec 600")]
    [InlineData("Send-ChatMessage hi -TimeoutSec 600")]
    [InlineData("Send-ChatWhisper be hi -TimeoutSec 600")]
    public void A_stop_ends_it_in_the_gap(string script)
    {
        Break();
        using PowerShell shell = _host.Prepare(script);
        IAsyncResult running = shell.BeginInvoke();
        Assert.False(running.AsyncWaitHandle.WaitOne(200), "It ended by itself.");
        var elapsed = Stopwatch.StartNew();
        IAsyncResult stopping = shell.BeginStop(null, null);
        Assert.True(stopping.AsyncWaitHandle.WaitOne(ScriptedServer.Bound), "It does not end.");
        Reliability.LongRun.Report($"stop in a gap of {script}: {elapsed.ElapsedMilliseconds} ms");
        shell.EndStop(stopping);
        Assert.Equal(ChatSessionState.Reconnecting, _session.State);
    }

    [Fact]
    public void Disconnect_ends_the_tries()
    {
        Break();
        _host.Run("Disconnect-ChatServer");
        Assert.Equal(ChatSessionState.Closed, _session.State);
        Assert.Empty(_host.Run("Get-ChatSession").Output);
    }

    private static void Until(Func<bool> condition) => RawClient.Until(condition, "what was awaited");

    private void Break()
    {
        _peer.Dispose();
        Until(() => _session is { State: ChatSessionState.Reconnecting, NextTryAt: not null });
    }

    private void ComeBack()
    {
        _clock.Advance(TimeSpan.FromSeconds(30));
        _peer = _server.AcceptLogin();
        Until(() =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10)); // its welcome counts after a moment
            return _session.State == ChatSessionState.Opened;
        });
    }
}
