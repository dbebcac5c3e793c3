using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// Frames on their way in: each is interpreted, and goes to the request it is the reply to, or to the inbox. Never blocks. The
/// connection's lock guards it.
/// </summary>
internal sealed class FrameReceiver
{
    private readonly FrameTransport _transport;
    private readonly FrameInterpreter _interpreter;
    private readonly Inbox _inbox = new();
    private readonly RecentMessages _recent = new();

    public FrameReceiver(FrameTransport transport, FrameInterpreter interpreter)
    {
        _transport = transport;
        _interpreter = interpreter;
    }

    public int UnreadCount => _inbox.Count;

    /// <summary>Nobody will read the inbox: only replies are of interest.</summary>
    public bool RepliesOnly { get; set; }

    /// <summary>False while the inbox has no room: what arrives then stays in the socket.</summary>
    public bool WantsMore => RepliesOnly || !_inbox.IsFull;

    /// <summary>Takes the first unread message that matches; null when there is none.</summary>
    public ChatMessage? Take(IMessageFilter? filter, ref long seen)
    {
        ChatMessage? message = _inbox.Take(filter, ref seen);
        if (message is not null)
            _recent.Add(message);
        return message;
    }

    /// <summary>The messages taken last, and the echoes that a caller waited for, oldest first: at most so many.</summary>
    public ChatMessage[] Recent(int count) => _recent.Last(count);

    /// <summary>Reads one buffer of what has arrived.</summary>
    /// <returns>False when there was nothing.</returns>
    public bool TryReceive(ICollection<string>? trace)
    {
        if (!_transport.TryReceive())
            return false;
        DateTimeOffset readAt = DateTimeOffset.Now; // one time for all frames of a buffer
        while (_transport.TryRead(out ArraySegment<byte> frame))
            Deliver(frame, readAt, trace);
        return true;
    }

    /// <summary>Reads what is still there, room or not: after a failed write it is what the other side said before it left.</summary>
    public void Drain()
    {
        for (int reads = 0; reads < ClientLimits.ReadsAtAStretch && TryReceive(null); reads++)
        {
        }
    }

    private void Deliver(ArraySegment<byte> frame, DateTimeOffset readAt, ICollection<string>? trace)
    {
        if (frame.Count == 0)
            return;
        var payload = new byte[frame.Count];
        Buffer.BlockCopy(frame.Array!, frame.Offset, payload, 0, payload.Length);
        trace?.Add(FrameTrace.Incoming(payload));
        ChatMessage message = _interpreter.Read(payload, readAt, out PendingRequest? request);
        bool isAwaited = request is { IsAwaited: true };
        if (isAwaited && message.IsOwn)
            _recent.Add(message);
        else if (!isAwaited && !RepliesOnly)
            _inbox.Add(message);
    }
}
