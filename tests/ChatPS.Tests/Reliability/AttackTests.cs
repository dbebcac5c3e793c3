using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatPS.Tests.Server;
using ChatPS.Tests.Shell;

namespace ChatPS.Tests.Reliability;

/// <summary>Attacks on a server at full speed, beside people who only want to talk.</summary>
[Collection(Alone.Name)]
public sealed class AttackTests
{
    private const string ServeScript = """
        $server = Start-ChatServer 0
        [Console]::Out.WriteLine($server.Port)
        while ($null -ne [Console]::In.ReadLine()) {
            [Console]::Out.WriteLine("$($server.State), $([IO.File]::ReadAllText($PSCommandPath).Length -gt 0)")
        }
        """;

    [Fact]
    public async Task With_few_descriptors_silent_connections_leave_the_process_enough_to_work()
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "Windows has no limit of descriptors.");
        using var script = new ScriptFile(ServeScript);
        using ShellProcess shell = ShellProcess.StartWithin(256, script.Path);
        int port = int.Parse(await shell.ReadLine() ?? throw new InvalidOperationException("The server did not start."));
        using var talker = RawClient.Connect(IPAddress.Loopback, port);
        Assert.Equal("Welcome, fo! ChatPS 1", talker.Ask("LOGIN fo pw"));
        RawClient[] silent = [.. Enumerable.Range(0, 190).Select(_ => RawClient.Connect(IPAddress.Loopback, port))];
        Assert.Contains("NO - server is full", (string[])[silent[0].Read()]);
        Assert.Equal("fo: still here", talker.Ask("MSG still here"));
        await shell.Type("\n");
        Assert.Equal("Running, True", await shell.ReadLine());

        // And who wants to talk finds a place when they have gone.
        Array.ForEach(silent, client => client.Dispose());
        using var other = RawClient.Connect(IPAddress.Loopback, port);
        Assert.Equal("Welcome, be! ChatPS 1", other.Ask("LOGIN be pw"));
        Assert.Equal(0, (await shell.End()).ExitCode);
    }

    [Fact]
    public async Task Whispers_from_many_do_not_close_a_fast_reader()
    {
        const int Senders = 5;
        int each = LongRun.Pick(3000, 100_000);
        using var test = new TestServer(messagesPerSecond: 0);
        using RawClient reader = test.LogIn("r", receiveBuffer: 16 * 1024);
        int delivered = 0;
        using var sent = new CancellationTokenSource();
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(i => ScriptedServer.Run(() =>
            Interlocked.Add(ref delivered, Whisper(test, new string((char)('a' + i), 64), each))))];
        Task reading = ScriptedServer.Run(() =>
        {
            // Four frames a whisper: 94 bytes of text, 24 of them behind the prefix of 75.
            for (int frames = 0; !sent.IsCancellationRequested || frames < 4 * Volatile.Read(ref delivered); frames++)
                Assert.Contains(" whispers: xx", reader.Read(), StringComparison.Ordinal);
        });
        await Task.WhenAll(senders);
        await sent.CancelAsync();
        using RawClient last = test.LogIn("last");
        Assert.Contains("r", test.Server.UserName);
        await reading;
        Assert.InRange(delivered, 1, Senders * each);
        LongRun.Report($"whispers of a long name: {delivered:N0} of {Senders * each:N0} delivered, the others refused, and the reader has all of them");
    }

    [Fact]
    public async Task A_flooder_does_not_empty_a_room_of_slow_readers()
    {
        const int Readers = 5;
        TimeSpan length = LongRun.Pick(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
        using var test = new TestServer();
        using var over = new CancellationTokenSource();
        RawClient[] readers = [.. Enumerable.Range(0, Readers).Select(i => test.LogIn("slow" + i, receiveBuffer: 16 * 1024))];
        using RawClient flooder = test.LogIn("flooder");
        Task[] reading = [.. readers.Select(reader => ScriptedServer.Run(() => ReadSlowly(reader, over.Token)))];
        Task<long> flooding = Task.Run(() => Flood(flooder, length));
        long said = await flooding;
        Assert.Equal(Readers + 1, test.Server.UserName.Length);
        await over.CancelAsync();
        await Task.WhenAll(reading);
        LongRun.Report($"a flooder beside {Readers} readers of 1.6 MB/s: {said:N0} messages in {length.TotalSeconds:0} s, nobody closed");
        Array.ForEach(readers, reader => reader.Dispose());
    }

    [Fact]
    public async Task A_storm_of_connections_beside_people_who_talk()
    {
        int rounds = LongRun.Pick(200, 5000);
        using var test = new TestServer();
        using var healthy = new HealthyClients(test);
        double alone = healthy.P99(rounds, []);
        using var over = new CancellationTokenSource();
        int port = test.Server.Port;
        Task<int> storm = Task.Run(() => Storm(port, over.Token));
        double among = healthy.P99(rounds, []);
        await over.CancelAsync();
        int connections = await storm;
        Assert.InRange(connections, 1, int.MaxValue);
        test.UntilClients(HealthyClients.Count);
        LongRun.Report($"storm: {connections:N0} connections; p99 of a message to {HealthyClients.Count} healthy peers {alone:0.00} ms alone, {among:0.00} ms among them");
    }

    // Each answer is read: so the sender itself keeps up.
    private static int Whisper(TestServer test, string name, int count)
    {
        const int Batch = 20;
        using RawClient sender = test.LogIn(name);
        byte[] frames = RawClient.Frames([.. Enumerable.Repeat("W r " + new string('x', 94), Batch)]);
        int delivered = 0;
        for (int sent = 0; sent < count; sent += Batch)
        {
            sender.SendBytes(frames);
            foreach (string answer in sender.Read(Batch))
            {
                Assert.True(answer is "OK - whispered to r" or "NO - r cannot keep up", answer);
                delivered += answer[0] == 'O' ? 1 : 0;
            }
        }

        return delivered;
    }

    // A reader that takes 32 KiB each 20 ms, until it is over; then all that is left, so that its end shows.
    private static void ReadSlowly(RawClient reader, CancellationToken over)
    {
        var buffer = new byte[32 * 1024];
        while (!over.IsCancellationRequested)
        {
            for (int read = 0; read < buffer.Length && reader.Socket.Available > 0;)
                read += reader.Socket.Receive(buffer, 0, buffer.Length - read, SocketFlags.None);
            over.WaitHandle.WaitOne(20);
        }
    }

    private static long Flood(RawClient flooder, TimeSpan length)
    {
        byte[] frames = RawClient.Frames([.. Enumerable.Repeat("MSG " + new string('x', 80), 100)]);
        var echo = new byte[64 * 1024];
        flooder.Socket.Blocking = false;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        long sent = 0;
        for (int at = 0; clock.Elapsed < length;)
        {
            int count = flooder.Socket.Send(frames, at, frames.Length - at, SocketFlags.None, out SocketError full);
            at = (at + count) % frames.Length;
            sent += count;
            int read = flooder.Socket.Receive(echo, 0, echo.Length, SocketFlags.None, out SocketError none);
            if (full != SocketError.Success && none != SocketError.Success)
                flooder.Socket.Poll(1000, SelectMode.SelectRead);
            Assert.True(read > 0 || none == SocketError.WouldBlock, "The flooder was closed.");
        }

        return sent / 86;
    }

    private static int Storm(int port, CancellationToken over)
    {
        int count = 0;
        byte[] login = RawClient.Frames("LOGIN storm pw");
        for (; !over.IsCancellationRequested; count++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            socket.Connect(IPAddress.Loopback, port);
            if (count % 2 == 0)
                socket.Send(login);
        }

        return count;
    }
}
