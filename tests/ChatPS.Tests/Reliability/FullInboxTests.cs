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
        using var chat = new Chat(Fill);
        await chat.Part;
        using PowerShell shell = chat.Host.Prepare("Receive-ChatMessage -From nobody; 'done'");
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(running.AsyncWaitHandle.WaitOne(Sessions.Patience), "It does not come back.");
        Assert.Equal("done", Assert.Single(shell.EndInvoke(running)).BaseObject);
        Assert.InRange(chat.Session.UnreadCount, Limit, Limit + 20_000);
    }

    [Fact]
    public async Task A_full_inbox_gives_everything_in_order_once_somebody_takes()
    {
        using var chat = new Chat(Fill);
        string[] texts = [.. chat.Host.Run($"Receive-ChatMessage -Wait -First {Limit + 10_000}").All<ChatMessage>().Select(message => message.Text)];
        await chat.Part;
        Assert.Equal(Enumerable.Range(0, Limit + 10_000).Select(i => i.ToString()), texts);
    }

    [Fact]
    public async Task While_it_is_full_a_request_says_why_it_waits_in_vain()
    {
        using var chat = new Chat(Fill);
        await chat.Part;
        chat.Host.Run("Receive-ChatMessage -From nobody");
        ErrorRecord error = chat.Host.Fail("Get-ChatUser -TimeoutSec 0.3 -ErrorAction Stop");
        Assert.Equal("Timeout", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("inbox is full", error.Exception.Message, StringComparison.Ordinal);
    }

    private static void Fill(ScriptedPeer peer) =>
        peer.Write([.. Enumerable.Range(0, Limit + 10_000).SelectMany(i => FrameCodec.Encode(Encoding.ASCII.GetBytes("be: " + i)))]);
}
