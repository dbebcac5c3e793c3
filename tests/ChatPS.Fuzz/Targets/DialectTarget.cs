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
        var dialect = new ServerMessageParser();
        var owed = new ReplyMatcher("fo");
        int posted = 0;
        foreach (string line in Encoding.UTF8.GetString(input).Split('\n'))
        {
            if (line.StartsWith('!'))
            {
                owed.Add(RequestFor(line));
                posted++;
            }
            else
            {
                Hear(dialect, owed, line);
            }

            FuzzTargets.Promise(owed.Count >= 0 && owed.Count <= posted, "no more is owed than was asked");
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

    private static void Hear(ServerMessageParser dialect, ReplyMatcher owed, string payload)
    {
        ServerMessage frame = dialect.Read(payload);
        FuzzTargets.Promise(frame.IsChat == (frame.Sender is not null), "only chat has a sender");
        FuzzTargets.Promise(payload.EndsWith(frame.Text, StringComparison.Ordinal), "the text is the end of the payload");
        int before = owed.Count;
        PendingRequest? answered = owed.Answer(frame, payload);
        FuzzTargets.Promise(answered is not null || owed.Count == before, "what answers nothing changes nothing");
        FuzzTargets.Promise(answered is null or { IsDone: true } or { CompleteAt: not null }, "an answer is whole, or will be");
        int namesRoom = payload.Length;
        FuzzTargets.Promise(UserListParser.Read(payload).Names.Sum(name => name.Length) <= namesRoom, "names come from the payload");
    }
}
