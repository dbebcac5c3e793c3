using System.Management.Automation;

namespace ChatPS.Tests.Commands;

public sealed class ProgressReporterTests
{
    [Fact]
    public async Task A_login_that_takes_long_shows_itself_and_goes_away()
    {
        using var server = new ScriptedServer();
        using var host = new HostRecorder("secret");
        ProgressRecord? first = null;
        Task part = ScriptedServer.Run(() =>
        {
            using ScriptedPeer peer = server.Accept();
            first = host.NextProgress();
            Assert.Equal("LOGIN fo secret", peer.Read());
            peer.Say("Welcome!");
            Assert.Null(peer.TryRead());
        });
        host.Run(server.Port, "Connect-ChatServer 127.0.0.1 $args[0] -Credential fo | Disconnect-ChatServer");
        Assert.Equal(("Connecting", ProgressRecordType.Processing), (first?.Activity, first?.RecordType));
        Assert.Contains("127.0.0.1", first!.StatusDescription, StringComparison.Ordinal);
        AssertEnds(host);
        await part;
    }

    [Fact]
    public void Sending_that_takes_long_says_how_far_it_is()
    {
        using var server = new ScriptedServer();
        using var host = new HostRecorder("secret");
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        host.Run(server.Port, "$null = Connect-ChatServer 127.0.0.1 $args[0] -Credential fo; 1..4 | Send-ChatMessage -ThrottleMs 400 -TimeoutSec 0.5");
        ProgressRecord first = host.NextProgress();
        Assert.Equal("Sending messages", first.Activity);
        Assert.Matches("^0 of [1-4] confirmed$", first.StatusDescription);
        AssertEnds(host);
    }

    private static void AssertEnds(HostRecorder host)
    {
        ProgressRecord record;
        do
            record = host.NextProgress();
        while (record.RecordType != ProgressRecordType.Completed);
    }
}
