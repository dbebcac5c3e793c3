using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>Reads a payload as its server means it: by the strict grammar, by the known forms, or by the form that was learned.</summary>
internal sealed class PayloadReader
{
    private readonly ServerMessageParser _parser;
    private readonly ReplyMatcher _matcher;

    public PayloadReader(ServerMessageParser parser, ReplyMatcher matcher)
    {
        _parser = parser;
        _matcher = matcher;
    }

    public ServerMessage Read(string payload)
    {
        ServerTraits server = _matcher.Server;
        if (server.IsOwnServer)
        {
            if (OwnServerGrammar.TryRead(payload, out ServerMessage strict))
                return strict;
            server.IsOwnServer = false; // Its welcome merely looked like ours.
        }

        ServerMessage message = _parser.Read(payload);
        if (!message.IsChat)
            return ReadLearned(payload, message);
        bool claimsUs = message.Sender == server.OwnName && message.Form != server.SpeechForm;

        // "[whisper] fo: hi" is a whisper of fo, or the message of somebody called whisper: under our own name it must not confirm anything.
        return claimsUs && _parser.TryForm(payload, server.SpeechForm, out ServerMessage spoken) ? spoken : message;
    }

    // What begins with NO is speech only where words stand between name and text.
    private ServerMessage ReadLearned(string payload, in ServerMessage message)
    {
        if (_matcher.Template is not { } template || !template.TryRead(payload, out ServerMessage learned))
            return message;
        bool mayRefuse = message.Kind == ChatMessageKind.Refusal && !template.IsDistinct;
        return mayRefuse ? new ServerMessage(ChatMessageKind.Refusal, null, payload, SpeechTemplate.Form) : learned;
    }
}
