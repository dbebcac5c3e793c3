using System.Management.Automation;
using System.Text;
using ChatPS.Protocol;
using ChatPS.Tests.Commands;

namespace ChatPS.Tests.Reliability;

/// <summary>A hundred thousand messages nobody took: nothing more is read, and nothing spins or hangs.</summary>
public sealed class FullInboxTests
{
    private const int Limit = 100_000;

    [Fact]
    public async Task What_is_not_wanted_fills_the_inbox_and_the_receiver_comes_back()
    {
        using var chat = new ConnectedRunspace(Fill);
        await chat.Part;
        using PowerShell shell = chat.Host.Prepare("Receive-ChatMessage -From nobody; 'done'");
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(running.AsyncWaitHandle.WaitOne(Sessions.Patience), "It does not come back.");
        Assert.Equal("done", Assert.Single(shell.EndInvoke(running)).BaseObject);
        Assert.InRange(chat.Session.UnreadCount, Limit, Limit + 20_000);
    }

    [Fact]
    public async Task Who_waits_behind_a_full_inbox_for_what_is_not_in_it_is_told()
    {
        using var chat = new ConnectedRunspace(Fill);
        ErrorRecord error = chat.Host.Fail("Receive-ChatMessage -Wait -From nobody -TimeoutSec 60");
        await chat.Part;
        Assert.StartsWith("InboxFull,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_inbox_gives_everything_in_order_once_somebody_takes()
    {
        using var chat = new ConnectedRunspace(Fill);
        string[] texts = [.. chat.Host.Run($"Receive-ChatMessage -Wait -First {Limit + 10_000}").All<ChatMessage>().Select(message => message.Text)];
        await chat.Part;
        Assert.Equal(Enumerable.Range(0, Limit + 10_000).Select(i => i.ToString()), texts);
    }

    [Fact]
    public async Task While_it_is_full_replies_are_taken_and_what_was_dropped_is_told()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            Fill(peer);
            peer.Read();
            peer.Say("fo be");
        });
        Assert.Equal(["fo", "be"], chat.Host.Run("Get-ChatUser").All<ChatUser>().Select(user => user.Name));
        await chat.Part;
        ChatMessage[] first = [.. chat.Host.Run("Receive-ChatMessage -First 2").All<ChatMessage>()];
        Assert.Equal((ChatMessageKind.Notice, "10000"), (first[0].Kind, first[1].Text));
        Assert.StartsWith("10000 messages were dropped", first[0].Text, StringComparison.Ordinal);
        Assert.Equal(10_000, chat.Session.DroppedCount);
    }

    private static void Fill(ScriptedPeer peer) =>
        peer.Write([.. Enumerable.Range(0, Limit + 10_000).SelectMany(i => FrameCodec.Encode(Encoding.ASCII.GetBytes("be: " + i)))]);
}
