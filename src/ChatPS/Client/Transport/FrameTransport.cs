using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// One connected socket: frames in, bytes out, and why it ended. An error of the network is not thrown but kept as
/// <see cref="Failure"/>. Nothing here blocks but <see cref="Wait"/>, for one slice. The owner's lock guards it, except
/// <see cref="Wait"/>, <see cref="State"/> and <see cref="Reason"/>.
/// </summary>
internal sealed class FrameTransport
{
    private readonly FrameCodec _codec = new();
    private readonly byte[] _received = new byte[ClientLimits.ReceiveBytes];
    private volatile ChatSessionState _state = ChatSessionState.Opened;
    private ChatException? _failure;
    private bool _readEnded;

    private readonly SocketChannel _channel;

    /// <param name="channel">Connected, and ready to exchange bytes; closed with the transport.</param>
    public FrameTransport(SocketChannel channel) => _channel = channel;

    public Socket Socket => _channel.Socket;

    /// <summary>False while bytes that <see cref="Send"/> took wait for room in the socket.</summary>
    public bool IsFlushed => _channel.IsFlushed;

    public ChatSessionState State => _state;

    public bool IsOpen => _state == ChatSessionState.Opened;

    /// <summary>Why it was closed; null while it is open, and when it was closed from this side.</summary>
    public ChatException? Reason { get; private set; }

    /// <summary>The first error of the network. What arrived before it may still be readable, so the owner closes.</summary>
    public ChatException? Failure => _failure;

    /// <summary>The error for a caller that needs it open; null while it is.</summary>
    public ChatException? Error => _state switch
    {
        ChatSessionState.Opened => null,
        ChatSessionState.Closed => new ChatException(ChatFailure.SessionClosed, "The session was closed."),
        _ => new ChatException(Reason!.Failure, Reason.Message, Reason),
    };

    /// <exception cref="ChatException">It was closed.</exception>
    public void ThrowIfEnded()
    {
        if (Error is { } error)
            throw error;
    }

    /// <summary>Waits until there is something to read, or room to write where that is asked for.</summary>
    public void Wait(bool read, bool write, int milliseconds)
    {
        try
        {
            if (write)
                Socket.Select(read ? new List<Socket> { Socket } : null, new List<Socket> { Socket }, null, milliseconds * 1000);
            else
                Socket.Poll(milliseconds * 1000, SelectMode.SelectRead);
        }
        catch (ObjectDisposedException)
        {
            // Closed by another thread.
        }
        catch (SocketException e)
        {
            Fail(e);
        }
    }

    /// <summary>Reads once, what is there. Each frame of it is then taken with <see cref="TryRead"/>.</summary>
    /// <returns>False when there was nothing, or no more will come.</returns>
    public bool TryReceive()
    {
        if (_readEnded)
            return false;
        int count = _channel.Receive(_received, 0, _received.Length, out SocketError error);
        if (error == SocketError.WouldBlock)
            return false;
        if (error == SocketError.Success && count > 0)
        {
            _codec.Feed(_received, 0, count);
            return true;
        }

        _readEnded = true;
        if (error != SocketError.Success)
            Fail(error);
        else
            Fail(new ChatException(ChatFailure.ConnectionLost, "The server closed the connection" + (_codec.InsideFrame ? " in the middle of a frame." : ".")));
        return false;
    }

    /// <summary>Takes the next whole frame of what was received.</summary>
    /// <param name="payload">Good until the next call.</param>
    /// <returns>False when there is none, or bytes that are no frame, which is a failure.</returns>
    public bool TryRead(out ArraySegment<byte> payload)
    {
        try
        {
            return _codec.TryRead(out payload);
        }
        catch (ChatProtocolException e)
        {
            _readEnded = true;
            Fail(e);
            payload = default;
            return false;
        }
    }

    /// <summary>Sends what the socket takes.</summary>
    /// <returns>How many bytes that is: 0 while it takes none, and when it never will.</returns>
    public int Send(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
            return 0;
        int taken = _channel.Send(buffer, offset, count, out SocketError error);
        if (error is not (SocketError.Success or SocketError.WouldBlock or SocketError.Interrupted or SocketError.NoBufferSpaceAvailable))
            Fail(error);
        return taken;
    }

    /// <summary>Sends what was taken.</summary>
    /// <returns>True when nothing of it is left.</returns>
    public bool Flush()
    {
        if (_channel.IsFlushed || !IsOpen)
            return true;
        bool flushed = _channel.Flush(out SocketError error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            Fail(error);
        return flushed;
    }

    /// <summary>Tells the other side that nothing more will be sent.</summary>
    public void ShutdownSend()
    {
        try
        {
            _channel.ShutdownSend();
        }
        catch (SocketException e)
        {
            Fail(e);
        }
    }

    /// <summary>Closes the socket. Waits of other threads on it end at once or within their slice.</summary>
    /// <param name="reason">Null when this side wants it so.</param>
    public void Close(ChatException? reason)
    {
        // Who sees the state without the lock must find the reason.
        Reason = reason;
        _state = reason is null ? ChatSessionState.Closed : ChatSessionState.Broken;
        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side was faster.
        }

        _channel.Dispose();
    }

    private void Fail(SocketError error)
    {
        if (_channel.Failure is { } failure)
            Fail(new ChatException(ChatFailure.ConnectionLost, "The encrypted connection to the server has failed: " + failure.Message, failure));
        else
            Fail(new SocketException((int)error));
    }

    private void Fail(SocketException error) =>
        Fail(new ChatException(ChatFailure.ConnectionLost, "The connection to the server was lost: " + error.Message, error));

    private void Fail(ChatException failure) => Interlocked.CompareExchange(ref _failure, failure, null);
}
