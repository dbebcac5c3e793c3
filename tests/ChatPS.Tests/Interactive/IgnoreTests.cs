using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>Users, joins and leaves that are not shown.</summary>
public sealed class IgnoreTests
{
    [Fact]
    public async Task What_an_ignored_user_says_whispers_and_does_is_hidden_until_taken_back()
    {
        using var chat = new LiveChat(new LoopOptions(Color: false, TimeFormat: "", Bell: true, ShowLast: 0));
        chat.Type("/ignore Doc\r").Shows("-- Ignored: Doc. /unignore Doc ends that.", "fo>");
        chat.Peer.Say("doc: hey fo", "doc whispers: psst", "* doc joined", "be: seen");
        chat.Shows("-- Ignored: Doc. /unignore Doc ends that.", "be: seen", "fo>");
        Assert.Equal(0, chat.Terminal.Look(cells => cells.Bells));
        chat.Type("/r hello\r");
        chat.Terminal.Until(cells => cells.All.Contains("!! Nobody has whispered to you yet."));
        chat.Type("/ignores\r");
        chat.Terminal.Until(cells => cells.All.Contains("-- Ignored: Doc"));

        // It lasts as long as the session.
        chat.Type("/quit\r");
        Assert.Null(await chat.End());
        chat.EnterAgain();
        chat.Peer.Say("doc: still", "be: again");
        chat.Terminal.Until(cells => cells.All.Contains("be: again"));
        Assert.DoesNotContain("doc: still", chat.Terminal.Look(cells => cells.All));
        chat.Type("/unignore doc\r");
        chat.Terminal.Until(cells => cells.All.Contains("-- No longer ignored: doc."));
        chat.Peer.Say("doc: back");
        chat.Terminal.Until(cells => cells.All.Contains("doc: back"));
    }

    [Fact]
    public void Joins_alone_can_be_hidden()
    {
        using var chat = new LiveChat();
        chat.Type("/ignore joins\r").Shows("-- Ignored: joins. /unignore joins ends that.", "fo>");
        chat.Peer.Say("* doc joined", "* be left", "doc: hi");
        chat.Shows("-- Ignored: joins. /unignore joins ends that.", "doc: hi", "fo>");
        chat.Type("/ignores\r");
        chat.Terminal.Until(cells => cells.All.Contains("-- Ignored: joins"));
        chat.Type("/unignore joins\r");
        chat.Terminal.Until(cells => cells.All.Contains("-- No longer ignored: joins."));
        chat.Peer.Say("* doc joined", "doc: there");
        chat.Terminal.Until(cells => cells.All.Contains("* doc joined"));
    }

    [Fact]
    public void What_is_not_ignored_cannot_be_taken_back_and_a_name_is_shown_safely()
    {
        using var chat = new LiveChat();
        chat.Type("/ignores\r").Shows("-- Nobody is ignored.", "fo>");
        chat.Type("/unignore be\r").Shows("-- Nobody is ignored.", "!! Not ignored: be. /ignores lists who is.", "fo>");
    }

    [Fact]
    public void The_list_is_bounded()
    {
        var list = new IgnoreList();
        for (int i = 0; i < IgnoreList.MaxNames; i++)
            Assert.True(list.TryAdd("user" + i));
        Assert.False(list.TryAdd("more"));
        Assert.True(list.TryAdd("USER7"));
        Assert.True(list.Remove("User7"));
        Assert.True(list.TryAdd("more"));
    }
}
