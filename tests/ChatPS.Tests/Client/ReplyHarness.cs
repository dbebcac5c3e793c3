using System.Text;
using ChatPS.Client;
using ChatPS.Protocol;

namespace ChatPS.Tests.Client;

/// <summary>A matcher with a clock that the test sets, and the messages that reached the inbox.</summary>
internal sealed class ReplyHarness
{
    private readonly PayloadReader _reader;
    private readonly string _ownName;
    private readonly SessionIdentity _session;
    private long _sequence;

    public ReplyHarness(string ownName = "fo")
    {
        _ownName = ownName;
        _session = new SessionIdentity(ownName);
        Matcher = new ReplyMatcher(ownName, message => Inbox.Add(message), () => Now);
        _reader = new PayloadReader(new ServerMessageParser(), Matcher);
    }

    public ReplyMatcher Matcher { get; }

    public List<ChatMessage> Inbox { get; } = [];

    public long Now { get; private set; } = 1_000_000;

    public PendingRequestQueue Requests => Matcher.Requests;

    public T Track<T>(T request)
        where T : PendingRequest
    {
        Requests.Add(request);
        Heard.Add("> " + request.GetType().Name);
        return request;
    }

    public PendingEcho Say(string text, bool awaited = true) => Track(new PendingEcho(text, awaited));

    public PendingWhisper Whisper(string target, string text = "psst") => Track(new PendingWhisper(target, text));

    public PendingUserList List() => Track(new PendingUserList());

    public PendingLogin LogIn() => Track(new PendingLogin(_ownName));

    /// <summary>What was heard, and asked.</summary>
    public List<string> Heard { get; } = [];

    public PendingRequest? Hear(string payload)
    {
        Heard.Add(payload);
        ServerMessage frame = _reader.Read(payload);
        bool own = frame.IsChat && frame.Sender == _ownName;
        return Matcher.Take(frame, payload, new ChatMessage(frame, Encoding.UTF8.GetBytes(payload), own, _session, ++_sequence, DateTime.UnixEpoch));
    }

    /// <summary>Time passes, and what is due is decided.</summary>
    public void Pass(int milliseconds = 1000)
    {
        Now += milliseconds;
        Matcher.CompleteDue();
    }

    public bool GiveUp(PendingRequest request) => Matcher.GiveUp(request);
}
