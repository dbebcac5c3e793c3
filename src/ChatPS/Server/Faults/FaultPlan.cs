using System;
using System.Collections.Generic;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// What becomes of the frames to one client: (payload, time) to the frames that are sent instead. Pure.
/// </summary>
internal sealed class FaultPlan(FaultOptions options)
{
    private const string Intruder = "ghost: talking between a request and its reply";

    private static readonly string s_greeting = OwnServerGrammar.WelcomeOf("").Substring(0, OwnServerGrammar.WelcomeOf("").IndexOf('!'));

    private readonly int _delay = (int)Math.Min(options.DelayTime.TotalMilliseconds, int.MaxValue);
    private string? _ownPrefix;
    private int _count;
    private bool _hasEnded;

    /// <summary>What is sent instead of a frame.</summary>
    public IEnumerable<FaultyFrame> Apply(ArraySegment<byte> payload, long now)
    {
        string text = Encoding.UTF8.GetString(payload.Array!, payload.Offset, payload.Count);
        bool isEcho = _ownPrefix is not null && text.StartsWith(_ownPrefix, StringComparison.Ordinal);
        if (isEcho && options.Has(ChatServerFault.NoEcho))
            yield break;
        bool isReply = isEcho || IsReply(text);
        if (isReply && options.Has(ChatServerFault.ChatBetween) && !_hasEnded)
            yield return Frame(Encoding.ASCII.GetBytes(Intruder), DueAt(now, isLate: false));
        bool isWelcome = _ownPrefix is null && text.StartsWith(s_greeting, StringComparison.Ordinal);
        byte[] changed = isWelcome ? Welcome(text) : [.. payload];
        if (!_hasEnded)
            yield return Frame(changed, DueAt(now, isLate: isReply && options.Has(ChatServerFault.LateAnswers)));
    }

    private static bool IsReply(string text) =>
        text.StartsWith(OwnServerGrammar.RefusalMark, StringComparison.Ordinal) || text.StartsWith(OwnServerGrammar.ReceiptMark, StringComparison.Ordinal) || text.StartsWith("USERS ", StringComparison.Ordinal);

    // A client must not take it for a sound server, whose every word is certain.
    private byte[] Welcome(string text)
    {
        _ownPrefix = ServerText.MessagePrefix(text.Substring(s_greeting.Length, text.IndexOf('!') - s_greeting.Length));
        string marked = $"{text} with faults: {options.Kinds}";
        return Encoding.ASCII.GetBytes(marked.Substring(0, Math.Min(marked.Length, ProtocolConstants.MaxPayload)));
    }

    private FaultyFrame Frame(byte[] payload, long dueAt)
    {
        byte[] frame = FrameCodec.Encode(payload);
        FaultEnd end = EndOf(ref frame);
        _hasEnded = end != FaultEnd.None;
        return new FaultyFrame(dueAt, frame, end);
    }

    private long DueAt(long now, bool isLate)
    {
        long due = now + (isLate || options.Has(ChatServerFault.Delay) ? _delay : 0);
        return options.Has(ChatServerFault.JoinFrames) ? ((due / FaultOptions.JoinMs) + 1) * FaultOptions.JoinMs : due;
    }

    private FaultEnd EndOf(ref byte[] frame)
    {
        if (_count++ < options.After)
            return FaultEnd.None;
        if (options.Has(ChatServerFault.ResetAfter))
            return FaultEnd.Reset;
        if (options.Has(ChatServerFault.DropAfter))
        {
            Array.Resize(ref frame, (frame.Length + 1) / 2);
            return FaultEnd.Close;
        }

        if (!options.Has(ChatServerFault.BadHeaderAfter))
            return FaultEnd.None;
        frame[0] = (byte)'x';
        return FaultEnd.Close;
    }
}
