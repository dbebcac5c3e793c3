namespace ChatPS.Conformance;

/// <summary>The sentences of the exercise that defines the protocol, word by word, which the rules hold a server to.</summary>
internal static class ProtocolSentences
{
    public const string Header = "xx is a two-digit number represented by the ascii characters that describes how many bytes of wwww there shall be.";
    public const string AllFrames = "All messages are sent and received with this protocol.";
    public const string Select = "When we write the chat servers, they will need to select on the listen, the clients and user input.";
    public const string LoginFirst = "The client must send a LOGIN before it sends any other messages.";
    public const string Alphanumeric = "username and password must both be alphanumeric.";
    public const string LoginFailed = "The server will respond with a response that begins with \"NO\" any time a LOGIN has failed.";
    public const string Misunderstood = "In general, the server sends \"NO\" followed by an explanation to misunderstood messages.";
    public const string Welcome = "A successful login will receive a welcome message from the server.";
    public const string Who = "MSG WHO or WHO - In either of these two cases, the server will respond with a list of the currently connected user names";
    public const string Message = "In this case the client can send any message to the server to be sent to all other clients.";
    public const string Echo = "The server will also send this message back to the client.";
    public const string Whisper = "In this case the client is trying to send a message only to a specific user.";
    public const string WhisperReply = "Server will send a \"NO ...\" message if it cannot whisper and a successful whisper message otherwise.";
}
