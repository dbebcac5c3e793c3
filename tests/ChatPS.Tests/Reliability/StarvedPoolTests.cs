using ChatPS.Tests.Commands;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>A script that has filled the thread pool, as thread jobs and parallel loops do: timers and idle receives come late or never.</summary>
[Collection(Alone.Name)]
public sealed class StarvedPoolTests
{
    [Fact]
    public void Cmdlets_work_while_no_thread_of_the_pool_is_free()
    {
        using var server = new TestServer();
        using var host = new ModuleHost();
        using var release = new ManualResetEventSlim();
        using RawClient be = server.LogIn("be");
        ThreadPool.GetMinThreads(out int threads, out _);
        int ended = 0;
        int blocked = threads + 100; // it adds one or two a second
        for (int i = 0; i < blocked; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    release.Wait();
                    Interlocked.Increment(ref ended);
                },
                null);
        }

        try
        {
            host.Run("$null = Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1]", server.Server.Port, ConnectedRunspace.Credential("fo"));
            Assert.Empty(host.Run("1..1000 | Send-ChatMessage -TimeoutSec 60").Errors);
            Assert.Equal("hi", host.Run("Send-ChatMessage hi -PassThru -TimeoutSec 60").Single<ChatMessage>().Text);
            Assert.Equal(["be", "fo"], host.Run("Get-ChatUser -TimeoutSec 60").All<ChatUser>().Select(user => user.Name));
            host.Run("Send-ChatMessage last -NoWait");
            string text;
            do
                text = be.Read();
            while (text != "fo: last");
            Assert.Equal(1001, host.Run("Receive-ChatMessage -Wait -First 1001 -TimeoutSec 60").Output.Count);
            server.Server.Stop();
            Assert.StartsWith("ConnectionLost,", Assert.Single(host.Run("Receive-ChatMessage -Wait -ExcludeOwn -Kind Message -TimeoutSec 60").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.NotEqual(blocked, Volatile.Read(ref ended));
        }
        finally
        {
            release.Set();
            SpinWait.SpinUntil(() => Volatile.Read(ref ended) == blocked);
        }
    }
}
