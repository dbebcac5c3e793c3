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
    private readonly ServerMessageParser _parser;
    private readonly PayloadReader _reader;
    private readonly SessionIdentity _session;
    private int _messageDecoration = MessageSplitter.MessageDecoration;
    private bool _hasRead;

    /// <param name="parser">Knows the forms in which servers write.</param>
    /// <param name="matcher">Takes what was understood.</param>
    /// <param name="session">Whose messages they are.</param>
    /// <param name="sequence">The number of the session's last message.</param>
    public FrameInterpreter(ServerMessageParser parser, ReplyMatcher matcher, SessionIdentity session, long sequence = 0)
    {
        _parser = parser;
        _reader = new PayloadReader(parser, matcher);
        Matcher = matcher;
        _session = session;
        Sequence = sequence;
    }

    public ReplyMatcher Matcher { get; }

    /// <summary>The number of the last message.</summary>
    public long Sequence { get; private set; }

    /// <summary>The server has said that it closes the connection, and why: it does not want this session back.</summary>
    public bool IsDismissed { get; private set; }

    /// <summary>Bytes that the server has been seen to put around the sender of a message.</summary>
    public int MessageDecoration => Math.Max(_messageDecoration, Matcher.Server.Decoration);

    /// <summary>The same for a whisper.</summary>
    public int WhisperDecoration { get; private set; } = MessageSplitter.WhisperDecoration;

    /// <summary>Reads one frame that is not empty, and passes it on: to the request it replies to, or to the inbox.</summary>
    /// <param name="bytes">The payload; the message keeps it.</param>
    /// <param name="readAt">When it was read from the socket.</param>
    public void Read(byte[] bytes, DateTime readAt)
    {
        string payload = TerminalText.DecodeExact(bytes, 0, bytes.Length);
        if (!_hasRead)
            Matcher.Server.IsOwnServer = payload == OwnServerGrammar.WelcomeOf(_session.UserName);
        _hasRead = true;
        ServerMessage frame = _reader.Read(payload);
        if (frame.IsChat)
            LearnDecoration(frame, bytes.Length, isOneByteEach: payload.Length == bytes.Length);
        bool own = frame.IsChat && frame.Sender == _session.UserName;
        if (frame.Kind == ChatMessageKind.Refusal && Matcher.Server.IsOwnServer)
            IsDismissed |= OwnServerGrammar.IsDisconnect(payload);
        Matcher.Take(frame, payload, new ChatMessage(frame, bytes, own, _session, ++Sequence, readAt));
    }

    /// <summary>For the first link of a session.</summary>
    public static FrameInterpreter First(ConnectOptions options, SessionIdentity session, Action<ChatMessage> toInbox) => new(
        new ServerMessageParser(options.MessagePattern, options.WhisperPattern), new ReplyMatcher(session.UserName, toInbox, options.Network.Clock), session);

    /// <summary>For the next link of the session: knows nothing of its server, and counts on.</summary>
    /// <param name="toInbox">Takes what is no reply.</param>
    /// <param name="sequence">The number of the session's last message.</param>
    public FrameInterpreter Next(Action<ChatMessage> toInbox, long sequence) => new(_parser, Matcher.Next(toInbox), _session, sequence);

    /// <summary>A word of the session itself, in a place that was kept for it.</summary>
    public ChatMessage Notice(string text, long sequence, DateTime time) =>
        new(new ServerMessage(ChatMessageKind.Notice, null, text), [], isOwn: false, _session, sequence, time);

    // How much the server writes around a name tells how long a part may be to come back whole.
    private void LearnDecoration(in ServerMessage frame, int length, bool isOneByteEach)
    {
        int rest = length - (isOneByteEach
            ? frame.Text.Length + frame.Sender!.Length
            : Encoding.UTF8.GetByteCount(frame.Text) + Encoding.UTF8.GetByteCount(frame.Sender!));
        int decoration = Math.Min(ClientLimits.Decoration, rest);
        if (frame.Kind == ChatMessageKind.Message)
            _messageDecoration = Math.Max(_messageDecoration, decoration);
        else
            WhisperDecoration = Math.Max(WhisperDecoration, decoration);
    }
}
