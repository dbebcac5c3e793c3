using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Commands;

namespace ChatPS.Tests.Commands;

/// <summary>What errors and debug lines carry beside their message.</summary>
public sealed class ErrorTargetTests
{
    private const string Hostile = "\u001b]0;owned\u0007";

    [Fact]
    public async Task What_an_error_prints_of_its_target_is_harmless_and_the_target_itself_exact()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Read();
            peer.Say("NO - not that");
        });
        ErrorRecord error = Assert.Single(chat.Host.Run("Send-ChatMessage $args[0]", Hostile).Errors);
        await chat.Part;
        Assert.Equal(Hostile, error.TargetObject);
        Assert.DoesNotContain(error.CategoryInfo.ToString() + error, c => c is '\u001b' or '\u0007');
        Assert.Contains("owned", error.CategoryInfo.TargetName, StringComparison.Ordinal);

        error = Assert.Single(chat.Host.Run("Send-ChatWhisper $args[0] hi", Hostile).Errors);
        Assert.DoesNotContain(error.CategoryInfo.ToString() + error, c => c is '\u001b' or '\u0007');
    }

    [Theory]
    [InlineData("Send-ChatMessage hi", "hi")]
    [InlineData("Send-ChatWhisper doc hi", "doc")]
    [InlineData("Get-ChatUser", "")]
    [InlineData("Receive-ChatMessage", "")]
    public void Without_a_session_the_target_is_what_was_to_be_sent_or_to_whom(string command, string target)
    {
        using var host = new ModuleHost();
        ErrorRecord error = Assert.Single(host.Run(command).Errors);
        Assert.StartsWith("NoSession,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(target, error.TargetObject is string?[] texts ? Assert.Single(texts) : error.TargetObject ?? "");
    }

    [Fact]
    public async Task Frames_that_came_between_two_cmdlets_are_shown_before_those_of_the_second()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Say("be: between");
            peer.Read();
            peer.Say("fo: hi");
        });
        chat.Host.Run("while (-not (Get-ChatSession).UnreadCount) { }");
        string[] lines = chat.Host.Run("$DebugPreference = 'Continue'; Send-ChatMessage hi").Debug;
        await chat.Part;
        Assert.Equal(["<- 11 be: between", "-> 06 MSG hi", "<- 06 fo: hi"], lines);
    }

    [Fact]
    public void Debug_lines_that_cannot_be_written_yet_are_the_last_thousand()
    {
        var log = new FrameLog();
        for (int i = 0; i < 5000; i++)
            log.Add("line " + i);
        Assert.Equal(ClientLimits.TracedFrames, log.Count);
        Assert.Equal("line 4000", log[0]);
        Assert.Equal("line 4999", log[^1]);
    }
}
