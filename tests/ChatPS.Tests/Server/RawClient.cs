using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace ChatPS.Tests.Server;

/// <summary>A client of bare sockets, which shares no code with the server. Every wait ends in a failure after <see cref="Patience"/>.</summary>
internal sealed class RawClient : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;
    private int _end;

    private RawClient(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    /// <summary>The server ended the connection so that what it said last could have been lost.</summary>
    public bool WasReset { get; private set; }

    public static RawClient Connect(ChatServer server, int? receiveBuffer = null) =>
        Connect(IPAddress.Parse(server.ComputerName), server.Port, receiveBuffer);

    public static RawClient Connect(IPAddress address, int port, int? receiveBuffer = null)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is int size)
            socket.ReceiveBufferSize = size;
        socket.ReceiveTimeout = socket.SendTimeout = (int)Patience.TotalMilliseconds;
        socket.Connect(address, port);
        return new RawClient(socket);
    }

    public static RawClient LogIn(ChatServer server, string name, string password = "pw", int? receiveBuffer = null)
    {
        RawClient client = Connect(server, receiveBuffer);
        Assert.Equal($"Welcome, {name}! ChatPS 1", client.Ask($"LOGIN {name} {password}"));
        return client;
    }

    public static byte[] Frame(byte[] payload) => [.. Encoding.ASCII.GetBytes(payload.Length.ToString("00")), .. payload];

    public static byte[] Frame(string payload) => Frame(Encoding.UTF8.GetBytes(payload));

    public static byte[] Frames(params string[] payloads) => payloads.SelectMany(Frame).ToArray();

    public void SendBytes(byte[] bytes)
    {
        for (int sent = 0; sent < bytes.Length;)
            sent += Socket.Send(bytes, sent, bytes.Length - sent, SocketFlags.None);
    }

    public void SendBytes(string bytes) => SendBytes(Encoding.UTF8.GetBytes(bytes));

    public void Send(params string[] payloads) => SendBytes(Frames(payloads));

    public string Ask(string payload)
    {
        Send(payload);
        return Read();
    }

    public string Read() => Encoding.UTF8.GetString(ReadBytes());

    public string[] Read(int count) => Enumerable.Range(0, count).Select(_ => Read()).ToArray();

    public byte[] ReadBytes()
    {
        int tens = NextByte() - '0';
        int count = (tens * 10) + NextByte() - '0';
        Assert.InRange(count, 0, 99);
        return Enumerable.Range(0, count).Select(_ => (byte)NextByte()).ToArray();
    }

    /// <summary>All that still comes until the server closes.</summary>
    public string[] ReadToEnd()
    {
        var payloads = new List<string>();
        while (HasMore())
            payloads.Add(Read());
        return [.. payloads];
    }

    /// <summary>There is something to read, or the end.</summary>
    public bool HasArrived => _at < _end || Socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Takes bytes as they come, frames or not.</summary>
    /// <returns>0 at the end.</returns>
    public int TakeReceived(byte[] into)
    {
        int kept = Math.Min(_end - _at, into.Length);
        if (kept == 0)
            return Socket.Receive(into);
        Array.Copy(_buffer, _at, into, 0, kept);
        _at += kept;
        return kept;
    }

    /// <summary>Reads away what has come.</summary>
    public void SkipReceived()
    {
        if (Socket.Available > 0)
            Socket.Receive(_buffer);
    }

    public void AssertEnd() => Assert.Empty(ReadToEnd());

    /// <summary>Closes so that the other side sees a reset.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Close();
    }

    public void Dispose() => Socket.Dispose();

    /// <summary>Waits for what the server does by itself, which nothing tells.</summary>
    public static void Until(Func<bool> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Patience, "Waited in vain: " + what);
            Thread.Sleep(2);
        }
    }

    private int NextByte()
    {
        Assert.True(HasMore(), "The server closed the connection.");
        return _buffer[_at++];
    }

    private bool HasMore()
    {
        if (_at < _end)
            return true;
        try
        {
            _at = 0;
            _end = Socket.Receive(_buffer);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            _end = 0;
            WasReset = true;
        }

        return _end > 0;
    }
}
