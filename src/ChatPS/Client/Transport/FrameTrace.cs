using System;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>One line a frame for the debug stream: its length, and its payload as safe text; the password of a login as <c>****</c>.</summary>
internal static class FrameTrace
{
    public static string Incoming(byte[] payload) => $"<- {payload.Length:00} {TerminalText.Decode(payload, 0, payload.Length)}";

    public static string Outgoing(byte[] frame)
    {
        int length = frame.Length - ProtocolConstants.HeaderLength;
        string text = TerminalText.Decode(frame, ProtocolConstants.HeaderLength, length);
        if (text.StartsWith(ProtocolConstants.LoginVerb, StringComparison.Ordinal))
            text = text.Substring(0, text.IndexOf(' ', ProtocolConstants.LoginVerb.Length) + 1) + "****";
        return $"-> {length:00} {text}";
    }
}
