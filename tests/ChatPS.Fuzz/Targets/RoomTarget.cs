using System.Text;
using ChatPS.Protocol;
using ChatPS.Server;

namespace ChatPS.Fuzz.Targets;

/// <summary>
/// Four connections to one room: the first byte of each line says who, the rest is a payload, and none at all leaves.
/// Whatever is said, all that goes out are frames of at most 99 bytes, and names stay unique.
/// </summary>
internal static class RoomTarget
{
    public static void Run(byte[] input)
    {
        var room = new ChatRoom(new LoginList([]), announcePresence: (input.Length & 1) == 1);
        var deliveries = new OutgoingFrames();
        Participant[] crowd = [new(), new(), new(), new()];
        for (int at = 0; at < input.Length;)
        {
            int end = Array.IndexOf(input, (byte)'\n', at);
            end = end < 0 ? input.Length : end;
            if (end > at)
                Take(room, crowd[input[at] & 3], new ArraySegment<byte>(input, at + 1, Math.Min(end - at - 1, ProtocolConstants.MaxPayload)), deliveries);
            Check(room, crowd, deliveries);
            deliveries.Clear();
            at = end + 1;
        }
    }

    private static void Take(ChatRoom room, Participant who, ArraySegment<byte> payload, OutgoingFrames deliveries)
    {
        if (payload.Count == 0)
            room.Leave(who, deliveries);
        else
            room.Handle(who, payload, deliveries);
        FuzzTargets.Promise(payload.Count == 0 || deliveries.Count > 0, "every request is answered");
    }

    private static void Check(ChatRoom room, Participant[] crowd, OutgoingFrames deliveries)
    {
        string[] names = room.Roster.GetNames();
        FuzzTargets.Promise(names.Length == crowd.Count(one => one.IsInside), "who is inside is listed");
        FuzzTargets.Promise(names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length, "a name is one's own");
        FuzzTargets.Promise(names.All(name => name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)), "names are letters and digits");
        int end = 0;
        for (int i = 0; i < deliveries.Count; i++)
        {
            if (deliveries[i].Shared is byte[] block)
            {
                CheckFrames(block, 0, block.Length);
                continue;
            }

            FuzzTargets.Promise(deliveries[i].Offset == end, "one delivery behind the other");
            CheckFrames(deliveries.Bytes, end, deliveries[i].Count);
            end += deliveries[i].Count;
        }

        FuzzTargets.Promise(end == deliveries.ByteCount, "nothing between");
    }

    private static void CheckFrames(byte[] bytes, int offset, int count)
    {
        var codec = new FrameCodec();
        codec.Feed(bytes, offset, count);
        while (codec.TryRead(out ArraySegment<byte> payload))
            FuzzTargets.Promise(payload.Count > 0, "nothing is never said");
        FuzzTargets.Promise(!codec.InsideFrame, "whole frames");
    }
}
