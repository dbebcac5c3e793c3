using System.Diagnostics;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using ChatPS.Commands;
using ChatPS.Interactive;

namespace ChatPS.Tests.Commands;

public sealed class HostWaitTests
{
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(100);

    private readonly WindowsRawUserInterface _console = new();
    private readonly HostKeys _keys;

    public HostWaitTests() => _keys = new HostKeys(_console);

    // No process has so many: poll reports POLLNVAL for it, as macOS does for /dev/tty.
    private static DescriptorPoll Unpollable => new(int.MaxValue);

    [Fact]
    public void A_descriptor_that_cannot_be_polled_is_reported_at_once()
    {
        SkipOnWindows();
        AssertEarly(() => Assert.False(Unpollable.TryWait([], ScriptedServer.Bound)));
    }

    [Fact]
    public void A_terminal_that_has_hung_up_is_reported()
    {
        SkipOnWindows();
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var poll = new DescriptorPoll((int)pipe.SafePipeHandle.DangerousGetHandle());
        Assert.True(poll.TryWait([], TimeSpan.Zero));
        pipe.DisposeLocalCopyOfClientHandle(); // Nobody can write any more.
        AssertEarly(() => Assert.False(poll.TryWait([], ScriptedServer.Bound)));
    }

    [Fact]
    public void A_key_of_a_terminal_ends_the_wait_and_so_does_its_end()
    {
        Assert.SkipUnless(PseudoTerminal.Missing is null, PseudoTerminal.Missing ?? "");
        var terminal = new PseudoTerminal();
        using Microsoft.Win32.SafeHandles.SafeFileHandle keys = terminal.OpenSlave();
        var poll = new DescriptorPoll((int)keys.DangerousGetHandle());
        var elapsed = Stopwatch.StartNew();
        Assert.True(poll.TryWait([], s_slice));
        Assert.True(elapsed.Elapsed >= s_slice * 0.9, "Nothing was typed.");
        terminal.Type("a\n");
        AssertEarly(() => Assert.True(poll.TryWait([], ScriptedServer.Bound)));
        terminal.Dispose();
        AssertEarly(() => Assert.False(poll.TryWait([], ScriptedServer.Bound)));
    }

    [Fact]
    public void Where_keys_cannot_be_polled_they_are_looked_for_and_nothing_spins()
    {
        SkipOnWindows();
        HostWait wait = New(Unpollable);
        var elapsed = Stopwatch.StartNew();
        wait.For([], s_slice);
        Assert.True(elapsed.Elapsed >= s_slice);
        wait.For([], s_slice);
        Assert.True(elapsed.Elapsed >= 2 * s_slice);
        _console.Type("a");
        AssertEarly(() => wait.For([], ScriptedServer.Bound));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_socket_ends_the_wait_also_where_keys_are_looked_for(bool hasDescriptor)
    {
        Assert.SkipWhen(hasDescriptor && OperatingSystem.IsWindows(), "Windows has no poll.");
        (Socket ours, Socket theirs) = Connected();
        using (ours)
        using (theirs)
        {
            HostWait wait = New(hasDescriptor ? Unpollable : null);
            var elapsed = Stopwatch.StartNew();
            wait.For([ours], s_slice);
            Assert.True(elapsed.Elapsed >= s_slice);
            theirs.Send([1]);
            AssertEarly(() => wait.For([ours], ScriptedServer.Bound));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keys_and_a_socket_are_polled_together(bool isKey)
    {
        SkipOnWindows();
        (Socket ours, Socket theirs) = Connected();
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using (ours)
        using (theirs)
        {
            var poll = new DescriptorPoll((int)pipe.ClientSafePipeHandle.DangerousGetHandle());
            var elapsed = Stopwatch.StartNew();
            Assert.True(poll.TryWait([ours], s_slice));
            Assert.True(elapsed.Elapsed >= 0.9 * s_slice); // poll counts in ticks of the system's clock.
            if (isKey)
                pipe.WriteByte(1);
            else
                theirs.Send([1]);
            AssertEarly(() => Assert.True(poll.TryWait([ours], ScriptedServer.Bound)));
        }
    }

    [Fact]
    public void A_stop_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        var wait = new HostWait(_keys, null, stop.Token);
        stop.Cancel();
        AssertEarly(() => wait.For([], ScriptedServer.Bound));
    }

    private static void AssertEarly(Action wait)
    {
        var elapsed = Stopwatch.StartNew();
        wait();
        Assert.True(elapsed.Elapsed < ScriptedServer.Bound / 2, $"it took {elapsed.Elapsed}");
    }

    private HostWait New(DescriptorPoll? poll) => new(_keys, poll, TestContext.Current.CancellationToken);

    private static (Socket Ours, Socket Theirs) Connected()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var ours = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        ours.Connect(listener.LocalEndpoint);
        return (ours, listener.AcceptSocket());
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no poll.");
}
