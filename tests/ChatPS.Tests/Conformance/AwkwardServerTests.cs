using System.Net;
using System.Net.Sockets;
using ChatPS.Conformance;

namespace ChatPS.Tests.Conformance;

/// <summary>Whatever a server does, a test of it comes to its end.</summary>
public sealed class AwkwardServerTests
{
    private const int ReplyMs = 100;

    [Theory]
    [InlineData("silent")]
    [InlineData("dribbling")]
    [InlineData("closing")]
    [InlineData("flooding")]
    public void No_server_makes_it_hang(string kind)
    {
        using var server = new AwkwardServer(kind);
        ChatRuleResult[] results = Conformance.Run(server.Port, ReplyMs);
        Assert.Equal(ConformanceRules.Names, results.Select(result => result.Rule));
        Assert.Contains(results, result => result.Result == ChatRuleOutcome.Failed);
        Assert.All(results.Where(result => result.Result != ChatRuleOutcome.Passed), result => Assert.NotEqual("", result.Detail));

        // Each rule has an end of its own, whatever trickles in; a loaded machine may be late.
        Assert.All(results, result => Assert.InRange(result.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void When_the_time_for_all_is_over_the_rest_is_skipped()
    {
        using var server = new AwkwardServer("silent");
        ChatRuleResult[] results = Conformance.Run(server.Port, replyMs: 20_000, runMs: 300);
        Assert.Equal(ConformanceRules.Names.Length, results.Length);
        Assert.Equal(ChatRuleOutcome.Failed, results[0].Result);
        Assert.All(results.Skip(1), result => Assert.Equal(ChatRuleOutcome.Skipped, result.Result));
        Assert.Equal("The time for the whole test is over.", results[^1].Detail);
    }

    [Fact]
    public async Task A_stop_is_seen_in_every_wait()
    {
        using var server = new AwkwardServer("silent");
        using var stop = new CancellationTokenSource();
        Task run = Task.Run(() => Assert.ThrowsAny<OperationCanceledException>(() => Conformance.Run(server.Port, replyMs: 60_000, token: stop.Token)));
        server.AwaitClient();
        stop.Cancel();
        await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken); // half of what the first reply may take
    }

    /// <summary>Takes every connection, and then says nothing, a byte now and then, or whole frames without a pause; or closes.</summary>
    private sealed class AwkwardServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly ManualResetEventSlim _hasClient = new();
        private readonly CancellationTokenSource _end = new();
        private readonly string _kind;
        private readonly Task _accepting;

        public AwkwardServer(string kind)
        {
            _kind = kind;
            _listener.Start();
            _accepting = Task.Run(AcceptAsync);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void AwaitClient() => Assert.True(_hasClient.Wait(ScriptedServer.Bound));

        public void Dispose()
        {
            _end.Cancel();
            _listener.Dispose();
            Assert.True(_accepting.Wait(ScriptedServer.Bound));
            _end.Dispose();
            _hasClient.Dispose();
        }

        private async Task AcceptAsync()
        {
            var clients = new List<Task>();
            try
            {
                while (true)
                {
                    Socket client = await _listener.AcceptSocketAsync(_end.Token);
                    _hasClient.Set();
                    clients.Add(Task.Run(() => AnnoyAsync(client)));
                }
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(clients);
            }
        }

        private async Task AnnoyAsync(Socket client)
        {
            using Socket owned = client;
            byte[] bytes = _kind == "flooding" ? [.. Enumerable.Repeat("05hello"u8.ToArray(), 1000).SelectMany(frame => frame)] : "9"u8.ToArray();
            try
            {
                while (_kind != "closing")
                {
                    if (_kind == "silent")
                        await Task.Delay(Timeout.Infinite, _end.Token);
                    await client.SendAsync(bytes, _end.Token);
                    if (_kind == "dribbling")
                        await Task.Delay(10, _end.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The test or the client has ended.
            }
        }
    }
}
