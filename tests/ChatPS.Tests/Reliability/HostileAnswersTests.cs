using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Tests.Client;

namespace ChatPS.Tests.Reliability;

/// <summary>What a server may answer to make a client fail, grow or stand still.</summary>
public sealed class HostileAnswersTests
{
    // Far more than any machine takes for what is not quadratic, far less than what is.
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(15);

    private readonly ReplyHarness _chat = new();

    [Theory]
    [InlineData("USERS \u0663: a")]
    [InlineData("USERS \uFF11\uFF12: a")]
    [InlineData("USERS 1\u0966: a")]
    public void Digits_of_other_scripts_are_no_number_and_no_error(string payload)
    {
        PendingUserList list = _chat.List();
        Assert.Same(list, _chat.Hear(payload));
        _chat.Pass();
        Assert.True(list.IsDone);
    }

    [Fact]
    public void A_list_that_never_ends_ends()
    {
        PendingUserList list = _chat.List();
        string frame = "USERS 999999999: " + string.Join(' ', Enumerable.Repeat("a", 41));
        for (int i = 0; !list.IsDone; i++)
        {
            Assert.True(i < 10_000);
            Assert.Same(list, _chat.Hear(frame));
        }

        Assert.InRange(list.Names.Count, 100_000, 100_100);
        Assert.Null(_chat.Hear(frame));
    }

    [Fact]
    public async Task Empty_frames_without_end_do_not_keep_a_request_beyond_its_time_limit()
    {
        byte[] empty = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("00", 100_000)));
        using var server = new ScriptedServer();
        using ChatSession session = Sessions.Connect(server, out ScriptedPeer peer);
        Task flood = Task.Run(() => Assert.ThrowsAny<Exception>(() => Flood(peer, empty)), TestContext.Current.CancellationToken);
        var limit = new CallOptions(TimeSpan.FromSeconds(1), CancellationToken.None);
        await Task.Run(() =>
        {
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(ChatFailure.Timeout, Assert.Throws<ChatException>(() => session.Whisper("be", "hi", limit)).Failure);
                session.ReadAvailable();
            }
        }, TestContext.Current.CancellationToken).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        session.Dispose();
        await flood.WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Echoes_that_never_come_do_not_make_each_frame_a_long_search()
    {
        for (int i = 0; i < 199_990; i++)
            _chat.Say("never", awaited: false);
        PendingUserList list = _chat.List();
        PendingWhisper whisper = _chat.Whisper("be");
        var elapsed = Stopwatch.StartNew();
        for (int i = 0; i < 50_000; i++)
            Assert.Null(_chat.Hear("be: hi"));
        Assert.Same(whisper, _chat.Hear("OK - whispered"));
        Assert.InRange(elapsed.Elapsed, TimeSpan.Zero, s_generous);
        Assert.False(list.IsDone);
    }

    [Fact]
    public void A_server_that_is_far_behind_with_its_echoes_does_not_make_each_a_long_search()
    {
        PendingEcho[] echoes = [.. Enumerable.Range(0, 200_000).Select(i => _chat.Say("" + i, awaited: false))];
        var elapsed = Stopwatch.StartNew();
        foreach (PendingEcho echo in echoes)
            Assert.Same(echo, _chat.Hear("fo: " + echo.Text));
        Assert.InRange(elapsed.Elapsed, TimeSpan.Zero, s_generous);
        Assert.True(_chat.Requests.IsEmpty);
    }

    [Fact]
    public void The_order_of_questions_counts_although_echoes_stand_between()
    {
        PendingWhisper whisper = _chat.Whisper("be");
        _chat.Say("never", awaited: false);
        PendingUserList list = _chat.List();
        Assert.Same(whisper, _chat.Hear("fine"));
        PendingWhisper later = _chat.Whisper("be");
        Assert.Same(list, _chat.Hear("fo be"));
        Assert.Same(later, _chat.Hear("fine"));
    }

    [Fact]
    public void A_pattern_that_takes_too_long_is_not_asked_for_ever()
    {
        var parser = new ServerMessageParser(new Regex("^(?<sender>(a+)+)(?<text>!)$", RegexOptions.None, ServerMessageParser.PatternTimeLimit));
        var elapsed = Stopwatch.StartNew();
        for (int i = 0; i < 300; i++)
            Assert.Equal(ChatMessageKind.Notice, parser.Read(new string('a', 98) + "?").Kind);
        Assert.InRange(elapsed.Elapsed, TimeSpan.Zero, s_generous);
    }

    [Fact]
    public void A_million_marks_on_one_letter_are_cut_in_no_time()
    {
        var elapsed = Stopwatch.StartNew();
        List<string> parts = MessageSplitter.SplitMessage("e" + new string('\u0301', 1_000_000), "fo");
        Assert.InRange(elapsed.Elapsed, TimeSpan.Zero, s_generous);
        Assert.Equal(1_000_001, parts.Sum(part => part.Length));
    }

    private static void Flood(ScriptedPeer peer, byte[] bytes)
    {
        while (true)
            peer.Write(bytes);
    }
}
