using ChatPS.Interactive;
using ChatPS.Shell;

namespace ChatPS.Tests.Shell;

public sealed class LineEditTests
{
    [Fact]
    public void A_character_of_several_chars_is_passed_and_deleted_as_one()
    {
        LineEdit line = Typed("a\U0001F44D\U0001F3FDe\u0301b");
        Press(line, ConsoleKey.LeftArrow, ConsoleKey.LeftArrow, ConsoleKey.Backspace);
        Assert.Equal(("ae\u0301b", 1), (line.Text, line.Cursor));
        Press(line, ConsoleKey.Delete, ConsoleKey.End);
        Assert.Equal(("ab", 2), (line.Text, line.Cursor));
    }

    [Fact]
    public void A_pair_of_surrogates_that_comes_as_two_keys_is_one_character_though_the_line_is_drawn_between_them()
    {
        LineEdit line = Typed("a\uD83D");
        Assert.Equal("a", line.Text);
        line.Apply(new ConsoleKeyInfo('\uDE00', 0, false, false, false));
        Assert.Equal(("a\U0001F600", 3), (line.Text, line.Cursor));
    }

    [Fact]
    public void Up_and_down_walk_through_what_was_typed_before_and_back_to_the_unfinished_line()
    {
        var history = new LineHistory();
        history.Add("one");
        history.Add("two");
        LineEdit line = Typed("unfinished", history);
        string[] seen = [.. new[] { ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.DownArrow, ConsoleKey.DownArrow }
            .Select(key => Press(line, key))];
        Assert.Equal(["two", "one", "one", "two", "unfinished"], seen);
    }

    [Fact]
    public void A_completion_takes_the_place_of_its_word()
    {
        LineEdit line = Typed("get-c | more");
        line.Replace(0, 5, "Get-ChatUser");
        Assert.Equal(("Get-ChatUser | more", 12), (line.Text, line.Cursor));
    }

    private static LineEdit Typed(string text, LineHistory? history = null)
    {
        var line = new LineEdit(history);
        foreach (char c in text)
            line.Apply(new ConsoleKeyInfo(c, 0, false, false, false));
        return line;
    }

    private static string Press(LineEdit line, params ConsoleKey[] keys)
    {
        foreach (ConsoleKey key in keys)
            line.Apply(new ConsoleKeyInfo('\0', key, false, false, false));
        return line.Text;
    }
}
