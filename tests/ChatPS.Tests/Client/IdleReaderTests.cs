using System.Net.Sockets;
using ChatPS.Client;

namespace ChatPS.Tests.Client;

public sealed class IdleReaderTests : IIdleOwner, IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly SemaphoreSlim _notified = new(0);

    void IIdleOwner.ReadIdle(IdleReader idle, bool byTimer) => _notified.Release();

    public void Dispose()
    {
        _socket.Dispose();
        _notified.Dispose();
    }

    /// <summary>Reading beside a caller that reads in a loop, the session would cost that caller half of its speed.</summary>
    [Fact]
    public async Task While_callers_read_the_connection_does_not_and_once_they_are_done_it_does()
    {
        using var idle = new IdleReader(this, _socket);
        idle.Schedule();
        idle.Postpone();
        await _notified.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(idle.Acknowledge(byTimer: true));
        await _notified.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(idle.Acknowledge(byTimer: true));
    }

    /// <summary>What has arrived is read at once, whoever has read before.</summary>
    [Fact]
    public void An_arrival_is_not_postponed()
    {
        using var idle = new IdleReader(this, _socket);
        idle.Postpone();
        Assert.True(idle.Acknowledge(byTimer: false));
    }
}
