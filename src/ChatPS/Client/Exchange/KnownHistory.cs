using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// What was heard before a break, held against the history that a server of ours sends to whoever logs in. In doubt it is new: twice
/// is better than never. The connection's lock guards it.
/// </summary>
/// <param name="heard">What was heard, in order; asked for when the first history comes.</param>
internal sealed class KnownHistory(Func<IEnumerable<ChatMessage>> heard)
{
    // The server cuts between characters, so a piece lacks less than one of being full.
    private const int ShortestPiece = ProtocolConstants.MaxPayload - 3;

    private ChatMessage[]? _heard;
    private int _next;
    private string _rest = "";

    /// <summary>Whether it was heard already. Asked in the order in which the server tells.</summary>
    public bool Contains(ChatMessage told)
    {
        _heard ??= [.. heard().Where(static message => message.Kind is ChatMessageKind.Message or ChatMessageKind.History)];
        if (IsRest(told))
        {
            _rest = _rest.Substring(told.RawText.Length);
            return true;
        }

        for (int i = _next; i < _heard.Length; i++)
        {
            if (!IsSame(_heard[i], told))
                continue;
            _rest = _heard[i].RawText.Substring(told.RawText.Length);
            _next = i + 1;
            return true;
        }

        return false;
    }

    private static bool IsSame(ChatMessage heard, ChatMessage told) =>
        heard.Sender == told.Sender && Begins(heard.RawText, told) && AreNear(MinuteOf(heard), MinuteOf(told));

    // The clocks may differ by a little, and by whole hours.
    private static bool AreNear(int minute, int other) => (minute - other + 61) % 60 <= 2;

    private static int MinuteOf(ChatMessage message)
    {
        if (message.Kind != ChatMessageKind.History)
            return message.Time.Minute;
        byte[] payload = message.RawBytes; // * 08:31 fo: text
        return ((payload[5] - '0') * 10) + payload[6] - '0';
    }

    private static bool Begins(string text, ChatMessage told) =>
        text == told.RawText || (told.RawBytes.Length >= ShortestPiece && text.StartsWith(told.RawText, StringComparison.Ordinal));

    private bool IsRest(ChatMessage told) => _rest.Length > 0 && _heard![_next - 1].Sender == told.Sender && Begins(_rest, told);
}
