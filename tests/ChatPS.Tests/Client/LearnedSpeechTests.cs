using ChatPS.Client;

namespace ChatPS.Tests.Client;

/// <summary>How a server relays speech is learned from our own echoes, whatever stands around the name and the text.</summary>
public sealed class LearnedSpeechTests
{
    private readonly ReplyHarness _chat = new();

    public static TheoryData<string> Forms() =>
    [
        "{0} -> all: {1}", "Message from {0}: {1}", "[12:01] {0} - {1}", "{0} to all (3): {1}", "{0} said \"{1}\"", "#7 <b>{0}</b>: {1}",
        "<{0}> {1}",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void After_two_echoes_everybody_is_understood(string form)
    {
        Echo(form, "fo", "hello");
        Echo(form, "fo", "nice day");
        Assert.Null(_chat.Hear(string.Format(form, "be", "fo is here")));
        ChatMessage said = _chat.Inbox[^1];
        Assert.Equal(("be", "fo is here", ChatMessageKind.Message), (said.Sender, said.RawText, said.Kind));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void After_two_echoes_a_send_is_confirmed_at_once(string form)
    {
        Echo(form, "fo", "hello");
        Echo(form, "fo", "nice day");
        PendingEcho echo = _chat.Say("third");
        _chat.Hear(string.Format(form, "fo", "third"));
        Assert.True(echo.IsDone);
        Assert.Null(echo.AlteredText);
    }

    [Theory]
    [InlineData("{0} -> all: {1}")]
    [InlineData("{0}\t{1}")]
    [InlineData("{0} to all (3): {1}")]
    public void Our_name_at_the_front_and_our_text_at_the_end_are_an_echo_at_once(string form)
    {
        PendingEcho echo = _chat.Say("hello");
        _chat.Hear(string.Format(form, "fo", "hello"));
        Assert.True(echo.IsDone);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Speech_of_a_learned_form_is_no_list_and_no_receipt(string form)
    {
        Echo(form, "fo", "hello");
        Echo(form, "fo", "nice day");
        PendingUserList list = _chat.List();
        PendingWhisper whisper = _chat.Whisper("doc");
        foreach (string name in (string[])["users", "here", "ok", "sent", "Message", "NOT"])
        {
            Assert.Null(_chat.Hear(string.Format(form, name, "fo evil")));
            Assert.Null(_chat.Hear(string.Format(form, name, "sent to doc")));
        }

        Assert.Same(list, _chat.Hear("Online (2): be, fo"));
        Assert.Same(whisper, _chat.Hear("Whisper sent"));
        Assert.True(list.IsDone && whisper.IsDone);
        Assert.Equal(["be", "fo"], list.Names);
    }

    [Theory]
    [InlineData("{0} -> all: {1}")]
    [InlineData("Message from {0}: {1}")]
    [InlineData("[12:01] {0} - {1}")]
    public void A_text_that_the_server_cut_off_is_altered_though_no_form_is_known(string form)
    {
        string text = string.Join(' ', Enumerable.Repeat("word", 19));
        PendingEcho echo = _chat.Say(text);
        string cut = string.Format(form, "fo", text)[..80];
        _chat.Hear(cut);
        _chat.Pass();
        Assert.True(echo.IsDone);
        Assert.Equal(cut[cut.IndexOf("word", StringComparison.Ordinal)..], echo.AlteredText);
        Assert.Contains(echo.AlteredText!, Assert.Single(_chat.Inbox.Append(echo.Reply!)).RawText);
    }

    [Fact]
    public void One_echo_shows_how_much_stands_around_a_text()
    {
        Echo("Message from {0}: {1}", "fo", "hello");
        Assert.Equal("Message from : ".Length, _chat.Matcher.Server.Decoration);
    }

    [Fact]
    public void Words_of_another_that_repeat_ours_have_more_around_them_and_teach_nothing()
    {
        const string form = "Message from {0}: {1}";
        foreach (string text in (string[])["one", "two", "three"])
        {
            _chat.Say(text);
            _chat.Hear(string.Format(form, "be", "fo: " + text));
            _chat.Hear(string.Format(form, "fo", text));
            _chat.Pass();
        }

        _chat.Hear(string.Format(form, "be", "fo: evil"));
        Assert.NotEqual("fo", _chat.Inbox[^1].Sender);
    }

    [Fact]
    public void A_server_that_writes_our_name_in_another_case_is_understood()
    {
        foreach (string text in (string[])["one", "two"])
            Echo("{0}: {1}", "FO", text);
        PendingUserList list = _chat.List();
        Assert.Null(_chat.Hear("BE: fo is here"));
        Assert.Equal("BE", Assert.Single(_chat.Inbox).Sender);
        _chat.Hear("Online (2): be, fo");
        Assert.Equal(["be", "fo"], list.Names);
        PendingWhisper whisper = _chat.Whisper("doc");
        _chat.Hear("Message delivered.");
        Assert.True(whisper.IsDone);
    }

    [Theory]
    [InlineData("MSG {1}")]
    [InlineData("{1}")]
    public void Where_bare_words_come_back_a_second_list_is_a_rival_of_the_first(string form)
    {
        Echo(form, "fo", "hello");
        PendingUserList list = _chat.List();
        _chat.Hear("fo evil");
        _chat.Hear("be doc fo");
        _chat.Pass();
        Assert.False(_chat.GiveUp(list));
        Assert.Equal(["fo evil", "be doc fo"], _chat.Inbox.TakeLast(2).Select(message => message.RawText));
    }

    [Fact]
    public void A_frame_that_came_unasked_before_any_echo_makes_a_list_wait_for_rivals()
    {
        _chat.Hear("hello all");
        PendingUserList list = _chat.List();
        _chat.Hear("fo evil");
        _chat.Hear("good bye");
        Assert.False(list.IsDone);
        _chat.Hear("be, doc, fo");
        _chat.Pass();
        Assert.False(_chat.GiveUp(list));
    }

    [Fact]
    public void A_list_waits_for_rivals_no_longer_than_the_server_takes()
    {
        LogInAfter(milliseconds: 2);
        _chat.Hear("hello all");
        PendingUserList list = _chat.List();
        _chat.Hear("be, doc, fo");
        _chat.Hear("hello");
        _chat.Pass(ClientLimits.QuickGraceMilliseconds);
        Assert.True(list.IsDone);
        Assert.Equal(["be", "doc", "fo"], list.Names);
    }

    [Theory]
    [InlineData("fo evil fo")]
    [InlineData("9: evil fo")]
    [InlineData("MSG evil! fo")]
    public void Names_of_a_list_are_letters_and_digits_and_each_stands_there_once(string payload)
    {
        _chat.Hear("hello all");
        PendingUserList list = _chat.List();
        _chat.Hear(payload.Replace("9:", "a: 9:", StringComparison.Ordinal));
        _chat.Hear("be fo");
        _chat.Pass();
        Assert.Equal(["be", "fo"], list.Names);
    }

    [Fact]
    public void Where_the_request_is_relayed_as_it_was_nobody_says_a_list()
    {
        Echo("MSG {1}", "fo", "hello");
        PendingUserList list = _chat.List();
        Assert.Null(_chat.Hear("MSG evil fo"));
        _chat.Hear("be fo");
        _chat.Pass();
        Assert.Equal(["be", "fo"], list.Names);
    }

    [Fact]
    public void The_request_of_a_whisper_is_its_receipt_at_once()
    {
        Echo("MSG {1}", "fo", "hello");
        PendingWhisper whisper = _chat.Whisper("doc", "psst");
        _chat.Hear("W doc psst");
        Assert.True(whisper.IsDone);
    }

    [Fact]
    public void Who_is_called_NO_refuses_nothing_where_words_stand_between_name_and_text()
    {
        Echo("{0} -> all: {1}", "fo", "hello");
        Echo("{0} -> all: {1}", "fo", "nice day");
        PendingWhisper whisper = _chat.Whisper("doc");
        Assert.Null(_chat.Hear("NO -> all: hi"));
        Assert.Same(whisper, _chat.Hear("NO such user doc"));
        Assert.NotNull(whisper.Refusal);
    }

    [Fact]
    public void A_refusal_that_could_be_the_words_of_somebody_called_NO_counts_alone()
    {
        Echo("{0} - {1}", "fo", "hello");
        Echo("{0} - {1}", "fo", "nice day");
        PendingWhisper whisper = _chat.Whisper("doc");
        _chat.Hear("NO - no such user");
        _chat.Pass();
        Assert.NotNull(whisper.Refusal);
    }

    [Fact]
    public void Same_texts_in_an_unknown_form_are_all_confirmed()
    {
        PendingEcho[] echoes = [.. Enumerable.Range(0, 5).Select(_ => _chat.Say("again"))];
        foreach (PendingEcho _ in echoes)
            _chat.Hear("FO: again");
        _chat.Pass();
        Assert.All(echoes, echo => Assert.True(echo.IsDone));
    }

    [Fact]
    public void Speech_that_looks_like_a_list_or_a_sentence_hides_neither()
    {
        Echo("{0} {1}", "fo", "hello");
        Echo("{0} {1}", "fo", "nice day");
        Assert.Null(_chat.Hear("be good day"));
        Assert.Equal("be", Assert.Single(_chat.Inbox).Sender);
        PendingWhisper whisper = _chat.Whisper("doc");
        PendingUserList list = _chat.List();
        Assert.Same(whisper, _chat.Hear("Whisper sent"));
        Assert.Same(list, _chat.Hear("be doc fo"));
        _chat.Pass();
        Assert.True(whisper.IsDone);
        Assert.Equal(["be", "doc", "fo"], list.Names);
    }

    [Fact]
    public void A_whisper_to_oneself_that_arrives_twice_is_its_receipt()
    {
        PendingWhisper whisper = _chat.Whisper("fo", "note");
        _chat.Hear("fo whispers: note");
        _chat.Hear("fo whispers: note");
        _chat.Pass();
        Assert.True(whisper.IsDone);
        Assert.Single(_chat.Inbox);
    }

    [Fact]
    public void A_whisper_to_oneself_that_arrives_gives_way_to_a_receipt_that_anybody_may_have_said()
    {
        Echo("{1}", "fo", "hello");
        PendingWhisper whisper = _chat.Whisper("fo", "note");
        _chat.Hear("fo whispers: note");
        _chat.Hear("OK");
        _chat.Pass();
        Assert.True(whisper.IsDone);
        Assert.Equal("note", Assert.Single(_chat.Inbox).RawText);
    }

    [Fact]
    public void What_the_form_of_lists_does_not_read_is_the_servers()
    {
        Echo("{0}\t{1}", "fo", "hello");
        Echo("{0}\t{1}", "fo", "nice day");
        PendingWhisper whisper = _chat.Whisper("doc");
        _chat.Hear("whispered");
        Assert.True(whisper.IsDone);
    }

    [Fact]
    public void A_receipt_in_words_of_the_servers_own_counts_at_once_from_the_second_on()
    {
        Echo("{0}: {1}", "fo", "hello");
        _chat.Whisper("doc", "one");
        _chat.Hear("200 doc has it");
        _chat.Pass();
        PendingWhisper second = _chat.Whisper("be", "two");
        _chat.Hear("200 be has it");
        Assert.True(second.IsDone);
    }

    [Fact]
    public void Words_that_came_beside_others_teach_no_receipt()
    {
        Echo("{0}: {1}", "fo", "hello");
        _chat.Whisper("doc", "one");
        _chat.Hear("good morning");
        _chat.Hear("done");
        _chat.Pass();
        PendingWhisper second = _chat.Whisper("nobody", "two");
        _chat.Hear("good morning");
        Assert.False(second.IsDone);
    }

    private void Echo(string form, string name, string text)
    {
        PendingEcho echo = _chat.Say(text);
        _chat.Hear(string.Format(form, name, text));
        _chat.Pass();
        Assert.True(echo.IsDone);
    }

    private void LogInAfter(int milliseconds)
    {
        _chat.LogIn();
        _chat.Pass(milliseconds);
        _chat.Hear("Welcome fo");
    }
}
