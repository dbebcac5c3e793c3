using System;
using System.Linq;
using ChatPS.Interactive;
using ChatPS.Text;
using CsCheck;

namespace ChatPS.Tests.Interactive;

public class RandomKeysTests
{
    private const int Rounds = 1000;

    private static readonly string[] s_pieces =
    [
        "a", "b", " ", "  ", "fo", "doc ", "漢", "字", "e\u0301", "\u0301", "👍🏽", "👨\u200D👩\u200D👧", "🇩🇪", "🇩", "❤\uFE0F", "\u200D", "\uFE0F",
        "\u0915\u093E", "\u1112\u1161\u11ab", "\ud83d", "\ude00", "😀", "\u202e", "\t", "\x1b[Z", "\b", "\x01", "\x05", "\x15", "\x0b", "\x17",
        "\x19", "\x10", "\x0e", "\x02", "\x06", "\x1b", "\x1b[D", "\x1b[C", "\x1b[1;5D", "\x1b[3~", "\x1b" + "b", "\x1b[200~", "\x1b[201~",
        "\r", "\x1b\r", "\x12", "\x14", "\x1f", "/w", "\0", "\x04", "~", "[", "O", "1",
    ];

    private static readonly Gen<string> s_keys = Gen.Frequency(
        (20, OneOf(s_pieces)),
        (1, Gen.String),
        (1, Gen.Char.Select(c => c.ToString())));

    // What joins the character behind the cursor moves the cursor over it, so there it does matter when it is looked at.
    private static readonly Gen<string> s_plain = OneOf(
        [.. s_pieces.Where(piece => piece is not ("\u0301" or "🇩" or "🇩🇪" or "👍🏽" or "👨\u200D👩\u200D👧" or "\u200D" or "\uFE0F" or "❤\uFE0F" or "e\u0301" or "\u0915\u093E" or "\u1112\u1161\u11ab"))]);

    private static readonly Gen<string> s_hostile = Gen.Frequency(
        (3, OneOf(s_pieces)),
        (1, OneOf("\x1b[2J", "\x1b]0;x\a", "\r", "\n", "\u009b1A", "\u2028", "\u2067", "䷀", "🇩", "\u1161", "𝌀", "\U000E0041", "\uFDFD", " 12:31 be: ")),
        (1, Gen.String)).Array[0, 60].Select(string.Concat);

    [Fact]
    public void Any_keys_leave_the_cursor_between_graphemes_and_one_row_that_fits() =>
        Gen.Select(s_keys.Array[1, 120], Gen.Int[5, 60], Gen.Bool).Sample((keys, width, byCodePoint) =>
        {
            var typist = new EditorHarness(width, counting: byCodePoint ? Counting.CodePoints : Counting.Graphemes, names: ["doc", "dan", "éva"]);
            foreach (string key in keys)
            {
                typist.Type(key);
                AssertSound(typist);
            }

            typist.Wait(KeyDecoder.PasteMs);
            AssertSound(typist);
        }, iter: RandomRun.Samples(Rounds));

    [Fact]
    public void Any_keys_one_by_one_or_all_at_once_make_the_same_line() =>
        s_plain.Array[1, 120].Sample(keys =>
        {
            var slow = new EditorHarness();
            foreach (string key in keys)
                slow.Type(key);
            EditorHarness fast = new EditorHarness().Type(string.Concat(keys));
            Assert.Equal(slow.Line, fast.Line);
            Assert.Equal(slow.Accepted, fast.Accepted);
            Assert.Equal(slow.Sent, fast.Sent);
            Assert.Equal(slow.Editor.Shown, fast.Editor.Shown);
        }, iter: RandomRun.Samples(Rounds));

    [Fact]
    public void Hostile_text_leaves_only_printable_cells_and_never_runs_over() =>
        Gen.Select(s_hostile, s_hostile, Gen.Int[0, 4], Gen.Int[5, 100], Gen.Bool).Sample((sender, text, kind, width, byCodePoint) =>
        {
            var typist = new EditorHarness(width, 50, byCodePoint ? Counting.CodePoints : Counting.Graphemes, color: true);
            typist.Type("abc").Arrive(TerminalText.MakeSafe(text), (ChatMessageKind)kind, TerminalText.MakeSafe(sender));
            Assert.Equal(0, typist.Cells.Wraps);
            Assert.Equal(width < 9 ? "abc" : "fo> abc", typist.Cells.CursorRow);
            Assert.Equal("", typist.Cells.Style);
            Assert.All(typist.Cells.All.Skip(1).SkipLast(1), row => Assert.True(row.Length == 0 || row[0] == ' ', row));
        }, iter: RandomRun.Samples(Rounds));

    [Fact]
    public void Nothing_of_a_safe_text_is_lost_but_spaces_at_cuts() =>
        Gen.Select(s_hostile, Gen.Int[60, 100]).Sample((hostile, width) =>
        {
            string text = TerminalText.MakeSafe(hostile);
            var typist = new EditorHarness(width, 50, Counting.CodePoints);
            typist.Arrive(text);
            string shown = string.Concat(typist.Cells.All.SkipLast(1));
            Assert.Equal("doc:" + text.Replace(" ", "", StringComparison.Ordinal), shown.Replace(" ", "", StringComparison.Ordinal));
        }, iter: RandomRun.Samples(Rounds));

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    private static void AssertSound(EditorHarness typist)
    {
        string text = typist.Editor.Text;
        int cursor = typist.Editor.Cursor;
        Assert.InRange(cursor, 0, text.Length);
        Assert.Equal(cursor, Graphemes.AtOrAfter(text, cursor));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\t' or '\n'));
        Assert.Equal(text, new string(text.EnumerateRunes().SelectMany(rune => rune.ToString()).ToArray()));
        Assert.True(typist.Cells.Wraps == 0, $"ran over: {string.Join(' ', text.EnumerateRunes().Select(r => r.Value.ToString("X")))}");
        Assert.Single(typist.Cells.All);
        Assert.Null(typist.Cells.Cell(typist.Cells.Width - 1, 0));
    }
}
