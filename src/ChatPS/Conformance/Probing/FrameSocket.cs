using System;
using System.Collections.Generic;
using System.Net.Sockets;
using ChatPS.Net;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Conformance;

/// <summary>One connection to the server under test: any bytes out, frames in. Every wait has an end and looks at the token.</summary>
internal sealed class FrameSocket(SocketChannel channel, RuleTimer timer) : IDisposable
{
    private readonly byte[] _buffer = new byte[ConformanceLimits.ReadSize + channel.Reserve];
    private readonly FrameCodec _codec = new();
    private bool _isDisposed;

    /// <summary>The server has closed, or the connection was lost, or is closed here.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>A part of a frame has come and not the rest.</summary>
    public bool IsInsideFrame => _codec.InsideFrame;

    /// <summary>The next frame.</summary>
    /// <returns>Null when the time is over, or the connection.</returns>
    /// <exception cref="RuleFailedException">The bytes are no frame.</exception>
    public byte[]? Read(long by)
    {
        while (true)
        {
            if (TryDecode() is { } payload)
                return payload;
            bool isLast = timer.Slice(by) == 0; // a byte now and then must not prolong it
            if (HasEnded || !Fill(by))
                return null;
            if (isLast)
                return TryDecode();
        }
    }

    /// <summary>Sends all of it.</summary>
    /// <exception cref="RuleFailedException">The server does not take it in time.</exception>
    public void Send(byte[] bytes, int offset, int count)
    {
        long by = timer.ReplyBy;
        int end = offset + count;
        while (!HasEnded && (offset < end || !channel.IsFlushed))
        {
            SocketError error = SocketError.Success;
            if (offset < end)
                offset += channel.Send(bytes, offset, end - offset, out error);
            if (error == SocketError.Success)
                channel.Flush(out error);
            HasEnded |= error is not (SocketError.Success or SocketError.WouldBlock or SocketError.Interrupted or SocketError.NoBufferSpaceAvailable);
            if ((offset < end || !channel.IsFlushed) && !Wait(by, SelectMode.SelectWrite) && timer.Slice(by) == 0)
                throw new RuleFailedException("The server does not read what is sent to it.");
        }
    }

    /// <summary>Closes as a program does that ends.</summary>
    public void Close()
    {
        if (_isDisposed)
            return;
        try
        {
            channel.ShutdownSend();
        }
        catch (SocketException)
        {
            // The server was faster.
        }

        Dispose();
    }

    /// <summary>Closes so that the server sees a reset: as a machine does that has crashed.</summary>
    public void Reset()
    {
        if (!_isDisposed)
            channel.Socket.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    public void Dispose()
    {
        HasEnded = true;
        if (_isDisposed)
            return;
        _isDisposed = true;
        channel.Dispose();
    }

    private byte[]? TryDecode()
    {
        try
        {
            return _codec.TryRead(out ArraySegment<byte> payload) ? [.. payload] : null;
        }
        catch (ChatProtocolException e)
        {
            byte[] header = e.GetHeader();
            HasEnded = true;
            throw new RuleFailedException($"A frame must begin with two digits, but after {e.FrameCount} frames the server sent {BitConverter.ToString(header)} ('{TerminalText.Decode(header, 0, header.Length)}').");
        }
    }

    // Waits for bytes and hands them to the decoder; false when none came in time.
    private bool Fill(long by)
    {
        int count = channel.Receive(_buffer, 0, _buffer.Length, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
            return Wait(by, SelectMode.SelectRead) || timer.Slice(by) > 0;
        HasEnded = error != SocketError.Success || count == 0;
        if (!HasEnded)
            _codec.Feed(_buffer, 0, count);
        return !HasEnded;
    }

    private bool Wait(long by, SelectMode mode) => channel.Socket.Poll(timer.Slice(by) * 1000, mode);
}
