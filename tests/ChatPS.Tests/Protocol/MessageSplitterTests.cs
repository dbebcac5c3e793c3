using System.Text;
using ChatPS.Protocol;
using ChatPS.Text;
using CsCheck;

namespace ChatPS.Tests.Protocol;

public sealed class MessageSplitterTests
{
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"; // 25 bytes, one grapheme

    [Fact]
    public void A_text_that_just_fits_is_one_part_and_one_byte_more_makes_two()
    {
        // MSG and the sender 'fo' take four bytes each: 95 are left.
        Assert.Equal([new string('x', 95)], MessageSplitter.SplitMessage(new string('x', 95), "fo"));
        Assert.Equal([new string('x', 95), "x"], MessageSplitter.SplitMessage(new string('x', 96), "fo"));
    }

    [Fact]
    public void Room_is_left_for_a_long_name_on_the_way_back()
    {
        // 'ramsey: ' takes eight bytes.
        Assert.Equal([91, 4], MessageSplitter.SplitMessage(new string('x', 95), "ramsey").Select(part => part.Length));
    }

    [Theory]
    [InlineData("fo", "doc", 86)] // fo whispers: takes 13
    [InlineData("fo", "averyveryverylongname", 75)] // W averyveryverylongname takes 24
    public void A_whisper_fits_on_its_way_out_and_on_its_way_in(string sender, string target, int room)
    {
        Assert.Single(MessageSplitter.SplitWhisper(new string('x', room), sender, target));
        Assert.Equal(2, MessageSplitter.SplitWhisper(new string('x', room + 1), sender, target).Count);
    }

    [Fact]
    public void Long_text_is_cut_at_spaces_where_it_can()
    {
        string text = string.Join(' ', Enumerable.Repeat("twelve-bytes", 16));
        List<string> parts = MessageSplitter.SplitMessage(text, "fo");
        Assert.Equal(text, string.Join(' ', parts));
        Assert.All(parts, part => Assert.InRange(part.Length, 12, 95));
    }

    [Theory]
    [InlineData(80)] // before the end of the first part
    [InlineData(95)] // right behind it
    public void A_space_that_bears_a_mark_is_no_place_to_cut(int before)
    {
        string text = new string('x', before) + " \u0301" + new string('y', 40);
        Assert.Equal(text, string.Concat(MessageSplitter.SplitMessage(text, "fo")));
    }

    [Fact]
    public void Three_hundred_bytes_without_a_space_are_cut_to_full_parts() =>
        Assert.Equal([95, 95, 95, 15], MessageSplitter.SplitMessage(new string('x', 300), "fo").Select(part => part.Length));

    [Fact]
    public void A_family_at_the_boundary_stays_whole()
    {
        List<string> parts = MessageSplitter.SplitMessage(new string('x', 80) + Family + "!", "fo");
        Assert.Equal([new string('x', 80), Family + "!"], parts);
    }

    [Fact]
    public void A_grapheme_that_does_not_fit_on_its_own_is_cut_at_a_code_point()
    {
        string zalgo = "e" + string.Concat(Enumerable.Repeat("\u0301", 60)); // 121 bytes, one grapheme
        List<string> parts = MessageSplitter.SplitMessage(zalgo, "fo");
        Assert.Equal(zalgo, string.Concat(parts));
        Assert.Equal([95, 26], parts.Select(Encoding.UTF8.GetByteCount));
    }

    [Fact]
    public void A_line_break_starts_a_new_part_and_empty_lines_give_none() =>
        Assert.Equal(["a", "b"], MessageSplitter.SplitMessage("a\r\n\nb", "fo"));

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\n")]
    [InlineData("  ")]
    [InlineData(" ")]
    [InlineData("   \t ")]
    [InlineData("\n \r\n")]
    public void A_text_that_says_nothing_is_refused(string text)
    {
        Assert.Equal(ChatFailure.EmptyText, Assert.Throws<ChatException>(() => MessageSplitter.SplitMessage(text, "fo")).Failure);
        Assert.Equal(ChatFailure.EmptyText, Assert.Throws<ChatException>(() => MessageSplitter.SplitWhisper(text, "fo", "doc")).Failure);
    }

    [Fact]
    public void A_long_gap_in_a_text_is_no_part_of_blanks()
    {
        List<string> parts = MessageSplitter.SplitMessage("a" + new string(' ', 400) + "b", "fo");
        Assert.All(parts, part => Assert.False(string.IsNullOrWhiteSpace(part)));
        Assert.Equal("a b", string.Join(' ', parts.Select(part => part.Trim())));
        Assert.All(MessageSplitter.SplitWhisper("a" + new string(' ', 400) + "b", "fo", "doc"), part => Assert.False(string.IsNullOrWhiteSpace(part)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(88)]
    public void No_part_is_the_request_WHO_for_a_server_that_trims(int blanks)
    {
        string text = new string('x', 95) + new string(' ', blanks) + "WHO" + new string(' ', 95 - blanks) + new string('y', 95);
        List<string> parts = MessageSplitter.SplitMessage(text, "fo");
        Assert.DoesNotContain("WHO", parts.Select(part => part.Trim()));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(parts).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void No_part_of_a_longer_text_is_the_request_WHO()
    {
        string text = new string('x', 95) + " WHO " + new string('y', 95);
        Assert.Equal([new string('x', 95), "W", "HO", new string('y', 95)], MessageSplitter.SplitMessage(text, "fo"));
    }

    [Fact]
    public void A_line_that_is_the_request_WHO_is_refused() =>
        Assert.Equal(ChatFailure.ReservedText, Assert.Throws<ChatException>(() => MessageSplitter.SplitMessage("WHO\r\nhi", "fo")).Failure);

    [Fact]
    public void A_whisper_may_say_WHO()
    {
        string text = new string('x', 86) + " WHO " + new string('y', 86);
        Assert.Equal([new string('x', 86), "WHO", new string('y', 86)], MessageSplitter.SplitWhisper(text, "fo", "doc"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("doc:")]
    [InlineData("d-c")]
    public void Nobody_can_be_called_what_is_no_name(string target)
    {
        ChatException error = Assert.Throws<ChatException>(() => MessageSplitter.SplitWhisper("hi", "fo", target));
        Assert.Equal(ChatFailure.InvalidUserName, error.Failure);
        Assert.StartsWith($"'{target}' ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whisper_has_room_for_a_code_point_behind_the_longest_name()
    {
        Assert.Equal(["abcd", "e"], MessageSplitter.SplitWhisper("abcde", "fo", new string('n', 92)));
        ChatException error = Assert.Throws<ChatException>(() => MessageSplitter.SplitWhisper("a", "fo", new string('n', 93)));
        Assert.Equal(ChatFailure.InvalidUserName, error.Failure);
    }

    [Theory]
    [InlineData(93, 4)] // four bytes are left behind the name on the way back
    [InlineData(94, 95)] // three are too few: only the way out counts
    public void Behind_a_very_long_name_only_the_way_out_counts(int nameLength, int room) =>
        Assert.Equal(room, MessageSplitter.SplitMessage(new string('x', 300), new string('n', nameLength))[0].Length);

    [Fact]
    public void A_part_has_room_for_a_code_point()
    {
        Assert.Equal(["👍", "👍"], MessageSplitter.SplitLine("👍👍", 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => MessageSplitter.SplitLine("x", 3).ToArray());
    }

    [Fact]
    public void A_space_at_the_start_is_no_place_to_cut() =>
        Assert.Equal([" " + new string('x', 94), "xxxxxx"], MessageSplitter.SplitLine(" " + new string('x', 100), 95));

    // The first and the last of each length in UTF-8.
    [Theory]
    [InlineData("\u007F", 95)]
    [InlineData("\u0080", 47)]
    [InlineData("\u07FF", 47)]
    [InlineData("\u0800", 31)]
    [InlineData("\uFFFD", 31)]
    [InlineData("\U00010000", 23)]
    public void A_part_holds_as_many_as_its_bytes_allow(string character, int count)
    {
        List<string> parts = MessageSplitter.SplitMessage(string.Concat(Enumerable.Repeat(character, 95)), "fo");
        Assert.Equal(string.Concat(Enumerable.Repeat(character, count)), parts[0]);
        Assert.InRange(Encoding.UTF8.GetByteCount(parts[0]), 92, 95);
    }

    [Fact]
    public void Any_text_comes_in_parts_that_fit_hold_all_of_it_and_cut_no_grapheme()
    {
        Gen<string> piece = Gen.OneOf(
            Gen.Char[' ', '~'].Select(c => c.ToString()),
            Samples.AnyOf(" ", "é", "e\u0301", "日", "👍🏽", Family, "🇩🇪", "각"));
        Gen.Select(piece.Array[1, 120], Gen.Int[1, 20]).Sample((pieces, nameLength) =>
        {
            string text = "x" + string.Concat(pieces).TrimEnd(' ');
            List<string> parts = MessageSplitter.SplitMessage(text, new string('n', nameLength));
            int room = 99 - Math.Max(4, nameLength + 2);
            Assert.All(parts, part => Assert.InRange(Encoding.UTF8.GetByteCount(part), 1, room));
            Assert.Equal(text.Replace(" ", ""), string.Concat(parts).Replace(" ", ""));
            Assert.Equal(Graphemes.Of(text).Where(g => g != " "), parts.SelectMany(Graphemes.Of).Where(g => g != " "));
        }, iter: RandomRun.Samples(20_000));
    }
}
