using System;
using System.Linq;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

public class ServerTextTests
{
    [Fact]
    public void Nobody_is_a_list_too() => Assert.Equal(["USERS 0:"], ServerText.Users([]));

    [Fact]
    public void A_long_list_goes_on_under_the_same_heading()
    {
        string[] names = Enumerable.Range(100, 60).Select(n => "user" + n).ToArray();
        string[] payloads = ServerText.Users(names).ToArray();
        Assert.True(payloads.Length > 4);
        Assert.All(payloads, payload => Assert.StartsWith("USERS 60: ", payload, StringComparison.Ordinal));
        Assert.All(payloads, payload => Assert.InRange(payload.Length, 11, 99));
        Assert.Equal(names, payloads.SelectMany(payload => payload["USERS 60: ".Length..].Split(' ')));
        Assert.All(payloads.SkipLast(1), payload => Assert.True(payload.Length + " user100".Length > 99));
    }

    [Fact]
    public void A_payload_of_the_list_is_filled_to_its_last_byte()
    {
        // The heading, a space and a name: 99 bytes, and no more.
        var name = new string('n', 99 - "USERS 1: ".Length);
        Assert.Equal(["USERS 1: " + name], ServerText.Users([name]));
        var half = new string('h', 44);
        Assert.Equal(["USERS 2: " + half + " " + half + "x"], ServerText.Users([half, half + "x"]));
        Assert.Equal(2, ServerText.Users([half, half + "xy"]).Count());
    }

    [Fact]
    public void Each_text_is_the_one_that_clients_know()
    {
        Assert.Equal("NO - no such user: ", Encoding.ASCII.GetString(ServerText.NoSuchUserPrefix));
        Assert.Equal("NO - ", Encoding.ASCII.GetString(ServerText.RefusalPrefix));
        Assert.Equal("OK - whispered to fo", ServerText.Whispered("fo"));
        Assert.Equal("fo cannot keep up", ServerText.CannotKeepUp("fo"));
        Assert.Equal(("* fo joined", "* fo left"), (ServerText.Joined("fo"), ServerText.Left("fo")));
        Assert.Equal(("fo: ", "fo whispers: "), (ServerText.MessagePrefix("fo"), ServerText.WhisperPrefix("fo")));
    }

    [Fact]
    public void What_was_said_before_bears_its_time() => Assert.Equal("* 08:31 fo: ", ServerText.HistoryPrefix("08:31", "fo"));

    [Fact]
    public void Each_line_of_a_text_bears_the_mark_and_blank_lines_are_left_out() =>
        Assert.Equal(["* motd: one", "* motd: two", "* motd:  three"], ServerText.Lines(ServerText.MotdMark, "one\r\n\n  \ntwo\r three"));

    [Fact]
    public void A_long_line_fills_its_payloads_to_the_last_byte()
    {
        const string Mark = "* server: ";
        Assert.Equal([Mark + new string('x', 89), Mark + "x"], ServerText.Lines(Mark, new string('x', 90)));
    }

    [Fact]
    public void A_long_gap_is_no_line()
    {
        Assert.Equal(["a", "b"], ServerText.Lines("* motd: ", "a" + new string(' ', 300) + "b").Select(payload => payload["* motd: ".Length..].Trim()));
    }

    [Fact]
    public void A_line_is_safe_to_print() =>
        Assert.DoesNotContain(string.Concat(ServerText.Lines("* motd: ", "red\x1b[31m\a")), c => c < ' ');

    [Fact]
    public void The_longest_name_fits_everything_that_is_said()
    {
        var name = new string('n', ServerText.MaxName);
        Assert.InRange(ServerText.Welcome(name).Length, 1, 99);
        Assert.InRange(ServerText.Joined(name).Length, 1, 99);
        Assert.InRange(ServerText.Whispered(name).Length, 1, 99);
        Assert.InRange(ServerText.WhisperPrefix(name).Length, 1, 99 - 4);
        Assert.All(ServerText.Users(Enumerable.Repeat(name, 65_000).ToArray()), payload => Assert.InRange(payload.Length, 1, 99));
    }
}
