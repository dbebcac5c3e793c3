using ChatPS.Client;

namespace ChatPS.Tests.Client;

/// <summary>Which request a frame replies to, told without a socket and without waiting.</summary>
public sealed class ReplyMatcherTests
{
    private readonly ReplyHarness _chat = new();

    [Fact]
    public void Echoes_answer_in_order()
    {
        PendingEcho first = _chat.Say("hi");
        PendingEcho second = _chat.Say("hi");
        Assert.Same(first, _chat.Hear("fo: hi"));
        Assert.False(second.IsDone);
        Assert.Same(second, _chat.Hear("fo: hi"));
        Assert.Null(_chat.Hear("fo: hi"));
    }

    [Fact]
    public void Somebody_elses_same_words_are_no_echo()
    {
        PendingEcho echo = _chat.Say("hi");
        Assert.Null(_chat.Hear("be: hi"));
        Assert.Null(_chat.Hear("fo whispers: hi"));
        Assert.False(echo.IsDone);
        Assert.Equal(2, _chat.Inbox.Count);
    }

    [Fact]
    public void The_refusal_of_a_message_is_not_the_reply_to_a_later_list()
    {
        PendingEcho message = _chat.Say("hi");
        PendingUserList list = _chat.List();
        Assert.Same(message, _chat.Hear("NO - not now"));
        Assert.Equal("NO - not now", message.Refusal);
        Assert.Same(list, _chat.Hear("fo be"));
        Assert.Equal(["fo", "be"], list.Names);
    }

    [Fact]
    public void Chat_and_presence_between_a_request_and_its_reply_answer_nothing()
    {
        PendingUserList list = _chat.List();
        Assert.Null(_chat.Hear("be: Users are nice"));
        Assert.Null(_chat.Hear("* doc joined"));
        Assert.Null(_chat.Hear("NOah: hi"));
        Assert.Same(list, _chat.Hear("fo, be"));
        Assert.True(list.IsDone);
    }

    [Fact]
    public void A_heading_that_looks_like_chat_is_a_list_when_nothing_like_it_comes_beside_it()
    {
        PendingUserList list = _chat.List();
        Assert.Same(list, _chat.Hear("Users: fo, be"));
        Assert.False(list.IsDone);
        _chat.Pass();
        Assert.True(list.IsDone);
        Assert.Equal(["fo", "be"], list.Names);
        Assert.Empty(_chat.Inbox);
    }

    [Fact]
    public void Of_two_lists_that_somebody_could_have_said_neither_is_believed()
    {
        PendingUserList list = _chat.List();
        _chat.Hear("Users: fo, evil");
        Assert.Same(list, _chat.Hear("Users: fo, be"));
        _chat.Pass();
        Assert.False(list.IsDone);
        Assert.Equal(["fo, evil", "fo, be"], _chat.Inbox.Select(message => message.Text));
    }

    [Fact]
    public void Who_spoke_before_under_a_heading_forges_no_list()
    {
        _chat.Hear("users: hello all");
        _chat.List();
        Assert.Null(_chat.Hear("users: fo, evil"));
    }

    [Fact]
    public void Where_speech_looks_otherwise_a_heading_is_the_servers()
    {
        _chat.Say("hi");
        _chat.Hear("<fo> hi");
        PendingUserList list = _chat.List();
        Assert.Null(_chat.Hear("<users> fo, evil"));
        _chat.Hear("Users: fo, be");
        Assert.True(list.IsDone);
    }

    [Fact]
    public void A_list_in_several_frames_is_complete_when_all_names_have_come()
    {
        PendingUserList list = _chat.List();
        PendingWhisper whisper = _chat.Whisper("x");
        Assert.Same(list, _chat.Hear("USERS 3: be doc"));
        Assert.False(list.IsDone);
        Assert.Same(whisper, _chat.Hear("NO - no such user: x"));
        Assert.Same(list, _chat.Hear("USERS 3: fo"));
        Assert.True(list.IsDone);
        Assert.Equal(["be", "doc", "fo"], list.Names);
    }

    [Fact]
    public void A_list_that_no_number_ends_goes_on_in_frames_of_names_alone()
    {
        PendingUserList list = _chat.List();
        _chat.Hear("Users online now:");
        Assert.Same(list, _chat.Hear("fo, be,"));
        Assert.Null(_chat.Hear("be: doc"));
        Assert.Null(_chat.Hear("* doc joined"));
        Assert.Same(list, _chat.Hear("doc"));
        Assert.False(list.IsDone);
        _chat.Pass(250);
        Assert.True(list.IsDone);
        Assert.Equal(["fo", "be", "doc"], list.Names);
    }

    [Fact]
    public void A_list_that_comes_one_name_a_frame_is_whole()
    {
        PendingUserList list = _chat.List();
        foreach (string name in (string[])["doc", "be", "fo", "zed"])
            Assert.Same(list, _chat.Hear(name));
        _chat.Pass(250);
        Assert.True(list.IsDone);
        Assert.Equal(["doc", "be", "fo", "zed"], list.Names);
        Assert.Empty(_chat.Inbox);
    }

    [Fact]
    public void Where_one_name_comes_a_frame_words_of_the_server_are_names()
    {
        PendingUserList list = _chat.List();
        foreach (string name in (string[])["doc", "fo", "NO", "ok", "sent", "zed"])
            Assert.Same(list, _chat.Hear(name));
        _chat.Pass();
        Assert.Null(list.Refusal);
        Assert.Equal(["doc", "fo", "NO", "ok", "sent", "zed"], list.Names);
    }

    [Theory]
    [InlineData("Users: be, doc", "fo")]
    [InlineData("be, doc", "fo")]
    public void A_list_whose_second_frame_names_us_is_whole(string first, string second)
    {
        PendingUserList list = _chat.List();
        _chat.Hear(first);
        _chat.Hear(second);
        _chat.Pass(250);
        Assert.True(list.IsDone);
        Assert.Equal(["be", "doc", "fo"], list.Names);
        Assert.Empty(_chat.Inbox);
    }

    [Fact]
    public void A_sentence_before_a_list_is_none_of_it()
    {
        PendingUserList list = _chat.List();
        _chat.Hear("working on it");
        _chat.Hear("fo, be");
        Assert.Equal(["fo", "be"], list.Names);
        Assert.Equal("working on it", Assert.Single(_chat.Inbox).Text);
    }

    [Fact]
    public void A_receipt_behind_a_list_is_none_of_it()
    {
        PendingUserList list = _chat.List();
        PendingWhisper whisper = _chat.Whisper("doc");
        _chat.Hear("fo");
        Assert.Same(whisper, _chat.Hear("Whisper sent"));
        _chat.Pass();
        Assert.True(whisper.IsDone);
        Assert.Equal(["fo"], list.Names);
    }

    [Theory]
    [InlineData("fo whispers: psst")]
    [InlineData("psst")]
    public void A_whisper_to_oneself_that_arrives_is_not_its_receipt(string arrival)
    {
        PendingWhisper whisper = _chat.Whisper("fo");
        _chat.Hear(arrival);
        Assert.False(whisper.IsDone);
        _chat.Hear("OK - whispered to fo");
        _chat.Pass();
        Assert.True(whisper.IsDone);
        Assert.Single(_chat.Inbox);
    }

    [Fact]
    public void A_list_that_begins_like_presence_is_a_list()
    {
        PendingUserList list = _chat.List();
        Assert.Null(_chat.Hear("* doc joined"));
        Assert.Same(list, _chat.Hear("* fo, be"));
        Assert.Equal(["fo", "be"], list.Names);
    }

    [Fact]
    public void A_receipt_is_told_from_a_list_that_is_owed_too()
    {
        PendingUserList list = _chat.List();
        PendingWhisper whisper = _chat.Whisper("doc");
        Assert.Same(whisper, _chat.Hear("OK - whispered to doc"));
        Assert.True(whisper.IsDone);
        Assert.Null(_chat.Hear("be: fo"));
        Assert.Same(list, _chat.Hear("fo be"));
    }

    [Fact]
    public void A_list_without_us_may_hold_names_like_the_words_of_a_receipt()
    {
        _chat.Say("hi");
        _chat.Hear("fo: hi");
        PendingUserList list = _chat.List();
        _chat.Hear("be doc ok sent");
        _chat.Pass();
        Assert.Equal(["be", "doc", "ok", "sent"], list.Names);
    }

    [Fact]
    public void A_stray_receipt_gives_way_to_the_list()
    {
        PendingUserList list = _chat.List();
        _chat.Hear("Whisper sent");
        _chat.Hear("be doc");
        _chat.Pass();
        Assert.Equal(["be", "doc"], list.Names);
    }

    [Fact]
    public void A_receipt_that_names_another_is_not_ours()
    {
        PendingWhisper whisper = _chat.Whisper("doc");
        Assert.Null(_chat.Hear("OK - whispered to be"));
        Assert.Same(whisper, _chat.Hear("NO - no such user: doc"));
        _chat.Pass();
        Assert.NotNull(whisper.Refusal);
    }

    [Fact]
    public void A_late_list_is_not_the_receipt_of_a_whisper_that_is_refused()
    {
        PendingUserList late = _chat.List();
        _chat.GiveUp(late);
        PendingWhisper whisper = _chat.Whisper("nobody");
        Assert.Same(late, _chat.Hear("fo, be"));
        Assert.Same(whisper, _chat.Hear("NO - no such user"));
        Assert.NotNull(whisper.Refusal);
        Assert.Equal("fo, be", Assert.Single(_chat.Inbox).Text);
    }

    [Fact]
    public void A_doubtful_receipt_is_returned_when_the_refusal_comes()
    {
        PendingWhisper whisper = _chat.Whisper("nobody");
        Assert.Same(whisper, _chat.Hear("working on it"));
        Assert.False(whisper.IsDone);
        _chat.Hear("NO - no such user: nobody");
        Assert.NotNull(whisper.Refusal);
        Assert.Equal("working on it", Assert.Single(_chat.Inbox).Text);
    }

    [Theory]
    [InlineData("Message delivered.")]
    [InlineData("fine")]
    public void A_receipt_in_any_words_counts_when_nothing_better_comes(string payload)
    {
        PendingWhisper whisper = _chat.Whisper("doc");
        _chat.Hear(payload);
        _chat.Pass(999);
        Assert.False(whisper.IsDone);
        _chat.Pass(1);
        Assert.True(whisper.IsDone);
        Assert.Null(whisper.Refusal);
    }

    [Fact]
    public void Where_the_form_of_speech_is_known_a_receipt_counts_at_once()
    {
        _chat.Say("hi");
        _chat.Hear("fo: hi");
        PendingWhisper whisper = _chat.Whisper("doc");
        _chat.Hear("Message delivered.");
        Assert.True(whisper.IsDone);
    }

    [Fact]
    public void The_whisper_itself_under_our_name_is_its_receipt()
    {
        PendingWhisper whisper = _chat.Whisper("doc", "lunch?");
        Assert.Null(_chat.Hear("be whispers: lunch?"));
        Assert.Same(whisper, _chat.Hear("fo whispers: lunch?"));
        Assert.True(whisper.IsDone);
    }

    [Fact]
    public void A_late_reply_is_for_the_request_it_was_asked_by_and_may_be_for_the_next()
    {
        PendingUserList gaveUp = _chat.List();
        _chat.GiveUp(gaveUp);
        PendingUserList again = _chat.List();
        Assert.Same(gaveUp, _chat.Hear("fo, doc"));
        Assert.False(again.IsDone);
        Assert.Same(again, _chat.Hear("fo, be"));
        Assert.Equal(["fo", "be"], again.Names);
        Assert.Equal("fo, doc", Assert.Single(_chat.Inbox).Text);
    }

    [Fact]
    public void A_request_that_was_never_answered_does_not_take_the_replies_of_those_after_it()
    {
        PendingUserList dropped = _chat.List();
        _chat.GiveUp(dropped);
        PendingUserList again = _chat.List();
        _chat.Hear("fo, doc");
        _chat.Pass();
        Assert.True(again.IsDone);
        Assert.Equal(["fo", "doc"], again.Names);
        Assert.True(_chat.Requests.IsEmpty);
    }

    [Fact]
    public void A_text_said_again_is_confirmed_though_the_first_was_lost()
    {
        PendingEcho lost = _chat.Say("x");
        _chat.GiveUp(lost);
        PendingEcho again = _chat.Say("x");
        Assert.Same(lost, _chat.Hear("fo: x"));
        Assert.False(again.IsDone);
        _chat.Pass();
        Assert.True(again.IsDone);
    }

    [Fact]
    public void What_was_given_up_is_recognised_late_and_owed_to_nobody()
    {
        PendingEcho late = _chat.Say("x");
        Assert.Equal(1, _chat.Requests.OwedCount);
        Assert.False(_chat.GiveUp(late));
        Assert.Equal(0, _chat.Requests.OwedCount);
        Assert.Same(late, _chat.Hear("fo: x"));
        Assert.True(Assert.Single(_chat.Inbox).IsOwn);
        Assert.Equal(0, _chat.Matcher.SettledCount);
    }

    [Theory]
    [InlineData("hi")]
    [InlineData("MSG hi")]
    public void A_bare_echo_is_known_by_its_text(string payload)
    {
        PendingEcho message = _chat.Say("hi");
        Assert.Same(message, _chat.Hear(payload));
        Assert.True(message.IsDone);
        Assert.Equal("hi", message.Reply!.Text);
        Assert.True(message.Reply.IsOwn);
    }

    [Fact]
    public void Where_echoes_are_bare_nothing_else_is_certain()
    {
        _chat.Say("hi");
        _chat.Hear("hi");
        PendingUserList list = _chat.List();
        PendingWhisper whisper = _chat.Whisper("doc");
        _chat.Hear("fo, evil");
        _chat.Hear("OK - whispered to doc");
        Assert.False(list.IsDone);
        Assert.False(whisper.IsDone);
        _chat.Pass();
        Assert.True(list.IsDone);
        Assert.True(whisper.IsDone);
    }

    [Fact]
    public void A_bare_echo_that_looks_like_speech_counts_when_nothing_better_comes()
    {
        PendingEcho echo = _chat.Say("doc: hi");
        Assert.Same(echo, _chat.Hear("doc: hi"));
        Assert.False(echo.IsDone);
        Assert.Same(echo, _chat.Hear("fo: doc: hi"));
        Assert.True(echo.IsDone);
        Assert.Equal("doc", Assert.Single(_chat.Inbox).Sender);
    }

    [Fact]
    public void Where_echoes_have_the_name_bare_words_are_not_ours()
    {
        _chat.Say("hi");
        _chat.Hear("fo: hi");
        _chat.Say("doc: hi");
        Assert.Null(_chat.Hear("doc: hi"));
    }

    [Fact]
    public void An_altered_echo_counts_when_the_exact_one_does_not_come()
    {
        PendingEcho message = _chat.Say("damn");
        Assert.Same(message, _chat.Hear("fo: d**n"));
        Assert.False(message.IsDone);
        _chat.Pass();
        Assert.True(message.IsDone);
        Assert.Equal("d**n", message.AlteredText);
    }

    [Fact]
    public void An_altered_echo_counts_at_once_when_a_later_part_has_come_back()
    {
        PendingEcho altered = _chat.Say("damn");
        PendingEcho next = _chat.Say("hi");
        _chat.Hear("fo: d**n");
        _chat.Hear("fo: hi");
        Assert.Equal("d**n", altered.AlteredText);
        Assert.True(altered.IsDone);
        Assert.Null(next.AlteredText);
    }

    [Fact]
    public void An_altered_text_that_ends_like_ours_is_altered()
    {
        PendingEcho message = _chat.Say("hi");
        _chat.Hear("fo: oh hi");
        _chat.Pass();
        Assert.Equal("oh hi", message.AlteredText);
    }

    [Fact]
    public void An_echo_is_found_however_many_are_before_it()
    {
        for (int i = 0; i < 5000; i++)
            _chat.Say("m" + i, awaited: false);
        PendingEcho last = _chat.Say("last");
        Assert.Same(last, _chat.Hear("fo: last"));
        Assert.True(last.IsDone);
    }

    [Theory]
    [InlineData("FO: hi")]
    [InlineData("you: hi")]
    [InlineData("Me: hi")]
    public void Our_words_under_another_name_count_when_the_exact_ones_do_not_come(string payload)
    {
        PendingEcho echo = _chat.Say("hi");
        Assert.Same(echo, _chat.Hear(payload));
        Assert.False(echo.IsDone);
        _chat.Pass();
        Assert.True(echo.IsDone);
        Assert.Same(_chat.Say("hi"), _chat.Hear(payload));
        Assert.Equal(0, _chat.Requests.OwedCount);
    }

    [Theory]
    [InlineData("FO: hi")]
    [InlineData("you: hi")]
    public void Who_is_called_like_us_confirms_nothing_where_our_name_is_known(string payload)
    {
        _chat.Say("first");
        _chat.Hear("fo: first");
        PendingEcho echo = _chat.Say("hi");
        Assert.Null(_chat.Hear(payload));
        _chat.Pass();
        Assert.False(echo.IsDone);
    }

    [Fact]
    public void An_unknown_form_is_learned_from_two_echoes_that_agree()
    {
        PendingEcho first = _chat.Say("hi");
        _chat.Hear("[12:01] {fo} hi");
        Assert.False(first.IsDone);
        PendingEcho second = _chat.Say("you there?");
        _chat.Hear("[12:02] {fo} you there?");
        Assert.True(second.IsDone);
        Assert.True(first.IsDone);
        PendingUserList list = _chat.List();
        Assert.Null(_chat.Hear("[12:03] {users} fo, evil"));
        Assert.Equal(("users", "fo, evil"), (_chat.Inbox[^1].Sender, _chat.Inbox[^1].Text));
        Assert.Same(list, _chat.Hear("fo, be"));
        Assert.True(list.IsDone);
    }

    [Theory]
    [InlineData("be - fo hi")]
    [InlineData("12 fo hi")]
    [InlineData("[be] says fo - hi")]
    public void What_another_may_have_said_teaches_no_form(string payload)
    {
        for (int i = 0; i < 3; i++)
        {
            _chat.Say("hi");
            _chat.Hear(payload);
            _chat.Pass();
        }

        Assert.Null(_chat.Matcher.Template);
        Assert.False(_chat.Matcher.Server.PlainIsServerMade);
    }

    [Theory]
    [InlineData("be: fo: hi")]
    [InlineData("<be> fo: hi")]
    public void Words_of_another_that_repeat_ours_are_speech(string payload)
    {
        PendingEcho echo = _chat.Say("hi");
        Assert.Null(_chat.Hear(payload));
        _chat.Pass();
        Assert.False(echo.IsDone);
        Assert.False(_chat.Matcher.Server.PlainIsServerMade);
    }

    [Theory]
    [InlineData("Welcome, fo!")]
    [InlineData("Server: hello fo")]
    [InlineData("fo has joined the chat")]
    [InlineData("OK")]
    public void Anything_but_NO_that_names_us_welcomes(string payload)
    {
        PendingLogin login = _chat.LogIn();
        Assert.Same(login, _chat.Hear(payload));
        Assert.True(login.IsDone);
        Assert.Null(login.Refusal);
    }

    [Theory]
    [InlineData("NO - username/password pair does not exist")]
    [InlineData("NOPE")]
    [InlineData("NO")]
    public void Anything_with_NO_in_front_refuses_a_login(string payload)
    {
        PendingLogin login = _chat.LogIn();
        _chat.Hear(payload);
        Assert.Equal(payload, login.Refusal);
    }

    [Fact]
    public void A_banner_before_a_refused_login_is_no_welcome()
    {
        PendingLogin login = _chat.LogIn();
        Assert.Same(login, _chat.Hear("Welcome to the course server"));
        Assert.False(login.IsDone);
        Assert.Same(login, _chat.Hear("NO - username/password pair does not exist"));
        Assert.NotNull(login.Refusal);
    }

    [Theory]
    [InlineData("Welcome to the course server", "NO: x be fo")]
    [InlineData("Welcome to the course server", "NO: wrong password")]
    [InlineData("You are now logged in.", "NO - no such user doc")]
    [InlineData("Hello!", "NO")]
    public void Words_that_begin_with_NO_refuse_no_login_behind_a_greeting(string greeting, string words)
    {
        PendingLogin login = _chat.LogIn();
        _chat.Hear(greeting);
        _chat.Hear(words);
        _chat.Pass(250);
        Assert.True(login.IsDone);
        Assert.Null(login.Refusal);
        Assert.Single(_chat.Inbox);
    }

    [Theory]
    [InlineData("Course server 1.0", "NO")]
    [InlineData("Course server 1.0", "NO: wrong")]
    [InlineData("Welcome to the course server", "NO - already connected")]
    public void Behind_a_banner_a_refusal_refuses_the_login(string banner, string refusal)
    {
        PendingLogin login = _chat.LogIn();
        _chat.Hear(banner);
        _chat.Hear(refusal);
        Assert.Equal(refusal, login.Refusal);
    }

    [Fact]
    public void A_welcome_that_might_be_a_banner_is_one_when_no_refusal_follows()
    {
        PendingLogin login = _chat.LogIn();
        _chat.Hear("Welcome to the course server");
        Assert.Null(_chat.Hear("Rules: be nice"));
        Assert.Null(_chat.Hear("NOTICE: maintenance at noon"));
        _chat.Pass(250);
        Assert.True(login.IsDone);
        Assert.Null(login.Refusal);
    }

    [Fact]
    public void The_refusal_of_a_whisper_is_known_by_its_target_where_echoes_never_come()
    {
        _chat.Say("hi", awaited: false);
        PendingWhisper whisper = _chat.Whisper("nobody");
        Assert.Same(whisper, _chat.Hear("NO - no such user: Nobody"));
    }

    [Theory]
    [InlineData("our", "NO - mind your mouth")]
    [InlineData("no", "NO - mind your mouth")]
    [InlineData("a", "NO - not a word more")]
    public void A_refusal_that_only_seems_to_name_the_target_is_for_the_message_before(string target, string refusal)
    {
        PendingEcho message = _chat.Say("bad", awaited: false);
        _chat.Whisper(target);
        Assert.Same(message, _chat.Hear(refusal));
    }

    [Fact]
    public void Somebody_called_NO_refuses_nothing_while_the_true_reply_comes()
    {
        PendingEcho echo = _chat.Say("hi");
        Assert.Same(echo, _chat.Hear("NO: hi"));
        Assert.False(echo.IsDone);
        _chat.Hear("fo: hi");
        Assert.True(echo.IsDone);
        Assert.Null(echo.Refusal);
    }

    [Fact]
    public void A_refusal_with_a_colon_counts_where_nothing_contradicts_it()
    {
        PendingEcho echo = _chat.Say("hi");
        _chat.Hear("NO: you are muted");
        _chat.Pass();
        Assert.Equal("NO: you are muted", echo.Refusal);
    }

    [Fact]
    public void A_whisper_is_not_confirmed_by_somebodys_chat()
    {
        PendingWhisper whisper = _chat.Whisper("nobody");
        Assert.Null(_chat.Hear("info: library opens at ten"));
        Assert.Null(_chat.Hear("be: OK - whispered to nobody"));
        _chat.Pass();
        Assert.False(whisper.IsDone);
    }

    [Fact]
    public void At_our_own_server_speech_is_never_a_reply()
    {
        _chat.Matcher.Server.IsOwnServer = true;
        PendingUserList list = _chat.List();
        PendingWhisper whisper = _chat.Whisper("doc");
        PendingEcho echo = _chat.Say("hi");
        foreach (string name in (string[])["users", "USERS", "here", "ok", "OK", "info", "sent", "you", "me", "FO", "Fo"])
        {
            Assert.Null(_chat.Hear(name + ": fo be"));
            Assert.Null(_chat.Hear(name + ": hi"));
            Assert.Null(_chat.Hear(name + " whispers: OK - whispered to doc"));
        }

        Assert.Same(whisper, _chat.Hear("OK - whispered to Doc"));
        Assert.Same(echo, _chat.Hear("fo: hi"));
        Assert.Same(list, _chat.Hear("USERS 2: fo be"));
        Assert.True(list.IsDone && whisper.IsDone && echo.IsDone);
    }

    [Fact]
    public void At_our_own_server_a_disconnect_refuses_no_request()
    {
        _chat.Matcher.Server.IsOwnServer = true;
        PendingEcho echo = _chat.Say("hi");
        Assert.Null(_chat.Hear("NO - disconnected: kicked"));
        Assert.Null(_chat.Hear("NO - no such user: gone"));
        Assert.False(echo.IsDone);
    }

    [Fact]
    public void A_server_that_breaks_the_strict_grammar_is_read_as_any_other()
    {
        _chat.Matcher.Server.IsOwnServer = true;
        PendingUserList list = _chat.List();
        Assert.Same(list, _chat.Hear("fo, be"));
        Assert.False(_chat.Matcher.Server.IsOwnServer);
    }

    [Fact]
    public void Late_requests_do_not_pile_up()
    {
        for (int i = 0; i < 20_000; i++)
            _chat.GiveUp(_chat.Say("x" + i));
        for (int i = 0; i < 200; i++)
            _chat.GiveUp(_chat.List());
        Assert.Null(_chat.Hear("fo: x0"));
        Assert.NotNull(_chat.Hear("fo: x19999"));
        Assert.Equal(0, _chat.Requests.OwedCount);
    }

    [Fact]
    public void A_request_that_was_not_sent_waits_for_nothing()
    {
        PendingEcho kept = _chat.Say("hi");
        PendingEcho withdrawn = _chat.Say("hi");
        _chat.Matcher.Withdraw(withdrawn);
        Assert.Same(kept, _chat.Hear("fo: hi"));
        Assert.True(_chat.Requests.IsEmpty);
    }

    [Fact]
    public void Doubtful_replies_count_or_reach_the_inbox_when_the_connection_ends()
    {
        PendingWhisper whisper = _chat.Whisper("doc");
        PendingUserList list = _chat.List();
        _chat.Hear("fine");
        _chat.Hear("Users: fo, evil");
        _chat.Matcher.End();
        Assert.True(whisper.IsDone);
        Assert.False(list.IsDone);
        Assert.Equal("fo, evil", Assert.Single(_chat.Inbox).Text);
    }

    // Each cost as many steps as were before it: 40 000 would take half a minute.
    [Theory]
    [InlineData("FO: x{0}")]
    [InlineData("fo: X{0}")]
    public void Thousands_of_doubtful_echoes_cost_no_more_each_than_one(string form)
    {
        const int many = 40_000;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (int i = 0; i < many; i++)
            _chat.Say("x" + i, awaited: false);
        for (int i = 0; i < many; i++)
            _chat.Hear(string.Format(form, i));
        _chat.Pass();
        Assert.Equal(0, _chat.Requests.OwedCount);
        Assert.Equal(many, _chat.Inbox.Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }
}
