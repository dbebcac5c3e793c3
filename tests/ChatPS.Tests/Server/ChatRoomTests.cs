using System;
using System.Linq;
using System.Text;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

public class ChatRoomTests
{
    private const string BadPair = "NO - username/password pair does not exist";
    private const string NotAlphanumeric = "NO - username and password must be alphanumeric";
    private const string NotUnderstood = "NO - not understood";

    [Fact]
    public void What_is_said_all_inside_hear_and_the_speaker_too()
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        Participant be = room.LogIn("be");
        Participant atTheDoor = room.Come();
        Assert.Equal(["fo: hi all"], room.Say(fo, "MSG hi all"));
        Assert.Equal(["fo: hi all"], room.Heard(be));
        Assert.Empty(room.Heard(atTheDoor));
    }

    [Theory]
    [InlineData("WHO")]
    [InlineData("MSG WHO")]
    public void Who_gives_the_names_sorted_without_regard_to_case(string request)
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        room.LogIn("DOC");
        room.LogIn("be");
        Assert.Equal(["USERS 3: be DOC fo"], room.Say(fo, request));
        Assert.Equal(["be", "DOC", "fo"], room.Room.Roster.GetNames());
    }

    [Fact]
    public void All_who_ask_get_the_same_block_until_somebody_comes_or_goes()
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        byte[] first = room.Room.Roster.GetFrames();
        room.Say(fo, "WHO");
        Assert.Same(first, room.Room.Roster.GetFrames());
        Participant be = room.LogIn("be");
        byte[] second = room.Room.Roster.GetFrames();
        Assert.NotSame(first, second);
        room.Leave(be);
        Assert.NotSame(second, room.Room.Roster.GetFrames());
    }

    [Fact]
    public void Who_forgets_who_left()
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        Participant be = room.LogIn("be");
        Assert.Equal(["USERS 2: be fo"], room.Say(fo, "WHO"));
        room.Leave(be);
        room.Leave(be);
        Assert.Equal(["USERS 1: fo"], room.Say(fo, "WHO"));
    }

    [Fact]
    public void A_whisper_is_for_one_and_the_whisperer_is_told()
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        Participant doc = room.LogIn("doc");
        Participant be = room.LogIn("be");
        Assert.Equal(["OK - whispered to doc"], room.Say(fo, "W DOC How are you today?"));
        Assert.Equal(["fo whispers: How are you today?"], room.Heard(doc));
        Assert.Empty(room.Heard(be));
    }

    [Fact]
    public void One_may_whisper_to_oneself()
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        Assert.Equal(["fo whispers: note", "OK - whispered to fo"], room.Say(fo, "W fo note"));
    }

    [Theory]
    [InlineData("W doc hi", "NO - no such user: doc")]
    [InlineData("W d-c hi", "NO - no such user: d-c")]
    [InlineData("W doc", NotUnderstood)]
    [InlineData("W doc ", NotUnderstood)]
    [InlineData("MSG", NotUnderstood)]
    [InlineData("MSG ", NotUnderstood)]
    [InlineData("", NotUnderstood)]
    [InlineData("HELLO", NotUnderstood)]
    [InlineData("LOGIN fo pw", "NO - already logged in")]
    [InlineData("LOGIN other pw", "NO - already logged in")]
    [InlineData("LOGIN", "NO - already logged in")]
    public void What_cannot_be_done_is_refused(string request, string answer)
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        Assert.Equal([answer], room.Say(fo, request));
        Assert.Equal(["USERS 1: fo"], room.Say(fo, "WHO"));
    }

    [Theory]
    [InlineData("MSG hi", "NO - log in first")]
    [InlineData("WHO", "NO - log in first")]
    [InlineData("MSG WHO", "NO - log in first")]
    [InlineData("W fo hi", "NO - log in first")]
    [InlineData("", NotUnderstood)]
    [InlineData("LOGIN", NotAlphanumeric)]
    [InlineData("LOGIN be", NotAlphanumeric)]
    [InlineData("LOGIN be ", NotAlphanumeric)]
    [InlineData("LOGIN  pw", NotAlphanumeric)]
    [InlineData("LOGIN be p w", NotAlphanumeric)]
    [InlineData("LOGIN b-e pw", NotAlphanumeric)]
    [InlineData("LOGIN bé pw", NotAlphanumeric)]
    [InlineData("LOGIN be p!", NotAlphanumeric)]
    [InlineData("LOGIN NO pw", "NO - username not allowed")]
    [InlineData("LOGIN fo pw", "NO - already logged in")]
    [InlineData("LOGIN FO pw", "NO - already logged in")]
    public void Before_the_login_only_a_good_login_works(string request, string answer)
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        Participant guest = room.Come();
        Assert.Equal([answer], room.Say(guest, request));
        Assert.False(guest.IsInside);
        Assert.Empty(room.Heard(fo));
    }

    [Theory]
    [InlineData("NOah")]
    [InlineData("7")]
    [InlineData("Doc")]
    public void A_name_keeps_its_case(string name) => Assert.Equal(name, new RoomHarness().LogIn(name).Name);

    [Fact]
    public void A_name_that_fits_no_answer_is_not_allowed()
    {
        var room = new RoomHarness();
        Assert.Equal(["NO - username not allowed"], room.Say(room.Come(), $"LOGIN {new string('n', 65)} pw"));
        Participant longest = room.LogIn(new string('n', 64));
        Assert.Equal(["OK - whispered to " + longest.Name], room.Say(longest, $"W {longest.Name} x")[1..]);
    }

    [Fact]
    public void A_name_is_free_again_when_its_owner_left()
    {
        var room = new RoomHarness();
        Participant first = room.LogIn("fo");
        room.Leave(first);
        Participant second = room.LogIn("Fo");
        Assert.Equal(["Fo: hi"], room.Say(second, "MSG hi"));
        Assert.Empty(room.Heard(first));
    }

    [Theory]
    [InlineData("LOGIN fo be", "Welcome, fo! ChatPS 1")]
    [InlineData("LOGIN FO be", "Welcome, FO! ChatPS 1")]
    [InlineData("LOGIN doc x1", "Welcome, doc! ChatPS 1")]
    [InlineData("LOGIN fo BE", BadPair)]
    [InlineData("LOGIN fo b", BadPair)]
    [InlineData("LOGIN fo bee", BadPair)]
    [InlineData("LOGIN fo x1", BadPair)]
    [InlineData("LOGIN nobody be", BadPair)]
    public void With_logins_only_they_may_come_in(string request, string answer)
    {
        var room = new RoomHarness(["fo be", "doc x1"]);
        Assert.Equal([answer], room.Say(room.Come(), request));
    }

    [Fact]
    public void Whether_a_name_is_in_use_is_told_only_to_its_owner()
    {
        var room = new RoomHarness(["fo be"]);
        room.Say(room.Come(), "LOGIN fo be");
        Participant guest = room.Come();
        Assert.Equal([BadPair], room.Say(guest, "LOGIN fo wrong"));
        Assert.Equal((1, 1), (guest.RefusedLogins, guest.WrongPasswords));
    }

    [Fact]
    public void The_right_password_takes_over_a_session_and_nobody_hears_of_it()
    {
        var room = new RoomHarness(["fo be", "doc x1"], announce: true);
        Participant ghost = room.Come();
        room.Say(ghost, "LOGIN fo be");
        Participant doc = room.Come();
        room.Say(doc, "LOGIN doc x1");
        room.Heard(ghost);
        Participant fo = room.Come();
        Assert.Equal(["Welcome, FO! ChatPS 1"], room.Say(fo, "LOGIN FO be"));
        Assert.Equal(["NO - disconnected: logged in elsewhere"], room.Heard(ghost));
        Assert.Equal((true, false), (ghost.IsReplaced, ghost.IsInside));
        Assert.Empty(room.Heard(doc));
        Assert.Equal(["USERS 2: doc FO"], room.Say(fo, "WHO"));
        room.Leave(ghost);
        Assert.Equal(["USERS 2: doc FO"], room.Say(fo, "WHO"));
    }

    [Fact]
    public void A_name_in_use_is_no_failed_login_where_anybody_may_log_in()
    {
        var room = new RoomHarness();
        room.LogIn("fo");
        Participant guest = room.Come();
        Assert.Equal(["NO - already logged in"], room.Say(guest, "LOGIN fo pw"));
        Assert.Equal((0, 0), (guest.RefusedLogins, guest.WrongPasswords));
    }

    [Fact]
    public void Nobody_may_whisper_to_who_cannot_keep_up()
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        var slow = new SlowReader();
        room.Add(slow);
        room.Say(slow, "LOGIN slow pw");
        Assert.Equal(["NO - slow cannot keep up"], room.Say(fo, "W slow hi"));
        Assert.Empty(room.Heard(slow));
        Assert.Equal(["fo: hi"], room.Say(fo, "MSG hi"));
        Assert.Equal(["fo: hi"], room.Heard(slow));
    }

    [Fact]
    public void Refused_logins_are_counted()
    {
        var room = new RoomHarness(["fo be"]);
        Participant guest = room.Come();
        room.Say(guest, "LOGIN fo wrong");
        room.Say(guest, "WHO");
        room.Say(guest, "LOGIN f! wrong");
        Assert.Equal(2, guest.RefusedLogins);
    }

    [Fact]
    public void Presence_is_told_to_the_others_and_only_when_asked_for()
    {
        var room = new RoomHarness(announce: true);
        Participant fo = room.LogIn("fo");
        Participant doc = room.LogIn("doc");
        Assert.Equal(["* doc joined"], room.Heard(fo));
        room.Leave(doc);
        room.Leave(room.Come());
        Assert.Equal(["* doc left"], room.Heard(fo));
        Assert.Empty(room.Heard(doc));

        var quiet = new RoomHarness();
        Participant be = quiet.LogIn("be");
        quiet.Leave(quiet.LogIn("doc"));
        Assert.Empty(quiet.Heard(be));
    }

    [Fact]
    public void Bytes_are_relayed_as_they_are()
    {
        var room = new RoomHarness();
        Participant fo = room.LogIn("fo");
        byte[] text = [0xFF, 0x00, 0x1B, (byte)'[', 0x0D, 0x0A, 0xC3, 0x80, 0xC3];
        Participant be = room.LogIn("be");
        room.Say(fo, [.. "MSG "u8, .. text]);
        room.Say(fo, [.. "W be "u8, .. text]);
        Assert.Equal([[.. "fo: "u8, .. text], [.. "fo whispers: "u8, .. text]], room.HeardBytes(be));
    }

    [Fact]
    public void A_relay_that_does_not_fit_goes_in_parts()
    {
        var room = new RoomHarness();
        Participant ramsey = room.LogIn("ramsey");
        string text = string.Concat(Enumerable.Repeat("\U0001F600", 23)) + "abc";
        string[] heard = room.Say(ramsey, "MSG " + text);
        Assert.Equal(2, heard.Length);
        Assert.All(heard, part => Assert.StartsWith("ramsey: ", part, StringComparison.Ordinal));
        Assert.All(heard, part => Assert.InRange(Encoding.UTF8.GetByteCount(part), 9, 99));
        Assert.Equal(text, string.Concat(heard.Select(part => part["ramsey: ".Length..])));
        string[] whispered = room.Say(ramsey, "W ramsey " + new string('x', 90));
        Assert.Equal(["ramsey whispers: " + new string('x', 82), "ramsey whispers: " + new string('x', 8), "OK - whispered to ramsey"], whispered);
    }

    private sealed class SlowReader : Participant
    {
        public override bool KeepsUp => false;
    }

    [Fact]
    public void A_name_nobody_has_is_told_back_as_far_as_it_fits()
    {
        var room = new RoomHarness();
        string[] answer = room.Say(room.LogIn("fo"), "W " + new string('é', 45) + " x");
        Assert.Equal(["NO - no such user: " + new string('é', 40)], answer);
    }
}
