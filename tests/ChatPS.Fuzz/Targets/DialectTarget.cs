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
    private static readonly SessionIdentity s_session = new("fo");

    public static void Run(byte[] input)
    {
        long now = 0;
        int delivered = 0;
        var matcher = new ReplyMatcher("fo", _ => delivered++, () => now);
        var reader = new PayloadReader(new ServerMessageParser(), matcher);
        int posted = 0;
        int heard = 0;
        foreach (string line in Encoding.UTF8.GetString(input).Split('\n'))
        {
            if (line.StartsWith('!'))
            {
                matcher.Requests.Add(RequestFor(line));
                posted++;
            }
            else
            {
                Hear(reader, matcher, line, ++heard);
                now += line.Length * 10;
            }

            int owed = matcher.Requests.OwedCount;
            FuzzTargets.Promise(owed >= 0 && owed <= posted, "no more is owed than was asked");
            FuzzTargets.Promise(delivered <= heard, "a frame is delivered once at most");
        }
    }

    private static PendingRequest RequestFor(string line)
    {
        bool awaited = !line.EndsWith('?');
        return line.Length < 2 ? new PendingEcho("x", awaited) : line[1] switch
        {
            'w' => new PendingLogin("fo"),
            'n' => new PendingUserList(awaited),
            'r' => new PendingWhisper("be", line[1..], awaited),
            _ => new PendingEcho(line[1..], awaited),
        };
    }

    private static void Hear(PayloadReader reader, ReplyMatcher matcher, string payload, int sequence)
    {
        ServerMessage frame = reader.Read(payload);
        FuzzTargets.Promise(frame.IsChat == (frame.Sender is not null), "only chat has a sender");
        FuzzTargets.Promise(payload.Contains(frame.Text, StringComparison.Ordinal), "the text is in the payload");
        var message = new ChatMessage(frame, Encoding.UTF8.GetBytes(payload), isOwn: false, s_session, sequence, DateTime.UnixEpoch);
        PendingRequest? answered = matcher.Take(frame, payload, message);
        FuzzTargets.Promise(answered is null or { IsDone: true } or { HasBegun: true } or { Held: not null } or { IsContested: true } or { IsSpoiled: true }, "a reply counts, or waits to be bettered");
        FuzzTargets.Promise(UserListParser.Read(payload).Names.Sum(name => name.Length) <= payload.Length, "names come from the payload");
    }
}
