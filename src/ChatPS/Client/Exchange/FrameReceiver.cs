using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// Frames on their way in: each is interpreted, and goes to the request it replies to or to the inbox. Never blocks. The
/// connection's lock guards it.
/// </summary>
internal sealed class FrameReceiver
{
    private readonly FrameTransport _transport;
    private readonly FrameInterpreter _interpreter;

    // Frames that were read while no caller looked, for the next that wants to see frames.
    private readonly Queue<byte[]> _unseen = new();

    public FrameReceiver(FrameTransport transport, FrameInterpreter interpreter)
    {
        _transport = transport;
        _interpreter = interpreter;
    }

    /// <summary>Reads one buffer of what has arrived.</summary>
    /// <param name="trace">Takes a line for each frame; null when nobody looks.</param>
    /// <param name="keep">Keeps the last frames for the next trace: no caller is there who could have asked for one.</param>
    /// <returns>False when there was nothing.</returns>
    public bool TryReceive(ICollection<string>? trace, bool keep)
    {
        if (trace is not null)
            ShowUnseen(trace);
        if (!_transport.TryReceive())
            return false;
        DateTime readAt = DateTime.Now; // one time for all frames of a buffer
        while (_transport.TryRead(out ArraySegment<byte> frame))
        {
            if (frame.Count > 0)
                Deliver(frame, readAt, trace, keep);
        }

        return true;
    }

    /// <summary>Reads what is still there: after a failed write it is what the other side said before it left.</summary>
    public void Drain()
    {
        for (int reads = 0; reads < ClientLimits.ReadsAtAStretch && TryReceive(null, keep: true); reads++)
        {
        }
    }

    /// <summary>Shows the frames that were read while no caller looked.</summary>
    public void ShowUnseen(ICollection<string> trace)
    {
        while (_unseen.Count > 0)
            trace.Add(FrameTrace.Incoming(_unseen.Dequeue()));
    }

    private void Deliver(ArraySegment<byte> frame, DateTime readAt, ICollection<string>? trace, bool keep)
    {
        var payload = new byte[frame.Count];
        Buffer.BlockCopy(frame.Array!, frame.Offset, payload, 0, payload.Length);
        trace?.Add(FrameTrace.Incoming(payload));
        if (keep)
            Keep(payload);
        _interpreter.Read(payload, readAt);
    }

    private void Keep(byte[] payload)
    {
        if (_unseen.Count == ClientLimits.UnseenFrames)
            _unseen.Dequeue();
        _unseen.Enqueue(payload);
    }
}
