using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatPS.Net;
using ChatPS.Protocol;
using ChatPS.Server;
using CsCheck;

namespace ChatPS.Tests.Server;

public class ServerPartsTests
{
    [Fact]
    public void What_a_decoder_keeps_is_read_although_the_buffer_changes()
    {
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 12]).Sample((readFirst, cut) =>
        {
            string[] sent = ["a", "", "bcd", "WHO", "x y", "end"];
            byte[] bytes = RawClient.Frames(sent);
            var codec = new FrameCodec();
            var got = new List<string>();
            byte[] first = bytes[..^cut];
            codec.Feed(first, 0, first.Length);
            while (got.Count < readFirst && codec.TryRead(out ArraySegment<byte> payload))
                got.Add(Encoding.ASCII.GetString(payload));
            codec.Keep();
            Array.Clear(first);
            ReadAll(codec, got);
            codec.Feed(bytes, bytes.Length - cut, cut);
            ReadAll(codec, got);
            Assert.Equal(sent, got);
        });
    }

    [Fact]
    public void A_decoder_with_nothing_unread_keeps_nothing()
    {
        var codec = new FrameCodec();
        Assert.False(codec.Keep());
        byte[] bytes = RawClient.Frames("a");
        codec.Feed(bytes, 0, bytes.Length);
        Assert.True(codec.Keep());
        Assert.True(codec.TryRead(out _));
        Assert.False(codec.Keep());
    }

    [Fact]
    public void A_rate_limiter_lets_a_burst_pass_and_then_so_many_a_second()
    {
        var limit = new RateLimiter(new RequestRate(5, burst: 10));
        Assert.Equal(10, TakeAll(limit, 1_000_000));
        Assert.Equal(1_000_200, limit.NextAt);
        Assert.Equal(0, TakeAll(limit, 1_000_199));
        Assert.Equal(1, TakeAll(limit, 1_000_200));
        Assert.Equal(5, TakeAll(limit, 1_001_200));
        Assert.Equal(10, TakeAll(limit, 2_000_000));
    }

    [Fact]
    public void A_rate_of_nought_never_waits()
    {
        var limit = new RateLimiter(default);
        for (int i = 0; i < 1000; i++)
            limit.Take(0);
        Assert.True(limit.NextAt < 0);
    }

    [Fact]
    public void A_buffer_is_large_enough_and_comes_back()
    {
        var pool = new BufferPool();
        foreach (int count in new[] { 0, 1, 1024, 1025, 100_000, ServerLimits.MaxQueue, ServerLimits.MaxQueue + 1 })
            Assert.InRange(pool.Rent(count).Length, count, Math.Max(1024, count * 2));
        byte[] buffer = pool.Rent(5000);
        pool.Return(buffer);
        Assert.Same(buffer, pool.Rent(4097));
        Assert.NotSame(buffer, pool.Rent(4097));
    }

    [Fact]
    public void A_pool_does_not_keep_a_crowd()
    {
        var pool = new BufferPool();
        foreach ((int size, int kept) in new[] { (32 * 1024, 128), (ServerLimits.MaxQueue, 0) })
        {
            byte[][] crowd = Enumerable.Range(0, 200).Select(_ => pool.Rent(size)).ToArray();
            Assert.Equal(200L * size, pool.RentedBytes);
            Array.ForEach(crowd, pool.Return);
            Assert.Equal(0, pool.RentedBytes);
            byte[][] next = Enumerable.Range(0, 200).Select(_ => pool.Rent(size)).ToArray();
            Assert.Equal(kept, next.Count(crowd.Contains));
            Array.ForEach(next, pool.Return);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_send_queue_sends_what_was_put_in_it_in_order(bool byDescriptor)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        using var reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
        reader.Connect(listener.LocalEndPoint!);
        using Socket writer = listener.Accept();
        writer.Blocking = false;
        writer.SendBufferSize = 4096;
        using var channel = new PlainChannel(writer, byDescriptor && LinuxSystem.IsLinux);
        var pool = new BufferPool();
        var queue = new SendQueue(pool);
        var random = RandomRun.Source(7);
        var buffer = new byte[64 * 1024];
        byte given = 0;
        byte expected = 0;
        int total = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] piece = Enumerable.Range(0, random.Next(4000)).Select(_ => given++).ToArray();
            if (round % 5 == 0)
                queue.AddShared(piece);
            else
                queue.Add(piece, 0, piece.Length);
            total += piece.Length;
            queue.Flush(channel, out _);
            if (round % 7 == 0)
                total -= Take(reader, buffer, ref expected);
        }

        while (total > 0)
        {
            queue.Flush(channel, out _);
            total -= Take(reader, buffer, ref expected);
        }

        Assert.Equal((0, 0, 0L), (queue.Count, queue.Capacity, pool.RentedBytes));
        Assert.Equal(given, expected);
    }

    [Fact]
    public void A_shared_block_takes_no_memory_in_a_queue_and_goes_with_it()
    {
        var pool = new BufferPool();
        var queue = new SendQueue(pool);
        queue.Add(new byte[10], 0, 10);
        queue.AddShared(new byte[100_000]);
        queue.Add(new byte[20], 0, 20);
        Assert.Equal((100_030, 2048, 2048L), (queue.Count, queue.Capacity, pool.RentedBytes));
        queue.Clear();
        Assert.Equal((0, 0, 0L), (queue.Count, queue.Capacity, pool.RentedBytes));
    }

    [Theory]
    [InlineData("", "pw", ChatFailure.InvalidUserName)]
    [InlineData("a b", "pw", ChatFailure.InvalidUserName)]
    [InlineData("né", "pw", ChatFailure.InvalidUserName)]
    [InlineData("No", "pw", ChatFailure.InvalidUserName)]
    [InlineData("fo", "", ChatFailure.InvalidPassword)]
    [InlineData("fo", "se cret", ChatFailure.InvalidPassword)]
    public void A_login_that_nobody_could_use_is_refused_without_its_password(string name, string password, ChatFailure failure)
    {
        ChatException e = Assert.Throws<ChatException>(() => TestServer.Login(name, password));
        Assert.Equal(failure, e.Failure);
        if (password.Length > 3)
            Assert.DoesNotContain(password, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_login_shows_no_password()
    {
        ChatLogin login = TestServer.Login("fo", "secret");
        Assert.Equal("fo", login.ToString());
        Assert.Equal(["UserName"], typeof(ChatLogin).GetProperties().Select(property => property.Name));
        Assert.Throws<ChatException>(() => TestServer.Login(new string('n', 50), new string('p', 43)));
        Assert.True(TestServer.Login(new string('n', 50), new string('p', 42)).HasPassword(Encoding.ASCII.GetBytes(new string('p', 42))));
    }

    [Fact]
    public void A_password_is_matched_whole()
    {
        ChatLogin login = TestServer.Login("fo", "secret");
        Assert.True(login.HasPassword(Encoding.ASCII.GetBytes("secret")));
        foreach (string wrong in new[] { "", "secre", "secretx", "secreT", "Secret", "secret\0" })
            Assert.False(login.HasPassword(Encoding.ASCII.GetBytes(wrong)));
    }

    private static void ReadAll(FrameCodec codec, List<string> got)
    {
        while (codec.TryRead(out ArraySegment<byte> payload))
            got.Add(Encoding.ASCII.GetString(payload));
    }

    private static int TakeAll(RateLimiter limit, long now)
    {
        int taken = 0;
        for (; limit.NextAt <= now; taken++)
            limit.Take(now);
        return taken;
    }

    private static int Take(Socket reader, byte[] buffer, ref byte expected)
    {
        int count = reader.Receive(buffer);
        for (int i = 0; i < count; i++)
            Assert.Equal(expected++, buffer[i]);
        return count;
    }
}
