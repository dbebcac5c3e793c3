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
    private readonly Inbox _inbox;

    public FrameReceiver(FrameTransport transport, FrameInterpreter interpreter, Inbox inbox)
    {
        _transport = transport;
        _interpreter = interpreter;
        _inbox = inbox;
    }

    /// <summary>Nobody will read the inbox: only replies are of interest.</summary>
    public bool RepliesOnly { get; set; }

    /// <summary>False while the inbox has no room: what arrives then stays in the socket.</summary>
    public bool WantsMore => RepliesOnly || !_inbox.IsFull;

    /// <summary>Reads one buffer of what has arrived.</summary>
    /// <returns>False when there was nothing.</returns>
    public bool TryReceive(ICollection<string>? trace)
    {
        if (!_transport.TryReceive())
            return false;
        DateTimeOffset readAt = DateTimeOffset.Now; // one time for all frames of a buffer
        while (_transport.TryRead(out ArraySegment<byte> frame))
        {
            if (frame.Count == 0)
                continue;
            var payload = new byte[frame.Count];
            Buffer.BlockCopy(frame.Array!, frame.Offset, payload, 0, payload.Length);
            trace?.Add(FrameTrace.Incoming(payload));
            ChatMessage message = _interpreter.Read(payload, readAt, out bool isAwaited);
            if (isAwaited && message.IsOwn)
                _inbox.AddTaken(message);
            else if (!isAwaited && !RepliesOnly)
                _inbox.Add(message);
        }

        return true;
    }

    /// <summary>Reads what is still there, room or not: after a failed write it is what the other side said before it left.</summary>
    public void Drain()
    {
        for (int reads = 0; reads < ClientLimits.ReadsAtAStretch && TryReceive(null); reads++)
        {
        }
    }
}
