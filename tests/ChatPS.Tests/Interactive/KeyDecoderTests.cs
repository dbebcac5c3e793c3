using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

public class KeyDecoderTests
{
    private static List<EditorInput> Decode(KeyDecoder decoder, long now)
    {
        var found = new List<EditorInput>();
        while (decoder.TryTake(now, out EditorInput input))
            found.Add(input);
        return found;
    }

    private static void Feed(KeyDecoder decoder, string keys, long now)
    {
        foreach (char c in keys)
            decoder.Feed(new KeyPress(c), now);
    }

    [Fact]
    public void A_lone_escape_is_certain_after_its_time()
    {
        var decoder = new KeyDecoder();
        Assert.Equal(-1, decoder.WaitMs(0));
        Feed(decoder, "\x1b", 1000);
        Assert.Equal(KeyDecoder.EscapeMs, decoder.WaitMs(1000));
        Assert.Empty(Decode(decoder, 1000 + KeyDecoder.EscapeMs - 1));
        Assert.Equal('\x1b', Assert.Single(Decode(decoder, 1000 + KeyDecoder.EscapeMs)).Key.Character);
        Assert.Equal(-1, decoder.WaitMs(2000));
    }

    [Fact]
    public void Two_escapes_are_two()
    {
        var decoder = new KeyDecoder();
        Feed(decoder, "\x1b\x1b", 0);
        Assert.Equal(2, Decode(decoder, KeyDecoder.EscapeMs).Count);
    }

    [Theory]
    [InlineData("one line")]
    [InlineData("a\r\nb\rc\n")]
    [InlineData("with \x1b[A an escape ~ and \x1b[20~")]
    [InlineData("")]
    public void A_paste_is_one_thing_however_it_is_cut(string pasted)
    {
        string keys = "x\x1b[200~" + pasted + "\x1b[201~y";
        for (int cut = 1; cut < keys.Length; cut++)
        {
            var decoder = new KeyDecoder();
            Feed(decoder, keys.Substring(0, cut), 0);
            List<EditorInput> found = Decode(decoder, 40);
            Feed(decoder, keys.Substring(cut), 45);
            found.AddRange(Decode(decoder, 45));
            Assert.Equal(3, found.Count);
            Assert.Equal('x', found[0].Key.Character);
            Assert.Equal(pasted, found[1].Pasted);
            Assert.Equal('y', found[2].Key.Character);
        }
    }

    [Fact]
    public void A_host_may_report_the_start_of_a_sequence_as_alt_with_a_bracket()
    {
        var decoder = new KeyDecoder();
        decoder.Feed(new KeyPress('[', 0, KeyModifiers.Alt), 0);
        Feed(decoder, "200~a", 0);
        decoder.Feed(new KeyPress('\r', VirtualKeys.Enter), 0);
        decoder.Feed(new KeyPress('\0', VirtualKeys.Enter), 0);
        decoder.Feed(new KeyPress('\0', VirtualKeys.Left), 0);
        decoder.Feed(new KeyPress('[', 0, KeyModifiers.Alt), 0);
        Feed(decoder, "201~", 0);
        Assert.Equal("a\r\r", Assert.Single(Decode(decoder, 0)).Pasted);
    }

    [Fact]
    public void A_paste_without_end_is_handed_out_after_its_time()
    {
        var decoder = new KeyDecoder();
        Feed(decoder, "\x1b[200~abc", 0);
        Assert.Empty(Decode(decoder, KeyDecoder.PasteMs - 1));
        Assert.Equal("abc", Assert.Single(Decode(decoder, KeyDecoder.PasteMs)).Pasted);
        Feed(decoder, "d", 9000);
        Assert.Equal('d', Assert.Single(Decode(decoder, 9000)).Key.Character);
    }

    [Fact]
    public void A_sequence_that_stops_is_given_up_and_one_that_breaks_loses_no_key()
    {
        var decoder = new KeyDecoder();
        Feed(decoder, "\x1b[12", 0);
        Assert.Empty(Decode(decoder, KeyDecoder.SequenceMs));
        Feed(decoder, "ab", 600);
        Assert.Equal(2, Decode(decoder, 600).Count);
        Feed(decoder, "\x1b[1\r", 700);
        Assert.Equal('\r', Assert.Single(Decode(decoder, 700)).Key.Character);
        Feed(decoder, "\x1b[" + new string('1', 100) + "x", 800);
        Assert.NotEmpty(Decode(decoder, 800));
    }

    [Theory]
    [InlineData("[A", VirtualKeys.Up, (int)KeyModifiers.None)]
    [InlineData("OB", VirtualKeys.Down, (int)KeyModifiers.None)]
    [InlineData("[1;5C", VirtualKeys.Right, (int)KeyModifiers.Control)]
    [InlineData("[1;3D", VirtualKeys.Left, (int)KeyModifiers.Alt)]
    [InlineData("[3~", VirtualKeys.Delete, (int)KeyModifiers.None)]
    [InlineData("[3;6~", VirtualKeys.Delete, (int)(KeyModifiers.Control | KeyModifiers.Shift))]
    [InlineData("[H", VirtualKeys.Home, (int)KeyModifiers.None)]
    [InlineData("OF", VirtualKeys.End, (int)KeyModifiers.None)]
    [InlineData("[1~", VirtualKeys.Home, (int)KeyModifiers.None)]
    [InlineData("[4~", VirtualKeys.End, (int)KeyModifiers.None)]
    public void Sequences_of_keys_are_the_keys(string sequence, int virtualKey, int modifiers)
    {
        var decoder = new KeyDecoder();
        Feed(decoder, "\x1b" + sequence, 0);
        Assert.Equal(new KeyPress('\0', virtualKey, (KeyModifiers)modifiers), Assert.Single(Decode(decoder, 0)).Key);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("漢")]
    [InlineData("👍🏽")]
    [InlineData("e\u0301")]
    public void A_burst_loses_nothing_at_the_end_and_in_the_middle_of_a_line(string unit)
    {
        string burst = string.Concat(Enumerable.Repeat(unit, 5000 / unit.Length));
        EditorHarness end = new EditorHarness().Type(burst);
        Assert.Equal(burst, end.Editor.Text);
        EditorHarness middle = new EditorHarness().Type("ab").Press(VirtualKeys.Left).Type(burst);
        Assert.Equal("a" + burst + "b", middle.Editor.Text);
        Assert.Equal([burst], new EditorHarness().Paste(burst).Type("\r").Sent);
    }

    [Fact]
    public void A_burst_costs_its_length()
    {
        BytesFor(1000);
        double one = BytesFor(100_000);
        double four = BytesFor(400_000);
        Assert.True(four < one * 6, $"4 times the keys took {four / one:F1} times the memory");
    }

    // Memory and not time, which other programs disturb: what copies the line at each key shows in both.
    private static long BytesFor(int keys)
    {
        var decoder = new KeyDecoder();
        var editor = new LineEditor(new WordCompleter([], () => new NameRoster("")), new FixedRules { MessageLength = int.MaxValue }, EditorMemory.None);
        editor.Press(new KeyPress('a'));
        editor.Press(new KeyPress('\x02'));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < keys; i++)
        {
            decoder.Feed(new KeyPress("\ud83d\ude00"[i % 2]), 0);
            while (decoder.TryTake(0, out EditorInput input))
                editor.Take(input);
        }

        Assert.Equal(keys + 1, editor.Text.Length);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
