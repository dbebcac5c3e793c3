using System.Text.RegularExpressions;
using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

public sealed class ServerMessageParserTests
{
    private static readonly ServerMessageParser s_parser = new();

    [Theory]
    [InlineData("fo: hi")]
    [InlineData("<fo> hi")]
    [InlineData("[fo] hi")]
    [InlineData("fo> hi")]
    [InlineData("fo says: hi")]
    [InlineData("fo said: hi")]
    [InlineData("From fo: hi")]
    public void Messages_in_every_known_shape(string payload) => AssertFrame(payload, "Message", "fo", "hi");

    [Theory]
    [InlineData("fo whispers: hi")]
    [InlineData("(whisper) fo: hi")]
    [InlineData("[whisper] fo: hi")]
    [InlineData("fo (whisper): hi")]
    [InlineData("fo whispers to you: hi")]
    [InlineData("fo -> you: hi")]
    [InlineData("*fo* hi")]
    [InlineData("Whisper from fo: hi")]
    [InlineData("[PM from fo] hi")]
    [InlineData("(whisper) <fo> hi")]
    [InlineData("(private) fo: hi")]
    [InlineData("[private] fo: hi")]
    public void Whispers_in_every_known_shape(string payload) => AssertFrame(payload, "Whisper", "fo", "hi");

    [Theory]
    [InlineData("NO: hi", ChatMessageKind.Refusal, null)]
    [InlineData("NO> hi", ChatMessageKind.Refusal, null)]
    [InlineData("NO whispers: hi", ChatMessageKind.Whisper, "NO")]
    [InlineData("NO says: hi", ChatMessageKind.Message, "NO")]
    public void Where_words_say_that_somebody_called_NO_speaks_it_is_no_refusal(string payload, ChatMessageKind kind, string? sender)
    {
        ServerMessage message = s_parser.Read(payload);
        Assert.Equal((kind, sender, s_parser.Read(payload.Replace("NO", "be", StringComparison.Ordinal)).Form), (message.Kind, message.Sender, message.Form));
    }

    private static readonly string[] s_everyForm =
    [
        "fo: hi", "fo> hi", "fo whispers: hi", "fo whispers to you: hi", "fo (whisper): hi", "fo -> you: hi", "fo says: hi", "fo said: hi",
        "(whisper) <fo> hi", "(whisper) fo: hi", "[whisper] fo: hi", "(private) fo: hi", "[private] fo: hi", "[PM from fo] hi", "Whisper from fo: hi",
        "*fo* hi", "From fo: hi", "<fo> hi", "[fo] hi",
    ];

    [Fact]
    public void Every_form_has_a_number_of_its_own_and_is_read_by_it()
    {
        int[] forms = [.. s_everyForm.Select(payload => s_parser.Read(payload).Form)];
        Assert.Equal(forms.Length, forms.Where(form => form > 0).Distinct().Count());
        foreach ((string payload, int form) in s_everyForm.Zip(forms))
        {
            Assert.True(s_parser.TryForm(payload, form, out ServerMessage message));
            Assert.Equal(s_parser.Read(payload), message);
            foreach (int other in forms.Where(other => other != form))
            {
                // In another form it may be the words of somebody else, as "[whisper] fo: hi" of one called whisper; never the same.
                if (s_parser.TryForm(payload, other, out message))
                    Assert.NotEqual("fo", message.Sender);
            }
        }
    }

    [Fact]
    public void A_form_is_read_although_there_is_a_likelier_one()
    {
        int brackets = s_parser.Read("[fo] hi").Form;
        Assert.Equal("fo", s_parser.Read("[whisper] fo: hi").Sender);
        Assert.True(s_parser.TryForm("[whisper] fo: hi", brackets, out ServerMessage message));
        Assert.Equal((ChatMessageKind.Message, "whisper", "fo: hi"), (message.Kind, message.Sender, message.Text));
        Assert.False(s_parser.TryForm("[fo] hi", brackets + 1, out _)); // there is no such form
        Assert.False(s_parser.TryForm("fo: hi", 0, out _));
        Assert.False(s_parser.TryForm("fo: hi", SpeechTemplate.Form, out _));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[] be ''", "be")]
    [InlineData("' be '", "be")]
    [InlineData("be' fo\"", "be", "fo")]
    [InlineData("b c", "b", "c")]
    [InlineData("b'be' b\"fo\"", "be", "fo")]
    [InlineData("] be [", "be")]
    public void Brackets_and_quotes_are_no_names(string payload, params string[] names) => Assert.Equal(names, UserListParser.Read(payload).Names);

    [Theory]
    [InlineData("be fo", true)]
    [InlineData("1. be 2. fo", true)]
    [InlineData("[be], 'fo'", true)]
    [InlineData("be", true)]
    [InlineData("be is-here", false)]
    [InlineData("1. be!", false)]
    [InlineData("be: fo", false)]
    [InlineData("", false)]
    [InlineData(" , ", false)]
    public void Names_alone_are_told_from_a_sentence(string payload, bool isOnlyNames) => Assert.Equal(isOnlyNames, UserListParser.IsOnlyNames(payload));

    [Theory]
    [InlineData("NO")]
    [InlineData("NO - such user")]
    [InlineData("NO: hi")]
    [InlineData("NO way")]
    public void Refusals(string payload) => AssertFrame(payload, "Refusal", null, payload);

    [Theory]
    [InlineData("NOah: NO way", "NOah", "NO way")]
    [InlineData("NO1: hi", "NO1", "hi")]
    [InlineData("fo: ", "fo", "")]
    [InlineData("fo:", "fo", "")]
    [InlineData("fo: be: hi", "fo", "be: hi")]
    [InlineData("grüße: hi", "grüße", "hi")]
    [InlineData("fo: whispers: x", "fo", "whispers: x")]
    public void Names_and_texts_that_look_like_something_else(string payload, string sender, string text) => AssertFrame(payload, "Message", sender, text);

    [Theory]
    [InlineData("Welcome, fo!")]
    [InlineData("OK - whispered to doc")]
    [InlineData("USERS 3: be doc fo")]
    [InlineData("http://example.org")]
    [InlineData("a b: c")]
    [InlineData(": hi")]
    [InlineData("<> hi")]
    [InlineData("no way")]
    public void Everything_else_is_plain(string payload) => AssertFrame(payload, "Notice", null, payload);

    [Theory]
    [InlineData("* doc joined")]
    [InlineData("* anything")]
    [InlineData("doc has joined")]
    [InlineData("doc left the chat.")]
    [InlineData("*** doc has disconnected ***")]
    [InlineData("[doc joined]")]
    public void Presence(string payload) => AssertFrame(payload, "Presence", null, payload);

    [Fact]
    public void A_pattern_adds_a_shape_and_the_known_ones_stay()
    {
        var parser = new ServerMessageParser(new Regex("^(?<sender>[^|]+)\\|(?<text>.*)$"), new Regex("^~(?<sender>\\w+)~(?<text>.*)$"));
        Assert.Equal(("Message", "a b", "hi"), Read(parser, "a b|hi"));
        Assert.Equal(("Whisper", "fo", "hi"), Read(parser, "~fo~hi"));
        Assert.Equal(("Message", "fo", "hi"), Read(parser, "fo: hi"));
    }

    [Fact]
    public void A_pattern_that_takes_too_long_does_not_match()
    {
        var slow = new Regex("^(?<sender>(a+)+)(?<text>)!$");
        string payload = new string('a', 60);
        Assert.Equal(("Notice", null, payload), Read(new ServerMessageParser(slow), payload));
    }

    [Theory]
    [InlineData("fo be")]
    [InlineData("fo, be")]
    [InlineData("fo;be")]
    [InlineData("fo\r\nbe\n")]
    [InlineData("['fo', 'be']")]
    [InlineData("[\"fo\", \"be\"]")]
    [InlineData("Users (2): fo be")]
    [InlineData("Users: fo be")]
    [InlineData("Connected users (2): <fo>, <be>")]
    [InlineData("USERS 2: fo be")]
    [InlineData("fo, be (2)")]
    [InlineData("{'fo', 'be'}")]
    [InlineData("dict_keys(['fo', 'be'])")]
    [InlineData("[b'fo', b'be']")]
    [InlineData("['fo', 'be")]
    [InlineData("('fo', 'be',)")]
    [InlineData("Connected users - fo; be")]
    [InlineData("WHO fo be")]
    [InlineData("fo|be")]
    [InlineData("1. fo\n2. be")]
    [InlineData("- fo\n- be")]
    public void Lists_of_names_in_every_known_form(string payload) => Assert.Equal(["fo", "be"], UserListParser.Read(payload).Names);

    [Theory]
    [InlineData("o'clock")]
    [InlineData("$(calc)")]
    [InlineData("\"a\"b")]
    [InlineData("WHO")]
    public void Names_keep_what_is_theirs(string name) => Assert.Equal(["fo", name], UserListParser.Read("fo " + name).Names);

    [Fact]
    public void Only_our_own_heading_tells_how_many_more_frames_may_come()
    {
        Assert.Equal(30, UserListParser.Read("USERS 30: fo be").Total);
        Assert.Null(UserListParser.Read("Users (30): fo be").Total);
    }

    [Theory]
    [InlineData("Users: fo", true)]
    [InlineData("Users (2): fo be", true)]
    [InlineData("USERS 2: fo be", true)]
    [InlineData("Online: fo", true)]
    [InlineData("Who: fo", true)]
    [InlineData("Connected users: fo", true)]
    [InlineData("fo: hi", false)]
    [InlineData("whoever: hi", false)]
    public void Headings(string payload, bool heading) => Assert.Equal(heading, UserListParser.HasHeading(payload));

    private static void AssertFrame(string payload, string shape, string? sender, string text) =>
        Assert.Equal((shape, sender, text), Read(s_parser, payload));

    private static (string Kind, string? Sender, string Text) Read(ServerMessageParser parser, string payload)
    {
        ServerMessage frame = parser.Read(payload);
        return (frame.Kind.ToString(), frame.Sender, frame.Text);
    }
}
