using System;

namespace ChatPS.Protocol;

/// <summary>Reads what a client says. Pure.</summary>
internal static class RequestParser
{
    /// <summary>Reads one payload in place. Never throws: what is no request is <see cref="RequestKind.NotUnderstood"/>.</summary>
    public static Request Parse(ArraySegment<byte> payload)
    {
        byte[] bytes = payload.Array!;
        int at = payload.Offset;
        int end = at + payload.Count;
        if (StartsWith(bytes, at, end, ProtocolConstants.MessageVerb))
            return ParseMessage(Slice(bytes, at + ProtocolConstants.MessageVerb.Length, end));
        if (StartsWith(bytes, at, end, ProtocolConstants.WhisperVerb))
            return ParseWhisper(Slice(bytes, at + ProtocolConstants.WhisperVerb.Length, end));
        if (IsWho(bytes, at, end))
            return new Request(RequestKind.Who);
        return StartsWithLogin(bytes, at, end)
            ? ParseLogin(Slice(bytes, Math.Min(at + ProtocolConstants.LoginVerb.Length, end), end))
            : default;
    }

    // The text WHO cannot be said: it is the other way to ask for the names.
    private static Request ParseMessage(ArraySegment<byte> text)
    {
        if (text.Count == 0)
            return default;
        return IsWho(text.Array!, text.Offset, text.Offset + text.Count)
            ? new Request(RequestKind.Who)
            : new Request(RequestKind.Message, text: text);
    }

    private static Request ParseWhisper(ArraySegment<byte> rest)
    {
        int space = Array.IndexOf(rest.Array!, (byte)' ', rest.Offset, rest.Count);
        int end = rest.Offset + rest.Count;
        if (space <= rest.Offset || space + 1 == end)
            return default;
        return new Request(RequestKind.Whisper, Slice(rest.Array!, rest.Offset, space), Slice(rest.Array!, space + 1, end));
    }

    // Anything but two words leaves both parts empty, and empty is not alphanumeric.
    private static Request ParseLogin(ArraySegment<byte> words)
    {
        int space = words.Count == 0 ? -1 : Array.IndexOf(words.Array!, (byte)' ', words.Offset, words.Count);
        if (space < 0)
            return new Request(RequestKind.Login);
        return new Request(
            RequestKind.Login,
            Slice(words.Array!, words.Offset, space),
            Slice(words.Array!, space + 1, words.Offset + words.Count));
    }

    private static bool IsWho(byte[] bytes, int at, int end) =>
        end - at == ProtocolConstants.Who.Length && StartsWith(bytes, at, end, ProtocolConstants.Who);

    // LOGIN alone, without its space, is a login as well: it is refused with the reason that helps.
    private static bool StartsWithLogin(byte[] bytes, int at, int end) =>
        StartsWith(bytes, at, end, ProtocolConstants.LoginVerb)
        || (end - at == ProtocolConstants.LoginVerb.Length - 1 && StartsWith(bytes, at, end, ProtocolConstants.LoginVerb.TrimEnd()));

    private static bool StartsWith(byte[] bytes, int at, int end, string verb)
    {
        if (end - at < verb.Length)
            return false;
        for (int i = 0; i < verb.Length; i++)
        {
            if (bytes[at + i] != verb[i])
                return false;
        }

        return true;
    }

    private static ArraySegment<byte> Slice(byte[] bytes, int from, int to) => new(bytes, from, to - from);
}
