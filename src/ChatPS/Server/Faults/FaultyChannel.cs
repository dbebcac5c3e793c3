using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// A channel that sends in the way of a <see cref="FaultPlan"/>: it takes whatever the server sends, and a timer of its own sends it on.
/// For the loop's thread and the timer's: one lock, held over calls that do not block.
/// </summary>
internal sealed class FaultyChannel : SocketChannel
{
    private readonly SocketChannel _inner;
    private readonly FaultOptions _options;
    private readonly FaultPlan _plan;
    private readonly FrameCodec _codec = new();
    private readonly List<FaultyFrame> _waiting = [];
    private readonly Timer _timer;
    private readonly object _lock = new();
    private int _bytesWaiting;
    private int _sent;
    private FaultEnd _end;
    private bool _endsWhenSent;
    private bool _isDisposed;

    public FaultyChannel(SocketChannel inner, FaultOptions options)
        : base(inner.Socket)
    {
        _inner = inner;
        _options = options;
        _plan = new FaultPlan(options);
        _timer = new Timer(static channel => ((FaultyChannel)channel!).Continue(), this, Timeout.Infinite, Timeout.Infinite);
        inner.Socket.NoDelay = true;
    }

    /// <inheritdoc/>
    public override bool IsFlushed => Locked(() => _inner.IsFlushed);

    /// <inheritdoc/>
    public override bool IsReady => Locked(() => _inner.IsReady);

    /// <inheritdoc/>
    public override Exception? Failure => _inner.Failure;

    /// <inheritdoc/>
    public override int Reserve => _inner.Reserve;

    /// <inheritdoc/>
    public override int Receive(byte[] buffer, int offset, int count, out SocketError error)
    {
        lock (_lock)
        {
            error = _end == FaultEnd.Reset ? SocketError.ConnectionReset : SocketError.Success;
            return _end == FaultEnd.None ? _inner.Receive(buffer, offset, count, out error) : 0;
        }
    }

    /// <inheritdoc/>
    public override int Send(byte[] bytes, int offset, int count, out SocketError error)
    {
        lock (_lock)
        {
            bool isFull = _bytesWaiting > ServerLimits.MaxQueue; // a client that does not read, or is told all too late
            error = isFull || _end == FaultEnd.Reset ? SocketError.ConnectionReset : _inner.IsReady ? SocketError.Success : SocketError.WouldBlock;
            if (error != SocketError.Success)
                return 0;
            _codec.Feed(bytes, offset, count);
            while (_codec.TryRead(out ArraySegment<byte> payload))
            {
                foreach (FaultyFrame frame in _plan.Apply(payload, MonotonicClock.Milliseconds()))
                    Add(frame);
            }

            SendDue();
            return count;
        }
    }

    /// <inheritdoc/>
    public override bool Flush(out SocketError error)
    {
        lock (_lock)
            return _inner.Flush(out error);
    }

    /// <inheritdoc/>
    public override void ShutdownSend()
    {
        lock (_lock)
        {
            _endsWhenSent = true;
            SendDue();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
            _inner.Dispose();
            base.Dispose();
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    // Behind those that are due no later: what is late lets others pass, but not inside a frame that has begun.
    private void Add(FaultyFrame frame)
    {
        int at = _waiting.Count;
        while (at > (_sent > 0 ? 1 : 0) && _waiting[at - 1].DueAt > frame.DueAt)
            at--;
        _waiting.Insert(at, frame);
        _bytesWaiting += frame.Bytes.Length;
    }

    private void Continue()
    {
        lock (_lock)
        {
            if (!_isDisposed)
                SendDue();
        }
    }

    private void SendDue()
    {
        long now = MonotonicClock.Milliseconds();
        byte[] due = TakeDue(now);
        int taken = _end == FaultEnd.None && due.Length > 0 ? _inner.Send(due, 0, due.Length, out _) : due.Length;
        bool isFlushed = _inner.Flush(out _);
        Consume(taken);
        if (_waiting.Count == 0 && _endsWhenSent && isFlushed)
            EndOutput();
        else if (_waiting.Count > 0 || _endsWhenSent)
            _timer.Change(taken < due.Length || !isFlushed ? FaultOptions.RetryMs : NextIn(now), Timeout.Infinite);
    }

    // Up to the first frame after which the connection ends; a single byte where each comes by itself.
    private byte[] TakeDue(long now)
    {
        var due = new List<byte>();
        for (int i = 0; i < _waiting.Count && _waiting[i].DueAt <= now; i++)
        {
            due.AddRange(new ArraySegment<byte>(_waiting[i].Bytes, i == 0 ? _sent : 0, _waiting[i].Bytes.Length - (i == 0 ? _sent : 0)));
            if (_waiting[i].End != FaultEnd.None)
                break;
        }

        return _options.Has(ChatServerFault.CutEveryByte) && due.Count > 1 ? [due[0]] : [.. due];
    }

    private void Consume(int count)
    {
        _sent += count;
        while (_waiting.Count > 0 && _sent >= _waiting[0].Bytes.Length)
        {
            FaultyFrame frame = _waiting[0];
            _sent -= frame.Bytes.Length;
            _bytesWaiting -= frame.Bytes.Length;
            _waiting.RemoveAt(0);
            if (frame.End != FaultEnd.None)
                Break(frame.End);
        }
    }

    // The loop sees that the other side has closed, or that the connection was lost, and releases it as any other.
    private void Break(FaultEnd end)
    {
        _end = end;
        _waiting.Clear();
        _sent = _bytesWaiting = 0;
        if (end == FaultEnd.Reset)
            Socket.LingerState = new LingerOption(true, 0);
        ShutDown(() => Socket.Shutdown(end == FaultEnd.Reset ? SocketShutdown.Receive : SocketShutdown.Both));
    }

    private void EndOutput()
    {
        _endsWhenSent = false;
        if (_end == FaultEnd.None)
            ShutDown(_inner.ShutdownSend);
    }

    // On the timer's thread an exception would end the process.
    private static void ShutDown(Action shutdown)
    {
        try
        {
            shutdown();
        }
        catch (SocketException)
        {
            // The client was faster: the loop sees it.
        }
    }

    private int NextIn(long now)
    {
        if (_waiting.Count == 0)
            return FaultOptions.RetryMs;
        return (int)Math.Max(_options.Has(ChatServerFault.CutEveryByte) ? FaultOptions.ByteGapMs : 0, Math.Min(_waiting[0].DueAt - now, int.MaxValue));
    }
}
