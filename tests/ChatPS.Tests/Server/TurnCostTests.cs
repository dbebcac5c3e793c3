using System.Net.Sockets;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>What a turn looks at.</summary>
public sealed class TurnCostTests
{
    [Fact]
    public void A_whisper_does_not_look_at_those_who_are_silent()
    {
        var counting = new CountingSet();
        using ChatServer server = ChatServer.Start(new ServerOptions { Port = 0, CreateReadinessSet = () => counting });
        RawClient[] silent = [.. Enumerable.Range(0, 50).Select(i => RawClient.LogIn(server, "silent" + i))];
        using RawClient fo = RawClient.LogIn(server, "fo");
        using RawClient be = RawClient.LogIn(server, "be");
        Assert.Equal("be: all hear", be.Ask("MSG all hear"));
        Assert.Equal("be: all hear", fo.Read());
        AssertSilentHear(silent, "be: all hear");
        long before = counting.Watches;
        for (int i = 0; i < 30; i++)
        {
            fo.Send("W be psst");
            Assert.Equal("fo whispers: psst", be.Read());
            Assert.Equal("OK - whispered to be", fo.Read());
        }

        // A turn settles the two who talk, and the listener.
        Assert.InRange(counting.Watches - before, 30, 30 * 2 * 3);
        Array.ForEach(silent, client => client.Dispose());
    }

    [Fact]
    public async Task What_one_read_brings_takes_one_turn()
    {
        const int Count = 600; // 13 200 bytes to read, and 18 000 to send back
        Socket? accepted = null;
        using var isHeld = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var test = new TestServer(accept: listener => accepted = listener.Accept());
        using RawClient fo = test.LogIn("abcdefghij");
        Task<long> holding = Task.Run(() => test.Server.Run(
            _ =>
            {
                isHeld.Set();
                go.Wait(RawClient.Patience);
                return test.Server.TurnCount;
            },
            CancellationToken.None));
        Assert.True(isHeld.Wait(RawClient.Patience));
        byte[] frames = RawClient.Frames([.. Enumerable.Repeat("MSG 0123456789abcdef", Count)]);
        fo.SendBytes(frames);
        RawClient.Until(() => accepted!.Available == frames.Length, "all of it");
        go.Set();
        Assert.Equal("abcdefghij: 0123456789abcdef", fo.Read(Count)[^1]);
        Assert.Equal(await holding + 1, test.Server.TurnCount);
    }

    private static void AssertSilentHear(RawClient[] silent, string text) =>
        Assert.All(silent, client => Assert.Equal(text, client.Read()));

    // Counts how often the loop settles a socket.
    private sealed class CountingSet : IReadinessSet
    {
        private readonly IReadinessSet _set = new ServerOptions().CreateReadinessSet();
        private long _watches;

        public long Watches => Volatile.Read(ref _watches);

        public int Capacity => _set.Capacity;

        public int ReadyCount => _set.ReadyCount;

        public WatchedSocket this[int index] => _set[index];

        public void Watch(WatchedSocket socket, Interest interest)
        {
            Interlocked.Increment(ref _watches);
            _set.Watch(socket, interest);
        }

        public void Wait(int milliseconds) => _set.Wait(milliseconds);

        public void Dispose() => _set.Dispose();
    }
}
