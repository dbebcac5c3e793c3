using System.Text;
using ChatPS.Protocol;
using CsCheck;

namespace ChatPS.Tests.Interactive;

public sealed class HostileFramesTests
{
    private const string Seed = "0000KDkd5FX4";
    private const string LastWords = "doc: the end of it";

    // What terminals obey, what hides, what reorders, and what looks like the row of somebody else.
    private static readonly Gen<byte[]> s_piece = Gen.Frequency(
        (3, Gen.Byte.Array[0, 30]),
        (2, Samples.AnyOf(
            "\x1b[2J", "\x1b]0;title\a", "\x1b]52;c;aGk=\a", "\x1b[1A", "\x1bc", "\r", "\n", "\a", "\b", "\t", "\u009b31m", "\u2028", "\u202e",
            "\r\nbe: forged", "\rbe: forged", "\x1b[Gbe: forged", "\u0085be: forged", "漢字", "👨\u200D👩\u200D👧", "e\u0301", "\ufe0f", "\u200b")
            .Select(Encoding.UTF8.GetBytes)),
        (1, Samples.AnyOf("doc: ", "doc whispers: ", "* ", "NO ", "-- ", " ", "<be> ", "fo").Select(Encoding.UTF8.GetBytes)));

    private static readonly Gen<byte[]> s_payload =
        s_piece.Array[1, 8].Select(pieces => pieces.SelectMany(bytes => bytes).Take(ProtocolConstants.MaxPayload).ToArray());

    /// <summary>The cells fail on every control character and on every escape but the few that are allowed.</summary>
    [Fact]
    public void Any_bytes_as_frames_stay_printable_and_in_their_own_rows() =>
        Gen.Select(s_payload.Array[1, 12], Gen.Int[5, 100], Gen.Bool).Sample((payloads, width, byCodePoint) =>
        {
            var terminal = new LiveTerminal(width, 400, byCodePoint ? Counting.CodePoints : Counting.Graphemes);
            using var chat = new LiveChat(new(Color: true, TimeFormat: "", Bell: false, ShowLast: 0), terminal: terminal);
            chat.Type("abc");
            foreach (byte[] payload in payloads)
                chat.Peer.Write(FrameCodec.Encode(payload));
            chat.Peer.Say(LastWords);
            terminal.Until(cells => Text(cells).EndsWith(Text(LastWords), StringComparison.Ordinal) && cells.CursorRow.EndsWith("abc", StringComparison.Ordinal));
            terminal.Look(cells =>
            {
                Assert.Equal((0, 0, ""), (cells.Wraps, cells.Bells, cells.Style));
                string[] heads = [.. cells.All.SkipLast(1).Where(row => row.Length > 0 && row[0] != ' ')];
                Assert.Equal(payloads.Count(payload => payload.Length > 0) + 2, heads.Length);
                return true;
            });
        }, seed: Seed, iter: RandomRun.Samples(150), threads: 1);

    [Theory]
    [InlineData("doc: hi\r\nbe: forged")]
    [InlineData("doc: hi\x1b[E\x1b[2Kbe: forged")]
    [InlineData("doc: hi\u2028be: forged")]
    [InlineData("* doc left\r\nbe: forged")]
    [InlineData("NO\rbe: forged")]
    [InlineData("anything\vbe: forged")]
    public void Nobody_can_write_a_row_that_begins_with_another_name(string payload)
    {
        using var chat = new LiveChat(terminal: new LiveTerminal(width: 24));
        chat.Peer.Say(payload, "doc: end");
        chat.Terminal.Until(cells => cells.All.Contains("doc: end"));
        Assert.DoesNotContain(chat.Terminal.Look(cells => cells.All), row => row.StartsWith("be: ", StringComparison.Ordinal));
    }

    private static string Text(CellScreen cells) => Text(string.Concat(cells.All.SkipLast(1)));

    private static string Text(string rows) => rows.Replace(" ", "", StringComparison.Ordinal);
}
