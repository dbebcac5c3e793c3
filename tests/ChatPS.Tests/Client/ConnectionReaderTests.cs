using System.Net;
using System.Net.Sockets;
using ChatPS.Client;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Tests.Client;

public sealed class ConnectionReaderTests : IIdleOwner, IDisposable
{
    private readonly Socket _ours = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _theirs;
    private readonly SemaphoreSlim _notified = new(0);
    private readonly ConnectionReader _reader;

    public ConnectionReaderTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ours.Connect(listener.LocalEndpoint);
        _theirs = listener.AcceptSocket();
        _ours.Blocking = false;
        var identity = new SessionIdentity("fo");
        var inbox = new Inbox(identity);
        var matcher = new ReplyMatcher("fo", inbox.Add, static () => 0);
        var interpreter = new FrameInterpreter(new ServerMessageParser(), matcher, identity);
        var link = new ServerLink(new FrameTransport(new PlainChannel(_ours)), interpreter, new IdleReader(this, _ours));
        _reader = new ConnectionReader(link, inbox, static () => { }, static _ => { });
    }

    void IIdleOwner.ReadIdle(IdleReader idle, bool byTimer) => _notified.Release();

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
        _notified.Dispose();
    }

    /// <summary>Enter-ChatSession holds it for hours and looks ten times a second: a timer for each look would be most of what it costs.</summary>
    [Fact]
    public async Task Who_holds_the_reader_reads_alone_and_once_it_is_given_back_the_connection_reads_too()
    {
        Assert.True(_reader.TryHold());
        _reader.ReadAvailable(trace: null, buffers: 1, keep: false);
        _reader.ReadWhenIdle();

        // A timer that was set at the same moment has gone off twice: theirs would have, had there been one.
        var marker = new Marker();
        using (var idle = new IdleReader(marker, _ours))
        {
            for (int i = 0; i < 2; i++)
            {
                idle.Schedule();
                await marker.Notified.WaitAsync(TestContext.Current.CancellationToken);
                idle.Acknowledge(byTimer: true);
            }
        }

        Assert.Equal(0, _notified.CurrentCount);
        _reader.GiveBack();
        await _notified.WaitAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Marker : IIdleOwner
    {
        public SemaphoreSlim Notified { get; } = new(0);

        public void ReadIdle(IdleReader idle, bool byTimer) => Notified.Release();
    }
}
