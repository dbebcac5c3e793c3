using ChatPS.Client;
using ChatPS.Protocol;

namespace ChatPS.Tests.Client;

/// <summary>Which request a frame answers, told without a socket.</summary>
public sealed class OwedAnswersTests
{
    private readonly OwedAnswers _owed = new("fo");

    [Fact]
    public void Echoes_answer_in_order()
    {
        PendingRequest first = Owe(AnswerKind.Echo, "hi");
        PendingRequest second = Owe(AnswerKind.Echo, "hi");
        Assert.Same(first, Hear("fo: hi"));
        Assert.Same(second, Hear("FO: hi"));
        Assert.Null(Hear("fo: hi"));
    }

    [Fact]
    public void Somebody_elses_same_words_are_no_echo()
    {
        Owe(AnswerKind.Echo, "hi");
        Assert.Null(Hear("be: hi"));
        Assert.Null(Hear("fo whispers: hi"));
    }

    [Fact]
    public void The_refusal_of_a_message_is_not_the_answer_to_a_later_list()
    {
        PendingRequest message = Owe(AnswerKind.Echo, "hi");
        PendingRequest list = Owe(AnswerKind.Names);
        Assert.Same(message, Hear("NO - not now"));
        Assert.Equal("NO - not now", message.Refusal);
        Assert.Same(list, Hear("fo be"));
        Assert.Equal(["fo", "be"], list.Names);
    }

    [Fact]
    public void Chat_and_presence_between_a_request_and_its_answer_answer_nothing()
    {
        PendingRequest list = Owe(AnswerKind.Names);
        Assert.Null(Hear("be: Users are nice"));
        Assert.Null(Hear("* doc joined"));
        Assert.Null(Hear("NOah: hi"));
        Assert.Same(list, Hear("fo, be"));
    }

    [Fact]
    public void A_heading_that_looks_like_chat_is_the_list_only_while_one_is_owed()
    {
        Assert.Null(Hear("Users: fo"));
        PendingRequest list = Owe(AnswerKind.Names);
        Assert.Same(list, Hear("Users: fo"));
        Assert.True(list.IsDone);
    }

    [Fact]
    public void A_list_in_several_frames_is_whole_when_all_names_were_given()
    {
        PendingRequest list = Owe(AnswerKind.Names);
        PendingRequest whisper = Owe(AnswerKind.WhisperReceipt);
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
        PendingRequest list = Owe(AnswerKind.Names);
        PendingRequest whisper = Owe(AnswerKind.WhisperReceipt);
        Assert.Same(whisper, Hear("OK - whispered to doc"));
        Assert.Null(Hear("be: fo"));
        Assert.Same(list, Hear("fo be"));
    }

    [Fact]
    public void A_late_answer_goes_to_the_request_it_was_for()
    {
        PendingRequest gaveUp = Owe(AnswerKind.Names);
        gaveUp.Abandon();
        PendingRequest again = Owe(AnswerKind.Names);
        Assert.Same(gaveUp, Hear("fo"));
        Assert.Same(again, Hear("fo be"));
    }

    [Fact]
    public void An_answer_to_a_later_request_ends_the_wait_for_echoes_before_it()
    {
        Owe(AnswerKind.Echo, "lost", awaited: false);
        PendingRequest list = Owe(AnswerKind.Names);
        Assert.Same(list, Hear("fo be"));
        Assert.Equal(0, _owed.Count);
    }

    [Theory]
    [InlineData("hi")]
    [InlineData("MSG hi")]
    [InlineData("you (fo) said hi")]
    public void An_echo_in_no_known_shape_is_known_by_its_text(string payload)
    {
        PendingRequest message = Owe(AnswerKind.Echo, "hi");
        Assert.Same(message, Hear(payload));
    }

    [Fact]
    public void A_text_that_the_server_changed_is_still_the_next_echo()
    {
        PendingRequest message = Owe(AnswerKind.Echo, "damn");
        Assert.Same(message, Hear("fo: d**n"));
    }

    [Theory]
    [InlineData("Welcome, fo!")]
    [InlineData("Server: hello fo")]
    [InlineData("OK")]
    public void Anything_but_NO_and_chat_welcomes(string payload)
    {
        PendingRequest login = Owe(AnswerKind.Welcome);
        Assert.Same(login, Hear(payload));
        Assert.Null(login.Refusal);
    }

    [Theory]
    [InlineData("NO - username/password pair does not exist")]
    [InlineData("NOPE")]
    [InlineData("NO")]
    public void Anything_with_NO_in_front_refuses_a_login(string payload) =>
        Assert.Equal(payload, (Owe(AnswerKind.Welcome), Hear(payload)).Item2!.Refusal);

    [Fact]
    public void Echoes_that_never_come_are_forgotten_in_the_end()
    {
        for (int i = 0; i < 250_000; i++)
            Owe(AnswerKind.Echo, "hi", awaited: false);
        Assert.InRange(_owed.Count, 1, 200_000);
    }

    private PendingRequest Owe(AnswerKind kind, string text = "", bool awaited = true)
    {
        var request = new PendingRequest(kind, text, awaited);
        _owed.Add(request);
        return request;
    }

    private PendingRequest? Hear(string payload) => _owed.Answer(new ChatDialect().Read(payload), payload, out _);
}
