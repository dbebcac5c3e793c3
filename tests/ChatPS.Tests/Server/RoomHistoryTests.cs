using System.Text;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>What somebody is told who comes late.</summary>
public sealed class RoomHistoryTests
{
    [Fact]
    public void Who_logs_in_reads_the_message_of_the_day_and_then_the_last_messages()
    {
        var room = new RoomHarness(history: 2);
        room.Room.Motd = "Be kind.\n\nNo \u001b[31m.";
        RoomHarness.Login fo = room.Enter("fo");
        Assert.Equal(["Welcome, fo! ChatPS 1", "* motd: Be kind.", "* motd: No ␛[31m."], fo.Heard);
        room.Say(fo.Who, "MSG one");
        room.Say(fo.Who, "MSG two");
        room.Say(fo.Who, "W fo secret");
        room.Say(fo.Who, "MSG three");
        Assert.Equal(["* 08:31 fo: two", "* 08:31 fo: three"], room.Enter("be").Heard.Skip(3));
        Assert.Equal(["* 08:31 fo: two", "* 08:31 fo: three"], room.Enter("doc").Heard.Skip(3));
    }

    [Fact]
    public void A_long_text_is_cut_and_each_piece_has_the_whole_prefix()
    {
        var room = new RoomHarness(history: 5);
        string name = new('n', 64);
        RoomHarness.Login speaker = room.Enter(name);
        string text = string.Concat(Enumerable.Repeat("äö\U0001F600 ", 9));
        room.Say(speaker.Who, "MSG " + text);
        string[] pieces = [.. room.Enter("fo").Heard.Skip(1)];
        Assert.True(pieces.Length > 2);
        Assert.All(pieces, piece => Assert.StartsWith($"* 08:31 {name}: ", piece, StringComparison.Ordinal));
        Assert.All(pieces, piece => Assert.InRange(Encoding.UTF8.GetByteCount(piece), 1, 99));
        Assert.Equal(text, string.Concat(pieces.Select(piece => piece[$"* 08:31 {name}: ".Length..])));
    }

    [Fact]
    public void Who_was_here_is_sent_only_what_was_said_since()
    {
        var room = new RoomHarness(history: 3);
        RoomHarness.Login fo = room.Enter("fo");
        RoomHarness.Login be = room.Enter("be");
        room.Say(fo.Who, "MSG heard");
        room.Leave(be.Who);
        Assert.Single(room.Enter("BE").Heard);
        room.Leave(room.Find("BE"));
        room.Say(fo.Who, "MSG missed");
        Assert.Equal(["* 08:31 fo: missed"], room.Enter("be").Heard.Skip(1));
    }

    [Fact]
    public void Who_takes_over_a_login_is_not_told_again()
    {
        var room = new RoomHarness(["fo pw"], history: 3);
        RoomHarness.Login fo = room.Enter("fo");
        room.Say(fo.Who, "MSG heard");
        Assert.Equal(["Welcome, fo! ChatPS 1"], room.Enter("fo").Heard);
    }

    [Fact]
    public void Without_it_nothing_is_kept()
    {
        var room = new RoomHarness();
        RoomHarness.Login fo = room.Enter("fo");
        room.Say(fo.Who, "MSG gone");
        Assert.Equal(["Welcome, be! ChatPS 1"], room.Enter("be").Heard);
    }
}
