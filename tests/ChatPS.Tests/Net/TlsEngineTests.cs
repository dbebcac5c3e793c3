using System.Security.Cryptography.X509Certificates;
using ChatPS.Net;

namespace ChatPS.Tests.Net;

public sealed class TlsEngineTests
{
    private static readonly X509Certificate2 s_certificate = TestCertificate.Create();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    [InlineData(1 << 20)]
    public void Whatever_way_the_bytes_are_cut_both_sides_read_what_the_other_wrote(int pieces)
    {
        (TlsEngine client, TlsEngine server) = Connect(pieces);
        byte[] text = new byte[pieces == 1 ? 40_000 : 500_000];
        new Random(4711).NextBytes(text);
        Write(client, text);
        Write(server, [.. text.Reverse()]);
        Carry(client, server, pieces);
        Assert.Equal(text, TakeAll(server));
        Assert.Equal(text.Reverse(), TakeAll(client));
    }

    [Fact]
    public void Nothing_is_sent_in_the_open_and_nothing_is_taken_before_the_handshake()
    {
        using TlsEngine client = TlsEngine.Client("localhost", new CertificateCheck("localhost", [], skip: true).Accept);
        Assert.False(client.IsReady);
        Assert.NotEqual(0, client.Outgoing.Count);
        (TlsEngine one, TlsEngine other) = Connect(100);
        Write(one, "Secret4711"u8.ToArray());
        Assert.Equal(-1, one.Outgoing.Content.AsSpan().IndexOf("Secret4711"u8));
        Carry(one, other, 100);
        Assert.Equal("Secret4711"u8.ToArray(), TakeAll(other));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_end_is_read_whether_it_was_announced_or_not(bool announced)
    {
        (TlsEngine client, TlsEngine server) = Connect(1000);
        Write(client, "bye"u8.ToArray());
        if (announced)
            client.Shutdown();
        Carry(client, server, 1000);
        if (!announced)
            server.End();
        Assert.True(server.HasEnded);
        Assert.Null(server.Failure);
        Assert.Equal("bye"u8.ToArray(), TakeAll(server));

        // The other direction goes on.
        Write(server, "last words"u8.ToArray());
        Carry(client, server, 1000);
        Assert.Equal("last words"u8.ToArray(), TakeAll(client));
    }

    [Fact]
    public void With_a_refused_certificate_the_client_sends_nothing_more()
    {
        var check = new CertificateCheck("localhost", [], skip: false);
        using TlsEngine client = TlsEngine.Client("localhost", check.Accept);
        using TlsEngine server = TlsEngine.Server(s_certificate);
        Carry(client, server, 1000);
        Assert.False(client.IsReady);
        Assert.NotNull(client.Failure);
        Assert.Contains("nobody whom this machine trusts", check.Refusal);
        Assert.Empty(TakeAll(server));
    }

    [Fact]
    public void Noise_behind_the_handshake_is_a_failure_and_no_exception()
    {
        (TlsEngine client, TlsEngine server) = Connect(1000);
        byte[] noise = new byte[5000];
        new Random(1).NextBytes(noise);
        noise[0] = 0x17;
        noise[1] = 3;
        noise[2] = 3;
        noise[3] = 1;
        server.Feed(noise, 0, noise.Length);
        Assert.NotNull(server.Failure);
        Assert.Empty(TakeAll(server));
        client.Dispose();
    }

    /// <summary>In a window's thread, say, the tasks of the encryption must not wait for that window.</summary>
    [Fact]
    public void A_context_of_the_caller_changes_nothing_and_is_left_as_it_was()
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        var context = new NeverContext();
        try
        {
            SynchronizationContext.SetSynchronizationContext(context);
            (TlsEngine client, TlsEngine server) = Connect(100);
            Write(client, "hi"u8.ToArray());
            Carry(client, server, 100);
            Assert.Equal("hi"u8.ToArray(), TakeAll(server));
            Assert.Same(context, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>The pair that .NET Framework's SslStream calls.</summary>
    [Fact]
    public void The_wire_reads_and_writes_by_the_older_pair_of_methods_as_well()
    {
        using var wire = new WireStream();
        var completed = new List<int>();
        byte[] buffer = new byte[8];
        wire.BeginRead(buffer, 0, 8, result => completed.Add(wire.EndRead(result)), null);
        Assert.Empty(completed);
        Assert.True(wire.IsStarved);
        wire.Feed("abc"u8.ToArray(), 0, 3);
        Assert.Equal([3], completed);
        Assert.Equal("abc"u8.ToArray(), buffer[..3]);
        wire.Feed("de"u8.ToArray(), 0, 2);
        wire.BeginRead(buffer, 0, 1, result => completed.Add(wire.EndRead(result)), null);
        wire.BeginRead(buffer, 1, 7, result => completed.Add(wire.EndRead(result)), null);
        Assert.Equal([3, 1, 1], completed);
        wire.EndWrite(wire.BeginWrite("xyz"u8.ToArray(), 0, 3, result => completed.Add(99), null));
        Assert.Equal("xyz"u8.ToArray(), wire.Outgoing.Content.ToArray());
        wire.End();
        wire.BeginRead(buffer, 0, 8, result => completed.Add(wire.EndRead(result)), null);
        Assert.Equal([3, 1, 1, 99, 0], completed);
    }

    private static (TlsEngine Client, TlsEngine Server) Connect(int pieces)
    {
        TlsEngine client = TlsEngine.Client("localhost", new CertificateCheck("localhost", [], skip: true).Accept);
        TlsEngine server = TlsEngine.Server(s_certificate);
        Carry(client, server, pieces);
        Assert.True(client.IsReady);
        Assert.True(server.IsReady);
        return (client, server);
    }

    private static void Write(TlsEngine engine, byte[] bytes)
    {
        for (int at = 0; at < bytes.Length; at += TlsEngine.RecordBytes)
            engine.Write(bytes, at, Math.Min(TlsEngine.RecordBytes, bytes.Length - at));
    }

    // Until both have nothing to say any more.
    private static void Carry(TlsEngine one, TlsEngine other, int pieces)
    {
        while (one.Outgoing.Count + other.Outgoing.Count > 0)
        {
            CarryOne(one, other, pieces);
            CarryOne(other, one, pieces);
        }
    }

    private static void CarryOne(TlsEngine from, TlsEngine to, int pieces)
    {
        byte[] piece = new byte[Math.Min(pieces, from.Outgoing.Count)];
        int count = from.Outgoing.Take(piece, 0, piece.Length);
        if (count > 0)
            to.Feed(piece, 0, count);
    }

    private static byte[] TakeAll(TlsEngine engine)
    {
        byte[] all = new byte[engine.Plain.Count];
        engine.Plain.Take(all, 0, all.Length);
        return all;
    }

    private sealed class NeverContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
