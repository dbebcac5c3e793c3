using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>The events that are kept, for those who read along.</summary>
public sealed class ServerLogRingTests
{
    private static readonly Func<DateTime> s_noon = static () => new DateTime(2026, 1, 1, 12, 0, 0);

    [Fact]
    public void Who_is_too_slow_is_told_how_much_it_has_missed()
    {
        var log = new ServerLog(s_noon, capacity: 3);
        long place = 0;
        log.Add(ChatServerEventKind.Came, "a");
        Assert.Equal(["a"], log.Read(ref place).Select(happened => happened.Name));
        foreach (string name in (string[])["b", "c", "d", "e", "f"])
            log.Add(ChatServerEventKind.Came, name);
        IReadOnlyList<ChatServerEvent> events = log.Read(ref place);
        Assert.Equal([ChatServerEventKind.Missing, ChatServerEventKind.Came, ChatServerEventKind.Came, ChatServerEventKind.Came], events.Select(happened => happened.Event));
        Assert.Equal("2 events are no longer kept", events[0].Reason);
        Assert.Equal(["d", "e", "f"], events.Skip(1).Select(happened => happened.Name));
        Assert.Empty(log.Read(ref place));
    }

    [Fact]
    public async Task A_reader_wakes_at_an_event_and_at_the_end()
    {
        var log = new ServerLog(s_noon);
        Task<bool> waiting = Task.Run(() => log.Wait(0, (int)RawClient.Patience.TotalMilliseconds));
        log.Add(ChatServerEventKind.Came);
        Assert.True(await waiting);
        Task<bool> again = Task.Run(() => log.Wait(1, (int)RawClient.Patience.TotalMilliseconds));
        log.End();
        Assert.False(await again);
        Assert.True(log.Wait(0, 0)); // what is there can still be read
        Assert.True(log.WaitForEnd(0));
    }

    [Theory]
    [InlineData("fo", "127.0.0.1", "why", "12:00:00 Came fo (127.0.0.1): why")]
    [InlineData(null, "127.0.0.1", null, "12:00:00 Came 127.0.0.1")]
    [InlineData(null, null, "why", "12:00:00 Came: why")]
    public void An_event_reads_as_a_line(string? name, string? address, string? reason, string line)
    {
        var log = new ServerLog(s_noon);
        log.Add(ChatServerEventKind.Came, name, address, reason);
        long place = 0;
        Assert.Equal(line, log.Read(ref place)[0].ToString());
    }
}
