using ChatPS.Client;
using ChatPS.Protocol;

namespace ChatPS.Tests.Client;

/// <summary>Which request a frame answers, told without a socket.</summary>
public sealed class ReplyMatcherTests
{
    private readonly PendingRequestQueue _pending = new();
    private readonly ReplyMatcher _matcher;

    public ReplyMatcherTests() => _matcher = new ReplyMatcher("fo", _pending);

    [Fact]
    public void Echoes_answer_in_order()
    {
        PendingRequest first = Track(ReplyKind.Echo, "hi");
        PendingRequest second = Track(ReplyKind.Echo, "hi");
        Assert.Same(first, Hear("fo: hi"));
        Assert.Same(second, Hear("FO: hi"));
        Assert.Null(Hear("fo: hi"));
    }

    [Fact]
    public void Somebody_elses_same_words_are_no_echo()
    {
        Track(ReplyKind.Echo, "hi");
        Assert.Null(Hear("be: hi"));
        Assert.Null(Hear("fo whispers: hi"));
    }

    [Fact]
    public void The_refusal_of_a_message_is_not_the_answer_to_a_later_list()
    {
        PendingRequest message = Track(ReplyKind.Echo, "hi");
        PendingRequest list = Track(ReplyKind.Names);
        Assert.Same(message, Hear("NO - not now"));
        Assert.Equal("NO - not now", message.Refusal);
        Assert.Same(list, Hear("fo be"));
        Assert.Equal(["fo", "be"], list.Names);
    }

    [Fact]
    public void Chat_and_presence_between_a_request_and_its_answer_answer_nothing()
    {
        PendingRequest list = Track(ReplyKind.Names);
        Assert.Null(Hear("be: Users are nice"));
        Assert.Null(Hear("* doc joined"));
        Assert.Null(Hear("NOah: hi"));
        Assert.Same(list, Hear("fo, be"));
    }

    [Fact]
    public void A_heading_that_looks_like_chat_is_the_list_only_while_one_is_owed()
    {
        Assert.Null(Hear("Users: fo"));
        PendingRequest list = Track(ReplyKind.Names);
        Assert.Same(list, Hear("Users: fo"));
        Assert.True(list.IsDone);
    }

    [Fact]
    public void A_list_in_several_frames_is_whole_when_all_names_were_given()
    {
        PendingRequest list = Track(ReplyKind.Names);
        PendingRequest whisper = Track(ReplyKind.WhisperReceipt);
        Assert.Same(list, Hear("USERS 3: be doc"));
        Assert.False(list.IsDone);
        Assert.Same(whisper, Hear("NO - no such user: x"));
        Assert.Same(list, Hear("USERS 3: fo"));
        Assert.True(list.IsDone);
        Assert.Equal(["be", "doc", "fo"], list.Names);
    }

    [Fact]
    public void A_word_on_a_whisper_is_told_from_a_list_that_is_owed_too()
    {
        PendingRequest list = Track(ReplyKind.Names);
        PendingRequest whisper = Track(ReplyKind.WhisperReceipt);
        Assert.Same(whisper, Hear("OK - whispered to doc"));
        Assert.Null(Hear("be: fo"));
        Assert.Same(list, Hear("fo be"));
    }

    [Fact]
    public void A_late_answer_goes_to_the_request_it_was_for()
    {
        PendingRequest gaveUp = Track(ReplyKind.Names);
        gaveUp.Abandon();
        PendingRequest again = Track(ReplyKind.Names);
        Assert.Same(gaveUp, Hear("fo"));
        Assert.Same(again, Hear("fo be"));
    }

    [Fact]
    public void An_answer_to_a_later_request_ends_the_wait_for_echoes_before_it()
    {
        Track(ReplyKind.Echo, "lost", awaited: false);
        PendingRequest list = Track(ReplyKind.Names);
        Assert.Same(list, Hear("fo be"));
        Assert.Equal(0, _pending.Count);
    }

    [Theory]
    [InlineData("hi")]
    [InlineData("MSG hi")]
    [InlineData("you (fo) said hi")]
    public void An_echo_in_no_known_shape_is_known_by_its_text(string payload)
    {
        PendingRequest message = Track(ReplyKind.Echo, "hi");
        Assert.Same(message, Hear(payload));
    }

    [Fact]
    public void A_text_that_the_server_changed_is_still_the_next_echo()
    {
        PendingRequest message = Track(ReplyKind.Echo, "damn");
        Assert.Same(message, Hear("fo: d**n"));
    }

    [Theory]
    [InlineData("Welcome, fo!")]
    [InlineData("Server: hello fo")]
    [InlineData("OK")]
    public void Anything_but_NO_and_chat_welcomes(string payload)
    {
        PendingRequest login = Track(ReplyKind.Welcome);
        Assert.Same(login, Hear(payload));
        Assert.Null(login.Refusal);
    }

    [Theory]
    [InlineData("NO - username/password pair does not exist")]
    [InlineData("NOPE")]
    [InlineData("NO")]
    public void Anything_with_NO_in_front_refuses_a_login(string payload) =>
        Assert.Equal(payload, (Track(ReplyKind.Welcome), Hear(payload)).Item2!.Refusal);

    [Fact]
    public void Echoes_that_never_come_are_forgotten_in_the_end()
    {
        for (int i = 0; i < 250_000; i++)
            Track(ReplyKind.Echo, "hi", awaited: false);
        Assert.InRange(_pending.Count, 1, 200_000);
    }

    [Fact]
    public void A_request_that_was_never_answered_does_not_take_the_answers_of_those_after_it()
    {
        Track(ReplyKind.WhisperReceipt, "doc").Abandon();
        PendingRequest list = Track(ReplyKind.Names);
        Assert.Same(list, Hear("fo be"));

        PendingRequest dropped = Track(ReplyKind.Names);
        dropped.Abandon();
        PendingRequest again = Track(ReplyKind.Names);
        Assert.Same(dropped, Hear("fo doc"));
        Assert.False(again.IsDone);
        Assert.True(SpinWait.SpinUntil(() => _pending.GiveUp(again), ScriptedServer.Bound));
        Assert.Equal(["fo", "doc"], again.Names);
        Assert.Equal(0, _pending.Count);
    }

    [Fact]
    public void The_refusal_of_a_whisper_is_known_by_its_target_where_echoes_never_come()
    {
        Track(ReplyKind.Echo, "hi", awaited: false);
        PendingRequest whisper = Track(ReplyKind.WhisperReceipt, "nobody");
        Assert.Same(whisper, Hear("NO - no such user: Nobody"));
    }

    [Theory]
    [InlineData("our", "NO - mind your mouth")]
    [InlineData("no", "NO - mind your mouth")]
    [InlineData("a", "NO - not a word more")]
    public void A_refusal_that_only_seems_to_name_the_target_is_for_the_message_before(string target, string refusal)
    {
        PendingRequest message = Track(ReplyKind.Echo, "bad", awaited: false);
        Track(ReplyKind.WhisperReceipt, target);
        Assert.Same(message, Hear(refusal));
    }

    [Fact]
    public void A_whisper_is_not_told_delivered_by_somebodys_chat()
    {
        Track(ReplyKind.WhisperReceipt, "nobody");
        Assert.Null(Hear("info: library opens at ten"));
    }

    [Fact]
    public void A_late_answer_to_a_whisper_says_nothing_of_the_next()
    {
        PendingRequest late = Track(ReplyKind.WhisperReceipt, "doc");
        late.Abandon();
        PendingRequest next = Track(ReplyKind.WhisperReceipt, "nobody");
        Assert.Same(late, Hear("OK - whispered to doc"));
        Assert.False(next.IsDone);
        Assert.Same(next, Hear("NO - no such user"));
    }

    [Theory]
    [InlineData("* hoho")]
    [InlineData("doc: hi")]
    [InlineData("NO way")]
    public void A_bare_echo_is_known_whatever_it_looks_like(string text) => Assert.Same(Track(ReplyKind.Echo, text), Hear(text));

    [Fact]
    public void Where_echoes_have_the_name_bare_words_are_not_ours()
    {
        Track(ReplyKind.Echo, "hi");
        Hear("fo: hi");
        Track(ReplyKind.Echo, "doc: hi");
        Assert.Null(Hear("doc: hi"));
    }

    [Fact]
    public void An_echo_that_was_cut_does_not_stand_in_the_way_of_the_next()
    {
        Track(ReplyKind.Echo, new string('x', 95)).Abandon();
        PendingRequest next = Track(ReplyKind.Echo, "hi");
        Assert.Same(next, Hear("then fo spoke: hi"));
    }

    [Theory]
    [InlineData("You: hi")]
    [InlineData("me: hi")]
    public void Servers_that_call_us_you_echo_too(string payload) => Assert.Same(Track(ReplyKind.Echo, "hi"), Hear(payload));

    [Fact]
    public void A_banner_before_a_refused_login_is_no_welcome()
    {
        PendingRequest login = Track(ReplyKind.Welcome);
        Assert.Same(login, Hear("Welcome to the course server"));
        Assert.False(login.IsDone);
        Assert.Same(login, Hear("NO - username/password pair does not exist"));
        Assert.True(login.IsDone);
        Assert.NotNull(login.Refusal);
    }

    [Fact]
    public void A_welcome_that_might_be_a_banner_is_one_when_no_refusal_follows()
    {
        PendingRequest login = Track(ReplyKind.Welcome);
        Hear("Welcome to the course server");
        Assert.Null(Hear("Rules: be nice"));
        Assert.Null(Hear("NOTICE: maintenance at noon"));
        Wait(login);
        Assert.Null(login.Refusal);
    }

    [Fact]
    public void Who_is_called_like_a_heading_cannot_forge_a_list_where_lists_have_none()
    {
        Track(ReplyKind.Names);
        Hear("USERS 1: fo");
        Track(ReplyKind.Names);
        Assert.Null(Hear("USERS: evil1 evil2"));
    }

    // Until the time is over in which something better might have come.
    private void Wait(PendingRequest request)
    {
        Assert.False(request.IsDone);
        Assert.True(SpinWait.SpinUntil(() => _pending.Poll(request), ScriptedServer.Bound));
    }

    private PendingRequest Track(ReplyKind kind, string text = "", bool awaited = true)
    {
        var request = new PendingRequest(kind, text, awaited);
        _pending.Track(request);
        return request;
    }

    private PendingRequest? Hear(string payload) => _matcher.Match(new ServerMessageParser().Read(payload), payload);
}
