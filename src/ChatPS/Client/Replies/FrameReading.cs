using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>Reads a payload as its server means it: by the strict grammar, by the known forms, or by the form that was learned.</summary>
internal static class FrameReading
{
    public static ServerMessage Read(string payload, ServerMessageParser parser, ReplyMatcher matcher)
    {
        if (matcher.Server.IsOwnServer)
        {
            if (OwnServerGrammar.TryRead(payload, out ServerMessage strict))
                return strict;
            matcher.Server.IsOwnServer = false; // Its welcome merely looked like ours.
        }

        ServerMessage message = parser.Read(payload);
        if (message.Kind is ChatMessageKind.Notice or ChatMessageKind.Presence)
            return matcher.Template?.TryRead(payload, out ServerMessage learned) == true ? learned : message;
        bool claimsUs = message.Sender == matcher.Server.OwnName && message.Form != matcher.Server.SpeechForm;

        // "[whisper] fo: hi" is a whisper of fo, or the message of somebody called whisper: under our own name it must not confirm anything.
        return claimsUs && parser.TryForm(payload, matcher.Server.SpeechForm, out ServerMessage spoken) ? spoken : message;
    }
}
