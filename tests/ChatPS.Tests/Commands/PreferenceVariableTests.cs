namespace ChatPS.Tests.Commands;

/// <summary>Preferences that a script sets as variables count as much as the parameters of the same name.</summary>
public sealed class PreferenceVariableTests
{
    // The place of "No" among the answers to a confirmation.
    private const int No = 2;

    [Theory]
    [InlineData("Send-ChatMessage never", "Send message of 5 bytes: never")]
    [InlineData("Send-ChatWhisper be never", "Whisper 5 bytes to be: never")]
    public async Task WhatIfPreference_sends_nothing(string command, string described)
    {
        string? heard = null;
        using var chat = new ConnectedRunspace(peer => heard = peer.Read());
        using var host = new HostRecorder();
        string shown = host.Run(chat.Session, $"$WhatIfPreference = $true; $PSDefaultParameterValues['*-Chat*:Session'] = $args[0]; {command}");
        Assert.Contains(described, shown, StringComparison.Ordinal);
        chat.Host.Run("Send-ChatMessage after -NoWait");
        await chat.Part;
        Assert.Equal("MSG after", heard);
    }

    [Theory]
    [InlineData("Send-ChatMessage never", "Send message of 5 bytes: never")]
    [InlineData("Send-ChatWhisper be never", "Whisper 5 bytes to be: never")]
    public async Task ConfirmPreference_asks_and_a_no_sends_nothing(string command, string described)
    {
        string? heard = null;
        using var chat = new ConnectedRunspace(peer => heard = peer.Read());
        using var host = new HostRecorder { Choice = No };
        string shown = host.Run(chat.Session, $"$ConfirmPreference = 'Low'; $PSDefaultParameterValues['*-Chat*:Session'] = $args[0]; {command}");
        Assert.Contains("CHOICE: ", shown, StringComparison.Ordinal);
        Assert.Contains(described, shown, StringComparison.Ordinal);
        chat.Host.Run("Send-ChatMessage after -NoWait");
        await chat.Part;
        Assert.Equal("MSG after", heard);
    }

    [Theory]
    [InlineData("High")]
    [InlineData("Medium")]
    [InlineData("None")]
    public async Task Any_other_ConfirmPreference_asks_nothing(string preference)
    {
        string? heard = null;
        using var chat = new ConnectedRunspace(peer =>
        {
            heard = peer.Read();
            peer.Say("fo: said");
        });
        using var host = new HostRecorder { Choice = No };
        Assert.Equal("", host.Run(chat.Session, $"$ConfirmPreference = '{preference}'; Send-ChatMessage said -Session $args[0]"));
        await chat.Part;
        Assert.Equal("MSG said", heard);
    }
}
