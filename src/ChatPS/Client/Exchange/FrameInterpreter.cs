using System;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>
/// What a server says, understood: the shape of a frame, the request it is the reply to, and the message made of it; and what the frames
/// teach of the server's ways. Knows no socket; the connection's lock guards it.
/// </summary>
internal sealed class FrameInterpreter
{
    private readonly ServerMessageParser _parser;
    private readonly ReplyMatcher _matcher;
    private readonly string _ownName;
    private readonly int _sessionId;
    private long _serial;

    public FrameInterpreter(ServerMessageParser parser, ReplyMatcher matcher, string ownName, int sessionId)
    {
        _parser = parser;
        _matcher = matcher;
        _ownName = ownName;
        _sessionId = sessionId;
    }

    /// <summary>Bytes that the server has been seen to put around the sender of a message.</summary>
    public int MessageDecoration { get; private set; } = MessageSplitter.MessageDecoration;

    /// <summary>The same for a whisper.</summary>
    public int WhisperDecoration { get; private set; } = MessageSplitter.WhisperDecoration;

    /// <summary>Reads one frame that is not empty.</summary>
    /// <param name="bytes">The payload; the message keeps it.</param>
    /// <param name="readAt">When it was read from the socket.</param>
    /// <param name="isAwaited">True when it is the reply to a request that somebody waits for, and which has it now.</param>
    public ChatMessage Read(byte[] bytes, DateTimeOffset readAt, out bool isAwaited)
    {
        string payload = TerminalText.DecodeExact(bytes, 0, bytes.Length);
        ServerMessage frame = _parser.Read(payload);
        Learn(frame, payload);
        PendingRequest? request = _matcher.Match(frame, payload);
        frame = AsReply(frame, request, payload);
        bool own = frame.IsChat && UserNameRules.Same(frame.Sender, _ownName);
        var message = new ChatMessage(frame.Kind, frame.Sender, frame.Text, bytes, own, _sessionId, readAt) { Serial = ++_serial };
        isAwaited = request is { IsAwaited: true };
        if (isAwaited)
            request!.SetReply(message);
        return message;
    }

    // What the reply to a request says is known from the request, whatever its shape.
    private ServerMessage AsReply(in ServerMessage frame, PendingRequest? request, string payload)
    {
        if (request is null or { Refusal: not null })
            return frame;
        if (request.Kind != ReplyKind.Echo)
            return new ServerMessage(ChatMessageKind.Notice, null, payload);
        return UserNameRules.Same(frame.Sender, _ownName) ? frame : new ServerMessage(ChatMessageKind.Message, _ownName, request.Text);
    }

    // How much the server writes around a name tells how long a part may be to come back whole.
    private void Learn(in ServerMessage frame, string payload)
    {
        if (!frame.IsChat)
            return;
        int decoration = Math.Min(ClientLimits.Decoration, payload.Length - frame.Text.Length - frame.Sender!.Length);
        if (frame.Kind == ChatMessageKind.Message)
            MessageDecoration = Math.Max(MessageDecoration, decoration);
        else
            WhisperDecoration = Math.Max(WhisperDecoration, decoration);
    }
}
