using System;
using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS;

/// <summary>
/// One received frame. Immutable. <see cref="Text"/> and <see cref="Sender"/> are safe to print in any format: what could steer
/// a terminal was replaced by visible stand-ins. <see cref="RawText"/> and <see cref="RawBytes"/> are what really came.
/// It does not hold its session, and survives Clixml, JSON and jobs.
/// </summary>
public sealed class ChatMessage
{
    private readonly byte[] _payload;
    private readonly SessionIdentity _session;

    /// <param name="frame">What came, as its server means it.</param>
    /// <param name="payload">The exact bytes; kept, not copied.</param>
    /// <param name="isOwn">Whether this session said it.</param>
    /// <param name="session">Who received it.</param>
    /// <param name="sequence">Where it stands among all that its session received.</param>
    /// <param name="time">When it was read, in local time.</param>
    internal ChatMessage(in ServerMessage frame, byte[] payload, bool isOwn, SessionIdentity session, long sequence, DateTime time)
        : this(frame.Kind, frame.Sender, frame.Text, payload, isOwn, session, sequence, time)
    {
        if (frame.Kind == ChatMessageKind.Whisper && !isOwn)
            Recipient = session.UserName;
    }

    private ChatMessage(
        ChatMessageKind kind, string? sender, string text, byte[] payload, bool isOwn, SessionIdentity session, long sequence, DateTime time)
    {
        Sequence = sequence;
        Time = time;
        Kind = kind;
        Sender = sender is null ? null : TerminalText.MakeSafe(sender);
        Text = TerminalText.MakeSafe(text);
        RawText = text;
        IsOwn = isOwn;
        _session = session;
        _payload = payload;
    }

    /// <summary>Where it stands among all that its session received: ascending, with gaps, from 1.</summary>
    public long Sequence { get; }

    /// <summary>When it was read from the socket, by this machine's clock, in local time.</summary>
    public DateTime Time { get; }

    /// <summary>What it is.</summary>
    public ChatMessageKind Kind { get; }

    /// <summary>Who said it, safe to print; null when the server said it itself.</summary>
    public string? Sender { get; }

    /// <summary>Whom it was whispered to, safe to print; null for all other kinds.</summary>
    public string? Recipient { get; private set; }

    /// <summary>What was said, without the sender, safe to print. At most 99 bytes came; stand-ins may make it longer.</summary>
    public string Text { get; }

    /// <summary>What was said, without the sender, exactly as it came: not safe to print.</summary>
    public string RawText { get; }

    /// <summary>True for what this session said itself and the server sent back.</summary>
    public bool IsOwn { get; }

    /// <summary>The <see cref="ChatSession.Id"/> of the session that received it; counts anew in each process.</summary>
    public int SessionId => _session.Id;

    /// <summary>The <see cref="ChatSession.SessionKey"/> of the session that received it; no two sessions share one.</summary>
    public Guid SessionKey => _session.Key;

    /// <summary>The payload exactly as it came, 1 to 99 bytes, not safe to print as text. A copy each time.</summary>
    public byte[] RawBytes => (byte[])_payload.Clone();

    /// <summary>The message as one line, safe to print: <c>fo: hi</c>.</summary>
    public override string ToString() => Sender is null ? Text : Kind == ChatMessageKind.Whisper
        ? Sender + " whispers: " + Text
        : Sender + ": " + Text;

    /// <summary>The same frame as the server's own words: a reply, whatever it looks like.</summary>
    internal ChatMessage AsServerWords(string payload) => With(ChatMessageKind.Notice, null, payload, isOwn: false);

    /// <summary>The same frame as the echo of what was said here.</summary>
    internal ChatMessage AsOwnEcho(string text) =>
        Kind == ChatMessageKind.Message && IsOwn ? this : With(ChatMessageKind.Message, _session.UserName, text, isOwn: true);

    /// <summary>The receipt of a whisper as what was whispered.</summary>
    internal ChatMessage AsOwnWhisper(string recipient, string text)
    {
        ChatMessage whisper = With(ChatMessageKind.Whisper, _session.UserName, text, isOwn: true);
        whisper.Recipient = TerminalText.MakeSafe(recipient);
        return whisper;
    }

    private ChatMessage With(ChatMessageKind kind, string? sender, string text, bool isOwn) =>
        new(kind, sender, text, _payload, isOwn, _session, Sequence, Time);
}
