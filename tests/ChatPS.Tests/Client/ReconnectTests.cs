using ChatPS.Tests.Reliability;
using static ChatPS.Tests.Client.ReconnectHarness;

namespace ChatPS.Tests.Client;

/// <summary>A session that outlives its connection.</summary>
public sealed class ReconnectTests : IDisposable
{
    private readonly ReconnectHarness _chat = new();

    public void Dispose() => _chat.Dispose();

    [Fact]
    public void A_session_goes_on_after_a_break()
    {
        _chat.Peer.Say("be: one");
        Until(() => _chat.Session.UnreadCount == 1);
        (int id, Guid key) = (_chat.Session.Id, _chat.Session.SessionKey);
        _chat.Break();
        Assert.Equal(ChatSessionState.Reconnecting, _chat.Session.State);
        Assert.Null(_chat.Session.Error);
        Assert.Contains("closed the connection", _chat.Session.Reason, StringComparison.Ordinal);
        _chat.ComeBack();
        _chat.Peer.Say("be: two");
        ChatMessage[] messages = _chat.Session.Receive(3);
        Assert.Equal((id, key), (_chat.Session.Id, _chat.Session.SessionKey));
        Assert.Equal(["one", "two"], [messages[0].Text, messages[2].Text]);
        Assert.Equal((ChatMessageKind.Notice, null), (messages[1].Kind, messages[1].Sender));
        Assert.Matches("^There was no connection from [0-9:]{8} to [0-9:]{8}; 1 try\\. ", messages[1].Text);
        Assert.Equal(messages.OrderBy(message => message.Sequence), messages);
        Assert.Equal((null, null, 0), (_chat.Session.Reason, _chat.Session.NextTryAt, _chat.Session.TryCount));
    }

    [Fact]
    public void It_waits_twice_as_long_before_each_try()
    {
        _chat.IsDown = true;
        _chat.Break();
        int before = _chat.Dialled;
        for (int i = 0; i < 9; i++)
        {
            double seconds = Math.Min(30, Math.Pow(2, i - 1));
            seconds = i == 6 ? 30 : seconds;
            Until(() => _chat.Session.TryCount == i && _chat.Session.NextTryAt is not null);
            Assert.InRange((_chat.Session.NextTryAt!.Value - DateTimeOffset.Now).TotalSeconds, seconds - 20, seconds);
            _chat.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(before + i, _chat.Dialled);
            _chat.Clock.Advance(TimeSpan.FromMilliseconds(1));
            Until(() => _chat.Dialled == before + i + 1);
        }
    }

    [Fact]
    public void It_gives_up_at_the_limit_and_says_why()
    {
        _chat.IsDown = true;
        _chat.Break();
        double[] waits = [0.5, 1, 2, 4, 8, 16, .. Enumerable.Repeat(30.0, 8)];
        for (int i = 0; i < waits.Length; i++)
        {
            Until(() => _chat.Session.TryCount == i && _chat.Session.NextTryAt is not null);
            _chat.Clock.Advance(TimeSpan.FromSeconds(waits[i]));
        }

        Until(() => _chat.Session.TryCount == waits.Length && _chat.Session.NextTryAt is not null);
        _chat.Clock.Advance(TimeSpan.FromSeconds(300 - waits.Sum()) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(ChatSessionState.Reconnecting, _chat.Session.State);
        _chat.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Until(() => _chat.Session.State != ChatSessionState.Reconnecting);
        Assert.Equal(ChatSessionState.Broken, _chat.Session.State);
        Assert.Equal(ChatFailure.ConnectionLost, _chat.Session.Error!.Failure);
        Assert.Contains("did not come back within 300 s", _chat.Session.Reason, StringComparison.Ordinal);
        Assert.Contains("Cannot reach", _chat.Session.Reason, StringComparison.Ordinal);
        _chat.AssertPasswordIsGone();
    }

    [Theory]
    [InlineData("NO - disconnected: by the operator")]
    [InlineData("NO - disconnected: logged in elsewhere")]
    public void Who_is_thrown_out_does_not_come_back(string words)
    {
        _chat.Peer.Say(words);
        _chat.Peer.Dispose();
        Until(() => _chat.Session.State == ChatSessionState.Broken);
        _chat.AssertPasswordIsGone();
        Assert.Equal(1, _chat.Dialled);
    }

    /// <summary>A ghost of the old connection may hold the name for a while.</summary>
    [Fact]
    public void A_login_that_is_refused_is_tried_again()
    {
        _chat.Break();
        for (int i = 0; i < 3; i++)
        {
            using ScriptedPeer refused = _chat.Accept();
            Assert.Equal("LOGIN fo pw", refused.Read());
            refused.Say("NO - already logged in");
            Until(() => _chat.Session.TryCount == i + 1 && _chat.Session.NextTryAt is not null);
            Assert.Contains("already logged in", _chat.Session.Reason, StringComparison.Ordinal);
            Assert.Null(refused.TryRead()); // it is closed
        }

        _chat.ComeBack();
        ChatMessage notice = Assert.Single(_chat.Session.Receive(1));
        Assert.Contains("4 tries", notice.Text, StringComparison.Ordinal);
        Assert.Equal(0, _chat.Session.UnreadCount); // of the refusals nothing
    }

    /// <summary>A server that is full says so before it has read anything. What is unread is the user's.</summary>
    [Fact]
    public void A_try_that_is_refused_before_the_login_takes_nothing_from_the_inbox()
    {
        _chat.Peer.Say("NO - not understood", "be: hi");
        Until(() => _chat.Session.UnreadCount == 2);
        _chat.Break();
        _chat.Connected = () =>
        {
            _chat.Connected = null;
            using ScriptedPeer full = _chat.Server.Accept();
            full.Say("NO - server is full");
        };
        _chat.Clock.Advance(TimeSpan.FromSeconds(30));
        Until(() => _chat.Session.TryCount == 1 && _chat.Session.NextTryAt is not null);
        Assert.Contains("server is full", _chat.Session.Reason, StringComparison.Ordinal);
        _chat.ComeBack();
        Assert.Equal(["NO - not understood", "hi"], _chat.Session.Receive(3).Take(2).Select(message => message.Text));
    }

    [Fact]
    public async Task Disconnecting_ends_the_tries()
    {
        _chat.Break();
        Assert.Empty(await Bounded(() => _chat.Session.CloseGently(Sessions.Call())));
        Assert.Equal(ChatSessionState.Closed, _chat.Session.State);
        _chat.AssertPasswordIsGone();
        int dialled = _chat.Dialled;
        _chat.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(dialled, _chat.Dialled);
    }

    [Fact]
    public async Task Disconnecting_ends_a_try_that_is_on_its_way()
    {
        _chat.Break();
        using ScriptedPeer silent = _chat.Accept();
        silent.Read(); // the login, which is not answered
        Assert.Empty(await Bounded(() => _chat.Session.CloseGently(Sessions.Call())));
        Assert.Null(silent.TryRead());
        Assert.Equal(ChatSessionState.Closed, _chat.Session.State);
    }

    [Fact]
    public void It_breaks_and_comes_back_again_and_again()
    {
        for (int i = 0; i < 5; i++)
        {
            _chat.Break();
            _chat.ComeBack();
            _chat.Peer.Say("be: " + i);
        }

        Assert.Equal(["0", "1", "2", "3", "4"], _chat.Session.Receive(10).Where(message => message.Sender == "be").Select(message => message.Text));
    }

    /// <summary>What it heard before is not given again; what was said meanwhile is, though it sounds the same.</summary>
    [Fact]
    public void History_that_was_heard_before_is_left_out()
    {
        string longer = string.Concat(Enumerable.Repeat("123456789 ", 9));
        _chat.Peer.Say("be: old", "be: again", "be: " + longer);
        Until(() => _chat.Session.UnreadCount == 3);
        _chat.Session.Receive(1);
        _chat.Break();
        string mark = $"* {DateTime.Now:HH:mm} ";
        _chat.ComeBack(mark + "be: old", mark + "be: again", mark + "be: " + longer[..87], mark + "be: " + longer[87..], mark + "be: again", mark + "doc: old", mark + "be: 12345");
        ChatMessage[] messages = _chat.Session.Receive(6);
        Assert.Equal(["again", longer], messages.Take(2).Select(message => message.Text));
        Assert.Equal(["again", "old", "12345"], messages.Skip(3).Select(message => message.Text));
        Assert.Equal(0, _chat.Session.UnreadCount);
    }
}
