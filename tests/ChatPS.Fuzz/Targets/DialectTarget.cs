using System.Text;
using ChatPS.Client;
using ChatPS.Protocol;

namespace ChatPS.Fuzz.Targets;

/// <summary>
/// Requests that are owed answers and frames of any server, in any order: a frame answers one request or none, and what is kept stays small.
/// Each line of the input is a frame, or with <c>!</c> in front a request: <c>!w</c> for a welcome, <c>!n</c> names, <c>!r</c> a receipt, else an echo.
/// </summary>
internal static class DialectTarget
{
    public static void Run(byte[] input)
    {
        var parser = new ServerMessageParser();
        var pending = new PendingRequestQueue();
        var matcher = new ReplyMatcher("fo", pending);
        int posted = 0;
        foreach (string line in Encoding.UTF8.GetString(input).Split('\n'))
        {
            if (line.StartsWith('!'))
            {
                pending.Track(RequestFor(line));
                posted++;
            }
            else
            {
                Hear(parser, matcher, pending, line);
            }

            FuzzTargets.Promise(pending.Count >= 0 && pending.Count <= posted, "no more is owed than was asked");
        }
    }

    private static PendingRequest RequestFor(string line)
    {
        bool awaited = !line.EndsWith('?');
        return line.Length < 2 ? new PendingRequest(ReplyKind.Echo, "x", awaited) : line[1] switch
        {
            'w' => new PendingRequest(ReplyKind.Welcome, awaited: awaited),
            'n' => new PendingRequest(ReplyKind.Names, awaited: awaited),
            'r' => new PendingRequest(ReplyKind.WhisperReceipt, awaited: awaited),
            _ => new PendingRequest(ReplyKind.Echo, line[1..], awaited),
        };
    }

    private static void Hear(ServerMessageParser parser, ReplyMatcher matcher, PendingRequestQueue pending, string payload)
    {
        ServerMessage frame = parser.Read(payload);
        FuzzTargets.Promise(frame.IsChat == (frame.Sender is not null), "only chat has a sender");
        FuzzTargets.Promise(payload.EndsWith(frame.Text, StringComparison.Ordinal), "the text is the end of the payload");
        int before = pending.Count;
        PendingRequest? answered = matcher.Match(frame, payload);
        FuzzTargets.Promise(answered is not null || pending.Count == before, "what answers nothing changes nothing");
        FuzzTargets.Promise(answered is null or { IsDone: true } or { CompleteAt: not null }, "an answer is whole, or will be");
        int namesRoom = payload.Length;
        FuzzTargets.Promise(UserListParser.Read(payload).Names.Sum(name => name.Length) <= namesRoom, "names come from the payload");
    }
}
