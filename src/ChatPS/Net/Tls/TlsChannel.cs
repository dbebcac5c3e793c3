using System;
using System.IO;
using System.Net.Sockets;

namespace ChatPS.Net;

/// <summary>The bytes encrypted. The handshake goes on with each <see cref="Receive"/>; the engine is made when the first bytes come or go.</summary>
internal sealed class TlsChannel : SocketChannel
{
    private const byte FirstContentType = 0x14;
    private const byte LastContentType = 0x17;

    [ThreadStatic]
    private static byte[]? s_buffer;

    private readonly Func<TlsEngine> _createEngine;
    private readonly byte[] _plainAnswer;
    private TlsEngine? _engine;
    private Exception? _failure;
    private bool _hasReceived;

    /// <param name="socket">Connected and non-blocking; closed with the channel.</param>
    /// <param name="createEngine">A client's engine has the first word.</param>
    /// <param name="plainAnswer">Sent as it is to a peer that does not speak TLS; may be empty.</param>
    public TlsChannel(Socket socket, Func<TlsEngine> createEngine, byte[] plainAnswer)
        : base(socket)
    {
        _createEngine = createEngine;
        _plainAnswer = plainAnswer;
    }

    public override bool IsFlushed => _engine is null || _engine.Outgoing.Count == 0;

    public override bool IsReady => _engine is { IsReady: true };

    public override Exception? Failure => _failure ?? _engine?.Failure;

    /// <summary>The other side has ended, and all that it said was received.</summary>
    public bool HasEnded => _engine is { HasEnded: true, Plain.Count: 0 };

    private TlsEngine Engine => _engine ??= _createEngine();

    /// <inheritdoc/>
    /// <remarks>A record that was begun before is completed by the first byte, and gives all of itself at once.</remarks>
    public override int Reserve => TlsEngine.RecordBytes;

    public override int Receive(byte[] buffer, int offset, int count, out SocketError error)
    {
        error = SocketError.Success;
        if ((_engine is null or { Plain.Count: 0, HasEnded: false }) && Failure is null)
            Feed(Math.Max(1, count - Reserve), out error);
        if (_engine is { Plain.Count: > 0 } engine)
            return engine.Plain.Take(buffer, offset, count);
        if (error == SocketError.Success && Failure is not null)
            error = SocketError.ProtocolNotSupported;
        else if (error == SocketError.Success && _engine is { HasEnded: false })
            error = SocketError.WouldBlock;
        return 0;
    }

    public override int Send(byte[] bytes, int offset, int count, out SocketError error)
    {
        if (!Flush(out error) || !IsReady || count == 0)
        {
            error = error == SocketError.Success ? SocketError.WouldBlock : error;
            return 0;
        }

        int taken = Math.Min(count, TlsEngine.RecordBytes);
        Engine.Write(bytes, offset, taken);
        Flush(out error);
        if (error == SocketError.WouldBlock)
            error = SocketError.Success;
        return taken;
    }

    public override bool Flush(out SocketError error)
    {
        error = SocketError.Success;
        while (_engine is { Outgoing: { Count: > 0 } outgoing } && error == SocketError.Success)
        {
            ArraySegment<byte> content = outgoing.Content;
            outgoing.Skip(Socket.Send(content.Array!, content.Offset, content.Count, SocketFlags.None, out error));
        }

        return IsFlushed;
    }

    public override void ShutdownSend()
    {
        _engine?.Shutdown();
        Flush(out _);
        Socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>A client begins.</summary>
    /// <returns>Null; or the error of the network.</returns>
    public SocketError Begin()
    {
        _ = Engine;
        Flush(out SocketError error);
        return error;
    }

    /// <summary>Goes on with the handshake, with what has arrived.</summary>
    /// <returns>The error of the network, or none.</returns>
    public SocketError Continue()
    {
        SocketError error = SocketError.Success;
        if (Failure is null && !HasEnded)
            Feed(int.MaxValue, out error);
        return error;
    }

    public override void Dispose()
    {
        base.Dispose();
        _engine?.Dispose();
    }

    private void Feed(int most, out SocketError error)
    {
        byte[] buffer = s_buffer ??= new byte[4 * TlsEngine.RecordBytes];
        int count = Socket.Receive(buffer, 0, Math.Min(most, buffer.Length), SocketFlags.None, out error);
        if (error != SocketError.Success)
            return;
        if (count == 0)
        {
            Engine.End();
            return;
        }

        if (!_hasReceived && buffer[0] is < FirstContentType or > LastContentType)
        {
            _failure = new NotTlsException();
            Socket.Send(_plainAnswer, 0, _plainAnswer.Length, SocketFlags.None, out _);
            return;
        }

        _hasReceived = true;
        Engine.Feed(buffer, 0, count);
        Flush(out error);
        if (error == SocketError.WouldBlock)
            error = SocketError.Success;
    }
}

/// <summary>The other side does not speak TLS.</summary>
internal sealed class NotTlsException() : IOException("The other side does not speak TLS.");
