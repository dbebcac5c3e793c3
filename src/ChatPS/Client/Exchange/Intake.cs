using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>The way of what arrives: from the connection through the reader to the answers and the inbox. The link's lock guards it.</summary>
internal sealed class Intake
{
    private readonly FrameTransport _connection;
    private readonly FrameInterpreter _reader;
    private readonly Action<ArraySegment<byte>> _accept;
    private DateTimeOffset? _readAt; // one time for all frames of a buffer

    public Intake(FrameTransport connection, FrameInterpreter reader)
    {
        _connection = connection;
        _reader = reader;
        _accept = Accept;
    }

    public Inbox Inbox { get; } = new();

    /// <summary>What was given out last.</summary>
    public RecentMessages Given { get; } = new();

    /// <summary>Takes a line for each frame; null when nobody looks.</summary>
    public ICollection<string>? Trace { get; set; }

    /// <summary>Nobody will read the inbox: only answers are of interest.</summary>
    public bool AnswersOnly { get; set; }

    /// <summary>Reads one buffer of what is there.</summary>
    /// <returns>False when there was nothing.</returns>
    /// <exception cref="ChatException">As <see cref="FrameTransport.TryReceive"/>.</exception>
    public bool Receive()
    {
        _readAt = null;
        return _connection.TryReceive(_accept);
    }

    private void Accept(ArraySegment<byte> frame)
    {
        if (frame.Count == 0)
            return;
        var bytes = new byte[frame.Count];
        Buffer.BlockCopy(frame.Array!, frame.Offset, bytes, 0, bytes.Length);
        Trace?.Add(FrameTrace.Incoming(bytes));
        ChatMessage message = _reader.Read(bytes, _readAt ??= DateTimeOffset.Now, out PendingRequest? request);
        bool isAnswer = request is { IsAwaited: true };
        if (isAnswer && message.IsOwn)
            Given.Add(message);
        else if (!isAnswer && !AnswersOnly)
            Inbox.Add(message);
    }
}
