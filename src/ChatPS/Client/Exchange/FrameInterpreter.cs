using System;
using System.Text;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>
/// What a server says, understood: the shape of a frame, the message made of it, and the request it replies to; and what the frames
/// teach of the server's ways. Knows no socket; the connection's lock guards it.
/// </summary>
internal sealed class FrameInterpreter
{
    private readonly PayloadReader _reader;
    private readonly ReplyMatcher _matcher;
    private readonly SessionIdentity _session;
    private int _messageDecoration = MessageSplitter.MessageDecoration;
    private long _sequence;

    public FrameInterpreter(ServerMessageParser parser, ReplyMatcher matcher, SessionIdentity session)
    {
        _reader = new PayloadReader(parser, matcher);
        _matcher = matcher;
        _session = session;
    }

    /// <summary>Bytes that the server has been seen to put around the sender of a message.</summary>
    public int MessageDecoration => Math.Max(_messageDecoration, _matcher.Server.Decoration);

    /// <summary>The same for a whisper.</summary>
    public int WhisperDecoration { get; private set; } = MessageSplitter.WhisperDecoration;

    /// <summary>Reads one frame that is not empty, and passes it on: to the request it replies to, or to the inbox.</summary>
    /// <param name="bytes">The payload; the message keeps it.</param>
    /// <param name="readAt">When it was read from the socket.</param>
    public void Read(byte[] bytes, DateTime readAt)
    {
        string payload = TerminalText.DecodeExact(bytes, 0, bytes.Length);
        if (_sequence == 0)
            _matcher.Server.IsOwnServer = payload == OwnServerGrammar.WelcomeOf(_session.UserName);
        ServerMessage frame = _reader.Read(payload);
        if (frame.IsChat)
            LearnDecoration(frame, bytes.Length);
        bool own = frame.IsChat && frame.Sender == _session.UserName;
        _matcher.Take(frame, payload, new ChatMessage(frame, bytes, own, _session, ++_sequence, readAt));
    }

    // How much the server writes around a name tells how long a part may be to come back whole.
    private void LearnDecoration(in ServerMessage frame, int length)
    {
        int rest = length - Encoding.UTF8.GetByteCount(frame.Text) - Encoding.UTF8.GetByteCount(frame.Sender!);
        int decoration = Math.Min(ClientLimits.Decoration, rest);
        if (frame.Kind == ChatMessageKind.Message)
            _messageDecoration = Math.Max(_messageDecoration, decoration);
        else
            WhisperDecoration = Math.Max(WhisperDecoration, decoration);
    }
}
