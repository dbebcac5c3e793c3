using System.Net;
using System.Net.Sockets;
using System.Security;
using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Tests.Reliability;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Client;

/// <summary>A session that outlives its connection, by a clock moved by hand.</summary>
public sealed class ReconnectTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ScriptedServer _server = new();
    private readonly SecureString _password = Secret("pw");
    private readonly ChatSession _session;
    private ScriptedPeer _peer;
    private volatile bool _isDown;
    private volatile int _dialled;

    public ReconnectTests()
    {
        Task<ScriptedPeer> accepting = Task.Run(() => Welcome(_server.Accept()));
        _session = ChatSession.Connect(Options(_server.Port), "pw", Sessions.Call());
        _peer = accepting.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _session.Dispose();
        _peer.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void A_session_goes_on_after_a_break()
    {
        _peer.Say("be: one");
        Until(() => _session.UnreadCount == 1);
        (int id, Guid key) = (_session.Id, _session.SessionKey);
        Break();
        Assert.Equal(ChatSessionState.Reconnecting, _session.State);
        Assert.Null(_session.Error);
        Assert.Contains("closed the connection", _session.Reason, StringComparison.Ordinal);
        ComeBack();
        _peer.Say("be: two");
        ChatMessage[] messages = _session.Receive(3);
        Assert.Equal((id, key), (_session.Id, _session.SessionKey));
        Assert.Equal(["one", "two"], [messages[0].Text, messages[2].Text]);
        Assert.Equal((ChatMessageKind.Notice, null), (messages[1].Kind, messages[1].Sender));
        Assert.Matches("^There was no connection from [0-9:]{8} to [0-9:]{8}; 1 try\\. ", messages[1].Text);
        Assert.Equal(messages.OrderBy(message => message.Sequence), messages);
        Assert.Equal((null, null, 0), (_session.Reason, _session.NextTryAt, _session.TryCount));
    }

    [Fact]
    public void It_waits_twice_as_long_before_each_try()
    {
        _isDown = true;
        Break();
        int before = _dialled;
        for (int i = 0; i < 9; i++)
        {
            double seconds = Math.Min(30, Math.Pow(2, i - 1));
            seconds = i == 6 ? 30 : seconds;
            Until(() => _session.TryCount == i && _session.NextTryAt is not null);
            Assert.InRange((_session.NextTryAt!.Value - DateTimeOffset.Now).TotalSeconds, seconds - 20, seconds);
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(before + i, _dialled);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Until(() => _dialled == before + i + 1);
        }
    }

    [Fact]
    public void It_gives_up_at_the_limit_and_says_why()
    {
        _isDown = true;
        Break();
        double[] waits = [0.5, 1, 2, 4, 8, 16, .. Enumerable.Repeat(30.0, 8)];
        for (int i = 0; i < waits.Length; i++)
        {
            Until(() => _session.TryCount == i && _session.NextTryAt is not null);
            _clock.Advance(TimeSpan.FromSeconds(waits[i]));
        }

        Until(() => _session.TryCount == waits.Length && _session.NextTryAt is not null);
        _clock.Advance(TimeSpan.FromSeconds(300 - waits.Sum()) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(ChatSessionState.Reconnecting, _session.State);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Until(() => _session.State != ChatSessionState.Reconnecting);
        Assert.Equal(ChatSessionState.Broken, _session.State);
        Assert.Equal(ChatFailure.ConnectionLost, _session.Error!.Failure);
        Assert.Contains("did not come back within 300 s", _session.Reason, StringComparison.Ordinal);
        Assert.Contains("Cannot reach", _session.Reason, StringComparison.Ordinal);
        AssertPasswordIsGone();
    }

    [Theory]
    [InlineData("NO - disconnected: by the operator")]
    [InlineData("NO - disconnected: logged in elsewhere")]
    public void Who_is_thrown_out_does_not_come_back(string words)
    {
        _peer.Say(words);
        _peer.Dispose();
        Until(() => _session.State == ChatSessionState.Broken);
        AssertPasswordIsGone();
        Assert.Equal(1, _dialled);
    }

    /// <summary>A ghost of the old connection may hold the name for a while.</summary>
    [Fact]
    public void A_login_that_is_refused_is_tried_again()
    {
        Break();
        for (int i = 0; i < 3; i++)
        {
            using ScriptedPeer refused = Accept();
            Assert.Equal("LOGIN fo pw", refused.Read());
            refused.Say("NO - already logged in");
            Until(() => _session.TryCount == i + 1 && _session.NextTryAt is not null);
            Assert.Contains("already logged in", _session.Reason, StringComparison.Ordinal);
            Assert.Null(refused.TryRead()); // it is closed
        }

        ComeBack();
        ChatMessage notice = Assert.Single(_session.Receive(1));
        Assert.Contains("4 tries", notice.Text, StringComparison.Ordinal);
        Assert.Equal(0, _session.UnreadCount); // of the refusals nothing
    }

    /// <summary>A server that is full says so before it has read anything. What is unread is the user's.</summary>
    [Fact]
    public void A_try_that_is_refused_before_the_login_takes_nothing_from_the_inbox()
    {
        _peer.Say("NO - not understood", "be: hi");
        Until(() => _session.UnreadCount == 2);
        Break();
        using (ScriptedPeer full = Accept())
            full.Say("NO - server is full");
        Until(() => _session.TryCount == 1 && _session.NextTryAt is not null);
        ComeBack();
        Assert.Equal(["NO - not understood", "hi"], _session.Receive(3).Take(2).Select(message => message.Text));
    }

    [Fact]
    public async Task Disconnecting_ends_the_tries()
    {
        Break();
        Assert.Empty(await Bounded(() => _session.CloseGently(Sessions.Call())));
        Assert.Equal(ChatSessionState.Closed, _session.State);
        AssertPasswordIsGone();
        int dialled = _dialled;
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(dialled, _dialled);
    }

    [Fact]
    public async Task Disconnecting_ends_a_try_that_is_on_its_way()
    {
        Break();
        using ScriptedPeer silent = Accept();
        silent.Read(); // the login, which is not answered
        Assert.Empty(await Bounded(() => _session.CloseGently(Sessions.Call())));
        Assert.Null(silent.TryRead());
        Assert.Equal(ChatSessionState.Closed, _session.State);
    }

    [Fact]
    public void It_breaks_and_comes_back_again_and_again()
    {
        for (int i = 0; i < 5; i++)
        {
            Break();
            ComeBack();
            _peer.Say("be: " + i);
        }

        Assert.Equal(["0", "1", "2", "3", "4"], _session.Receive(10).Where(message => message.Sender == "be").Select(message => message.Text));
    }

    /// <summary>What it heard before is not given again; what was said meanwhile is, though it sounds the same.</summary>
    [Fact]
    public void History_that_was_heard_before_is_left_out()
    {
        string longer = string.Concat(Enumerable.Repeat("123456789 ", 9));
        _peer.Say("be: old", "be: again", "be: " + longer);
        Until(() => _session.UnreadCount == 3);
        _session.Receive(1);
        Break();
        string mark = $"* {DateTime.Now:HH:mm} ";
        ComeBack(mark + "be: old", mark + "be: again", mark + "be: " + longer[..87], mark + "be: " + longer[87..], mark + "be: again", mark + "doc: old", mark + "be: 12345");
        ChatMessage[] messages = _session.Receive(6);
        Assert.Equal(["again", longer], messages.Take(2).Select(message => message.Text));
        Assert.Equal(["again", "old", "12345"], messages.Skip(3).Select(message => message.Text));
        Assert.Equal(0, _session.UnreadCount);
    }

    private static ScriptedPeer Welcome(ScriptedPeer peer, params string[] more)
    {
        Assert.Equal("LOGIN fo pw", peer.Read());
        peer.Say([ServerText.Welcome("fo"), .. more]);
        return peer;
    }

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (char c in text)
            secret.AppendChar(c);
        return secret;
    }

    private static void Until(Func<bool> condition) => RawClient.Until(condition, "what was awaited");

    private static Task<T> Bounded<T>(Func<T> call) =>
        Task.Run(call, TestContext.Current.CancellationToken).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);

    private ConnectOptions Options(int port) => new("127.0.0.1", port, "fo")
    {
        Network = new NetworkEnvironment { Clock = _clock.Read, Dial = Dial, Random = static () => 0.5 },
        Reconnect = new ReconnectOptions(_password, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(15)),
    };

    private Socket Dial(IPEndPoint address)
    {
        Interlocked.Increment(ref _dialled);
        return _isDown ? throw new SocketException((int)SocketError.ConnectionRefused) : NetworkEnvironment.System.Dial(address);
    }

    private void Break()
    {
        _peer.Dispose();
        Until(() => _session is { State: ChatSessionState.Reconnecting, NextTryAt: not null });
    }

    /// <summary>The next try.</summary>
    private ScriptedPeer Accept()
    {
        _clock.Advance(TimeSpan.FromSeconds(30));
        return _server.Accept();
    }

    private void ComeBack(params string[] more)
    {
        _peer = Welcome(Accept(), more);
        Until(() => _session.State == ChatSessionState.Opened);
    }

    private void AssertPasswordIsGone() => Assert.Throws<ObjectDisposedException>(() => _password.Length);
}
